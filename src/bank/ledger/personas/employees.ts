import { bill, rent, returnedDebit, subscription } from '../flows/bills.ts';
import { onceAYear, pay } from '../flows/income.ts';
import { cash, fees, monthEnd, people, transfer } from '../flows/money.ts';
import type { Part, PartName } from '../part.ts';
import { coffee, errands, fuel, groceries, restaurants, shopping } from '../shops.ts';

/* Those who are paid by an employer. */

const TO_INVEST = ['BRIGHTPATH INVEST WEB TRANSFER', 'BRIGHTPATH INVEST AUTO DEPOSIT'] as const;
const FROM_INVEST = ['BRIGHTPATH INVEST WITHDRAWAL', 'P2P PAYMENT FROM M LOPEZ SHARED COSTS'] as const;

const TOWN = 'AUSTIN TX';
const DEBIT = 'debit';

/** A salaried renter without anything remarkable, for accounts that are remarkable in something else. */
const plain = (employer: string): Part => ({
  flows: [
    pay({ text: `${employer} PAYROLL PPD`, every: 'semimonthly', amount: [199_000, 211_000] }),
    rent('OAKLEAF PROPERTY RENT WEB PMT', [162_000, 170_000]),
    bill({ text: 'CITY POWER AUTOPAY', amount: [6_000, 8_000], day: [8, 14], varies: 0.15, seasonal: 0.6 }),
    bill({ text: 'FIBERLINE CABLE', amount: [6_499, 6_999], day: [4, 9] }),
    bill({ text: 'ANCHOR INS AUTO PREM', amount: [11_200, 13_900], day: [15, 20] }),
    bill({ text: 'EDLOAN SERVICING STDNT LOAN', amount: [22_000, 26_000], day: [19, 23] }),
    subscription('STREAMBOX.COM 866-555-0100', [9, 15]),
    groceries(TOWN, { stream: DEBIT, count: [7, 9], median: 6_000 }),
    coffee(TOWN, { stream: DEBIT, count: [8, 12], median: 650 }),
    restaurants(TOWN, { stream: DEBIT, count: [4, 7], median: 3_200 }),
    fuel({ stream: DEBIT, count: [3, 4] }),
    shopping({ stream: DEBIT, count: [2, 5], median: 3_500, most: 15_000 }),
    cash([0, 2], [1, 4], 'MAIN ST'),
    people([1, 3], [2, 6]),
  ],
  anchor: { levels: { usd: [-20_000, 20_000] }, into: FROM_INVEST, out: TO_INVEST },
});

