import { bill, checks, rent, subscription } from '../flows/bills.ts';
import { benefit, onceAYear, pay } from '../flows/income.ts';
import { cash, fees, monthEnd, people, transfer } from '../flows/money.ts';
import type { Part, PartName } from '../part.ts';
import { coffee, errands, fuel, groceries, restaurants, shopping } from '../shops.ts';
import { escrowed } from './credit.ts';

/* Those who share an account, and those who have retired. */

const JOINT = 'joint';

export const HOUSEHOLDS = {
  joint_owners: {
    flows: [
      pay({ text: 'CASCADE HEALTH PAYROLL PPD', every: 'biweekly', amount: [186_000, 194_000] }),
      pay({
        stream: 'second pay',
        text: 'TRILLIUM ROBOTICS DIR DEP',
        every: 'semimonthly',
        amount: [206_000, 214_000],
      }),
      onceAYear({ text: 'STATE TAX REF', amount: [52_000, 130_000], months: [2, 3, 4], chance: 0.8 }),
      rent('HAWTHORNE FLATS RENT WEB PMT', [262_000, 274_000]),
      bill({
        text: 'RIVERBEND ELECTRIC',
        amount: [7_500, 9_500],
        day: [10, 14],
        varies: 0.15,
        seasonal: 0.5,
      }),
      bill({ text: 'FIBERLINE CABLE', amount: [7_499, 8_499], day: [4, 9] }),
      bill({ text: 'TALKWAVE WIRELESS AUTOPAY', amount: [10_400, 12_400], day: [16, 22] }),
      bill({ text: 'LITTLE ACORNS CHILDCARE', amount: [138_000, 148_000], day: [2, 5] }),
      bill({ text: 'ANCHOR INS AUTO PREM', amount: [16_200, 19_900], day: [15, 20] }),
      subscription('STREAMBOX.COM 866-555-0100', [14, 18]),
      subscription('TUNEWELL FAMILY', [15, 17]),
      groceries('PORTLAND OR', { stream: JOINT, count: [9, 13], median: 7_000 }),
      coffee('PORTLAND OR', { stream: JOINT, count: [8, 14], median: 750 }),
      restaurants('PORTLAND OR', { stream: JOINT, count: [5, 9], median: 4_400 }),
      fuel({ stream: JOINT, count: [4, 6] }),
      shopping({ stream: JOINT, count: [6, 10], median: 3_800, most: 20_000 }),
      errands('PORTLAND OR', { stream: JOINT, count: [4, 8], median: 2_200 }),
      cash([0, 2], [2, 5], 'BURNSIDE ST'),
      people([2, 5], [2, 8]),
    ],
    anchor: {
      levels: { usd: [-40_000, 40_000] },
      into: ['BRIGHTPATH INVEST WITHDRAWAL', 'P2P PAYMENT FROM E HOLM'],
      out: ['BRIGHTPATH INVEST WEB TRANSFER', 'COLLEGE529 PLAN CONTRIB'],
    },
  },
  homeowners: {
    flows: [
      pay({ text: 'SUMMIT AEROSPACE PAYROLL PPD', every: 'semimonthly', amount: [384_000, 396_000] }),
      pay({
        stream: 'second pay',
        text: 'LAKEVIEW UNIV DIR DEP',
        every: 'semimonthly',
        amount: [284_000, 296_000],
      }),
      onceAYear({ text: 'FED TAX REF', amount: [120_000, 340_000], months: [2, 3, 4], chance: 0.8 }),
      ...escrowed(-1, [204_000, 208_000]),
      bill({
        text: 'RIVERBEND ELECTRIC',
        amount: [12_500, 15_500],
        day: [10, 14],
        varies: 0.15,
        seasonal: 0.7,
      }),
      bill({ text: 'CLEARWATER UTILITY DIST', amount: [7_200, 9_400], day: [18, 22], varies: 0.1 }),
      bill({ text: 'FIBERLINE CABLE', amount: [8_499, 9_499], day: [4, 9] }),
      bill({ text: 'TALKWAVE WIRELESS AUTOPAY', amount: [14_400, 16_400], day: [16, 22] }),
      bill({ text: 'ANCHOR INS AUTO PREM', amount: [22_200, 25_900], day: [15, 20] }),
      bill({ text: 'SUNSET AUTO FINANCE', amount: [41_000, 46_000], day: [5, 9] }),
      bill({ text: 'EDLOAN SERVICING STDNT LOAN', amount: [36_000, 42_000], day: [19, 23] }),
      bill({ text: 'LITTLE ACORNS CHILDCARE', amount: [190_000, 205_000], day: [2, 5] }),
      transfer({
        stream: 'savings',
        text: 'ONLINE TRANSFER TO SAV ...1602',
        sign: -1,
        amount: [105_000, 115_000],
        every: 'semimonthly',
      }),
      checks([1, 3], [6_000, 28_000]),
      groceries('MADISON WI', { stream: JOINT, count: [9, 13], median: 8_200 }),
      coffee('MADISON WI', { stream: JOINT, count: [6, 12], median: 800 }),
      restaurants('MADISON WI', { stream: JOINT, count: [4, 7], median: 5_200 }),
      fuel({ stream: JOINT, count: [5, 7] }),
      errands('MADISON WI', { stream: JOINT, count: [6, 10], median: 3_000 }),
      cash([0, 2], [3, 6], 'STATE ST'),
      people([2, 5], [2, 9]),
    ],
    paysCard: { card: 'homeowners/card', text: 'CARDCO EPAY' },
    anchor: {
      levels: { usd: [-70_000, 70_000] },
      into: ['BRIGHTPATH INVEST WITHDRAWAL', 'P2P PAYMENT FROM B HOLM'],
      out: ['BRIGHTPATH INVEST WEB TRANSFER', 'COLLEGE529 PLAN CONTRIB'],
    },
  },
  'homeowners/savings': {
    flows: [
      transfer({
        stream: 'savings',
        text: 'ONLINE TRANSFER FROM CHK ...1601',
        sign: 1,
        amount: [105_000, 115_000],
        every: 'semimonthly',
      }),
      monthEnd('INTEREST PAYMENT', [12_300, 13_100]),
    ],
  },
  retiree: {
    flows: [
      benefit('SSA TREAS 310 XXSOC SEC', [193_000, 197_000], 2),
      pay({ text: 'STATE TEACHERS RETIREMENT', every: 'monthly', amount: [108_000, 112_000] }),
      transfer({
        stream: 'savings',
        text: 'ONLINE TRANSFER FROM SAV ...0702',
        sign: 1,
        amount: [20_000, 24_000],
      }),
      onceAYear({ text: 'STATE TAX REF', amount: [24_000, 60_000], months: [2, 3, 4], chance: 0.6 }),
      bill({ text: 'COUNTY PROPERTY TAX', amount: [98_000, 112_000], day: [8, 10], months: [4, 12] }),
      bill({ text: 'EVERGREEN MEDIGAP PREM', amount: [33_400, 36_800], day: [3, 7] }),
      bill({
        text: 'RIVERBEND ELECTRIC',
        amount: [8_500, 10_500],
        day: [10, 14],
        varies: 0.15,
        seasonal: 0.6,
      }),
      bill({ text: 'CLEARWATER UTILITY DIST', amount: [4_200, 5_400], day: [18, 22], varies: 0.1 }),
      bill({ text: 'FIBERLINE CABLE', amount: [5_499, 6_499], day: [4, 9] }),
      bill({ text: 'ANCHOR INS AUTO PREM', amount: [7_200, 8_900], day: [15, 20] }),
      bill({ text: 'SILVERPINE HOME SERVICES', amount: [36_000, 42_000], day: [12, 16] }),
      checks([3, 6], [3_500, 24_000]),
      groceries('DULUTH MN', { stream: 'debit', count: [6, 8], median: 5_200 }),
      restaurants('DULUTH MN', { stream: 'debit', count: [2, 4], median: 2_600 }),
      fuel({ stream: 'debit', count: [1, 2] }),
      errands('DULUTH MN', { stream: 'debit', count: [3, 5], median: 3_200 }),
      cash([1, 2], [3, 5], 'SUPERIOR ST'),
    ],
    anchor: {
      levels: { usd: [-30_000, 30_000] },
      into: ['LAKESHORE ANNUITY PMT'],
      out: ['CHARITY HEARTH FUND', 'LAKESHORE BROKERAGE WEB TRANSFER'],
    },
  },
  'retiree/savings': {
    flows: [
      transfer({
        stream: 'savings',
        text: 'ONLINE TRANSFER TO CHK ...0701',
        sign: -1,
        amount: [20_000, 24_000],
      }),
      monthEnd('INTEREST PAYMENT', [21_000, 23_000]),
    ],
  },
  dormant: { flows: [monthEnd('INTEREST PAYMENT', [2, 4])] },
  two_currencies: {
    flows: [
      pay({ text: 'MERIDIAN SHIPPING PAYROLL PPD', every: 'monthly', amount: [512_000, 536_000] }),
      rent('HUDSON LOFTS RENT WEB PMT', [218_000, 226_000]),
      bill({ text: 'FIBERLINE CABLE', amount: [6_499, 7_499], day: [4, 9] }),
      bill({ text: 'TALKWAVE WIRELESS AUTOPAY', amount: [5_200, 6_400], day: [17, 22] }),
      bill({ text: 'STADTWERK STROM', amount: [5_800, 7_200], day: [5, 10], varies: 0.1, currency: 'eur' }),
      bill({ text: 'FERNLINK MOBIL', amount: [2_200, 2_900], day: [12, 16], currency: 'eur' }),
      groceries('NEW YORK NY', { stream: 'usd', count: [6, 9], median: 5_400 }),
      restaurants('NEW YORK NY', { stream: 'usd', count: [4, 7], median: 4_200 }),
      coffee('BERLIN DE', { stream: 'eur', count: [3, 7], median: 520, currency: 'eur' }),
      restaurants('BERLIN DE', { stream: 'eur', count: [2, 5], median: 3_100, currency: 'eur' }),
      errands('BERLIN DE', { stream: 'eur', count: [2, 5], median: 2_300, currency: 'eur' }),
      fees('FOREIGN TRANSACTION FEE', [0, 2], 310),
      cash([0, 2], [2, 5], 'BROADWAY'),
    ],
    anchor: {
      levels: { usd: [-30_000, 30_000], eur: [-8_000, 8_000] },
      into: ['CURRENCY TRANSFER IN', 'GLOBEWIRE INCOMING'],
      out: ['CURRENCY TRANSFER OUT', 'GLOBEWIRE OUTGOING'],
    },
  },
} as const satisfies Partial<Record<PartName, Part>>;
