import { bill, rent, subscription } from '../flows/bills.ts';
import { invoices, onceAYear, pay } from '../flows/income.ts';
import { cash, fees, people } from '../flows/money.ts';
import type { Part, PartName } from '../part.ts';
import { coffee, errands, fuel, groceries, restaurants, shopping } from '../shops.ts';

/* Those who nobody pays by the month. */

const DEBIT = 'debit';
/** Estimated taxes are due on the fifteenth of April, June, September and January (IRS, form 1040-ES). */
const QUARTERLY = { day: [15, 15], months: [1, 4, 6, 9] } as const;

export const INDEPENDENT = {
  freelancer: {
    flows: [
      invoices({
        stream: 'clients',
        count: [3, 5],
        amount: [60_000, 240_000],
        step: 2_500,
        checks: 30,
        texts: [
          'MOSAIC MEDIA INVOICE ACH',
          'FIELDNOTE PRESS VENDOR PMT',
          'KITE & KEY STUDIO INVOICE',
          'TIDEWATER ARTS VENDOR PMT',
        ],
      }),
      onceAYear({ text: 'STATE TAX REF', amount: [20_000, 80_000], months: [3, 4], chance: 0.4 }),
      bill({ text: 'USATAXPYMT ESTIMATED', amount: [110_000, 130_000], ...QUARTERLY }),
      rent('CANAL STREET LOFTS RENT', [206_000, 214_000]),
      bill({ text: 'CITY POWER AUTOPAY', amount: [6_000, 8_000], day: [8, 14], varies: 0.15, seasonal: 0.5 }),
      bill({ text: 'FIBERLINE CABLE BUSINESS', amount: [8_999, 9_999], day: [4, 9] }),
      bill({ text: 'OPENCARE HEALTH PREM', amount: [52_000, 58_000], day: [1, 3] }),
      subscription('DRAFTBOARD PRO', [29, 49]),
      subscription('CLOUDSHELF STORAGE', [9, 12]),
      subscription('STREAMBOX.COM 866-555-0100', [9, 15]),
      fees('INCOMING WIRE FEE', [0, 1], 1_500),
      groceries('CHICAGO IL', { stream: DEBIT, count: [6, 8], median: 5_200 }),
      coffee('CHICAGO IL', { stream: DEBIT, count: [10, 16], median: 700 }),
      restaurants('CHICAGO IL', { stream: DEBIT, count: [4, 7], median: 3_400 }),
      shopping({ stream: DEBIT, count: [3, 6], median: 4_500, most: 24_000 }),
      errands('CHICAGO IL', { stream: DEBIT, count: [3, 6], median: 1_900 }),
      cash([0, 1], [2, 4], 'HALSTED ST'),
      people([1, 4], [2, 7]),
    ],
    anchor: {
      levels: { usd: [-80_000, 80_000] },
      into: ['RETAINER MOSAIC MEDIA', 'TRANSFER FROM TAX RESERVE'],
      out: ['TRANSFER TO TAX RESERVE', 'BRIGHTPATH SEP IRA CONTRIB'],
    },
  },
  gig_worker: {
    flows: [
      invoices({
        stream: 'payouts',
        count: [12, 25],
        amount: [4_000, 26_000],
        texts: ['HOPRIDE DRIVER PAYOUT', 'DASHBITE COURIER WEEKLY', 'HOPRIDE INSTANT CASHOUT'],
      }),
      bill({ text: 'USATAXPYMT ESTIMATED', amount: [31_000, 38_000], ...QUARTERLY }),
      rent('PALM GARDENS APTS WEB PMT', [76_000, 84_000]),
      bill({ text: 'TALKWAVE WIRELESS AUTOPAY', amount: [5_200, 6_400], day: [17, 22] }),
      bill({ text: 'ANCHOR INS AUTO PREM', amount: [15_800, 17_900], day: [12, 16] }),
      subscription('STREAMBOX.COM 866-555-0100', [9, 15]),
      groceries('PHOENIX AZ', { stream: DEBIT, count: [6, 9], median: 3_800 }),
      coffee('PHOENIX AZ', { stream: DEBIT, count: [8, 14], median: 550 }),
      restaurants('PHOENIX AZ', { stream: DEBIT, count: [9, 14], median: 1_600 }),
      errands('PHOENIX AZ', { stream: DEBIT, count: [3, 6], median: 1_500 }),
      fuel({ stream: DEBIT, count: [12, 16] }),
      shopping({ stream: DEBIT, count: [1, 3], median: 2_800, most: 9_000 }),
      cash([0, 3], [1, 3], 'CAMELBACK RD'),
      people([1, 4], [1, 5]),
    ],
    anchor: {
      levels: { usd: [-15_000, 15_000] },
      into: ['HOPRIDE BONUS PAYOUT', 'P2P PAYMENT FROM D VEGA'],
      out: ['P2P PAYMENT TO D VEGA', 'TRANSFER TO CASHLY WALLET'],
    },
  },
  student: {
    flows: [
      pay({ stream: 'parents', text: 'P2P PAYMENT FROM MOM', every: 'monthly', amount: [88_000, 92_000] }),
      pay({ text: 'CAMPUS DINING SVC DIR DEP', every: 'biweekly', amount: [26_500, 29_500], varies: 0.1 }),
      rent('COLLEGE HILL HOUSING WEB PMT', [46_000, 52_000]),
      bill({ text: 'TALKWAVE PREPAID', amount: [2_500, 3_500], day: [9, 14] }),
      subscription('STREAMBOX.COM STUDENT', [5, 7]),
      subscription('TUNEWELL STUDENT', [4, 5]),
      groceries('ITHACA NY', { stream: DEBIT, count: [4, 6], median: 2_800 }),
      coffee('ITHACA NY', { stream: DEBIT, count: [7, 12], median: 500 }),
      restaurants('ITHACA NY', { stream: DEBIT, count: [7, 11], median: 1_300 }),
      shopping({ stream: DEBIT, count: [2, 4], median: 2_400, most: 9_000 }),
      errands('ITHACA NY', { stream: DEBIT, count: [2, 5], median: 900 }),
      cash([0, 2], [1, 2], 'COLLEGE AVE'),
      people([4, 8], [1, 3]),
    ],
    anchor: {
      levels: { usd: [-6_000, 6_000] },
      into: ['P2P PAYMENT FROM DAD', 'P2P PAYMENT FROM L OKAFOR'],
      out: ['P2P PAYMENT TO L OKAFOR', 'CAMPUS CARD RELOAD'],
    },
  },
} as const satisfies Partial<Record<PartName, Part>>;