export const EMPLOYEES = {
  payroll_worker: {
    flows: [
      pay({
        text: 'NORTHWIND LABS PAYROLL PPD ID 9048813270',
        every: 'biweekly',
        amount: [242_000, 248_000],
      }),
      onceAYear({ text: 'STATE TAX REF', amount: [42_000, 96_000], months: [2, 3, 4], chance: 0.9 }),
      rent('OAKLEAF PROPERTY RENT WEB PMT', [170_000, 178_000]),
      bill({ text: 'CITY POWER AUTOPAY', amount: [6_000, 9_000], day: [8, 14], varies: 0.15, seasonal: 0.6 }),
      bill({ text: 'FIBERLINE CABLE', amount: [6_499, 7_499], day: [4, 9] }),
      bill({ text: 'TALKWAVE WIRELESS AUTOPAY', amount: [5_200, 6_400], day: [17, 22] }),
      bill({ text: 'ANCHOR INS AUTO PREM', amount: [11_200, 13_900], day: [15, 20] }),
      bill({ text: 'EDLOAN SERVICING STDNT LOAN', amount: [22_000, 26_000], day: [19, 23] }),
      transfer({
        stream: 'savings',
        text: 'ONLINE TRANSFER TO SAV ...0102',
        sign: -1,
        amount: [22_500, 25_000],
        every: 'biweekly',
        third: 150_000,
      }),
      groceries(TOWN, { stream: DEBIT, count: [6, 9], median: 5_200 }),
      coffee(TOWN, { stream: DEBIT, count: [5, 9], median: 650 }),
      restaurants(TOWN, { stream: DEBIT, count: [2, 4], median: 3_000 }),
      fuel({ stream: DEBIT, count: [3, 4] }),
      cash([0, 2], [1, 4], 'CONGRESS AVE'),
      people([1, 4], [2, 6]),
    ],
    paysCard: { card: 'payroll_worker/card', text: 'CARDCO EPAY' },
    anchor: { levels: { usd: [-30_000, 30_000] }, into: FROM_INVEST, out: TO_INVEST },
  },
  'payroll_worker/savings': {
    flows: [
      transfer({
        stream: 'savings',
        text: 'ONLINE TRANSFER FROM CHK ...0101',
        sign: 1,
        amount: [22_500, 25_000],
        every: 'biweekly',
        third: 150_000,
      }),
      monthEnd('INTEREST PAYMENT', [2_950, 3_200]),
    ],
  },
  'payroll_worker/card': {
    flows: [
      subscription('STREAMBOX.COM 866-555-0100', [9, 15]),
      subscription('TUNEWELL MUSIC', [9, 11]),
      subscription('FITHOUSE CLUB DUES', [24, 39]),
      restaurants(TOWN, { stream: 'card', count: [4, 7], median: 3_600, most: 11_000 }),
      shopping({ stream: 'card', count: [3, 6], median: 3_500, most: 16_000 }),
      errands(TOWN, { stream: 'card', count: [3, 6], median: 2_000, most: 8_000 }),
    ],
    statement: 'PAYMENT THANK YOU',
  },
  overdrawn: {
    flows: [
      pay({ text: 'BAYSIDE HOSPITALITY DIR DEP', every: 'weekly', amount: [45_500, 47_500], varies: 0.15 }),
      rent('MAPLE COURT APTS WEB PMT', [50_000, 55_000]),
      bill({ text: 'CITY POWER AUTOPAY', amount: [5_500, 7_500], day: [9, 13], varies: 0.2, seasonal: 0.5 }),
      bill({ text: 'TALKWAVE PREPAID', amount: [4_000, 5_000], day: [11, 16] }),
      bill({ text: 'ANCHOR INS AUTO PREM', amount: [12_800, 14_900], day: [17, 21] }),
      bill({ text: 'SUNSET AUTO FINANCE', amount: [21_000, 24_000], day: [5, 9] }),
      returnedDebit('QUICKLEND PMT', [6_000, 14_000], 0.25),
      fees('OVERDRAFT FEE', [0, 2], 3_500),
      groceries('TAMPA FL', { stream: DEBIT, count: [8, 11], median: 3_600 }),
      coffee('TAMPA FL', { stream: DEBIT, count: [6, 10], median: 550 }),
      restaurants('TAMPA FL', { stream: DEBIT, count: [7, 12], median: 1_500 }),
      errands('TAMPA FL', { stream: DEBIT, count: [3, 7], median: 1_400 }),
      fuel({ stream: DEBIT, count: [4, 5] }),
      cash([1, 3], [1, 3], 'BAY BLVD'),
      people([2, 5], [1, 5]),
    ],
    anchor: {
      levels: { usd: [-6_000, 6_000] },
      into: ['P2P PAYMENT FROM A REYES', 'CASHLY ADVANCE'],
      out: ['P2P PAYMENT TO A REYES', 'CASHLY ADVANCE REPAYMENT'],
    },
  },
  closed_account: plain('HARBORLIGHT DENTAL'),
  expiring_number: plain('REDWOOD FREIGHT'),
  no_balances: plain('PIONEER SCHOOL DIST'),
  new_account: {
    flows: [
      pay({ text: 'LANTERN STUDIOS PAYROLL PPD', every: 'weekly', amount: [34_000, 37_000] }),
      bill({ text: 'TALKWAVE WIRELESS AUTOPAY', amount: [4_200, 5_400], day: [10, 18] }),
      bill({ text: 'P2P PAYMENT TO R ALMEIDA RENT', amount: [36_000, 42_000], day: [14, 20] }),
      groceries('DENVER CO', { stream: DEBIT, count: [5, 8], median: 4_200 }),
      coffee('DENVER CO', { stream: DEBIT, count: [4, 8], median: 600 }),
      restaurants('DENVER CO', { stream: DEBIT, count: [4, 7], median: 2_400 }),
      shopping({ stream: DEBIT, count: [2, 4], median: 3_200, most: 12_000 }),
      people([1, 3], [1, 4]),
    ],
    anchor: { levels: { usd: [-5_000, 5_000] }, into: FROM_INVEST, out: TO_INVEST },
    opened: { days: 9 },
  },
} as const satisfies Partial<Record<PartName, Part>>;
