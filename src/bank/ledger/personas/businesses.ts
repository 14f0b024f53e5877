import { bill, rent, subscription } from '../flows/bills.ts';
import { invoices, pay } from '../flows/income.ts';
import { creditLine, fees } from '../flows/money.ts';
import { spending } from '../flows/spending.ts';
import type { Part, PartName } from '../part.ts';
import { fuel, restaurants, shopping } from '../shops.ts';

/* A company. */

export const BUSINESSES = {
  small_business: {
    flows: [
      invoices({
        stream: 'settlements',
        count: [22, 34],
        amount: [22_000, 82_000],
        texts: ['PAYPOINT MERCH SETTLEMENT', 'PAYPOINT BNKCD DEP'],
      }),
      invoices({
        stream: 'invoices',
        count: [6, 10],
        amount: [160_000, 420_000],
        step: 500,
        checks: 15,
        texts: [
          'HOLLIS CONSTRUCTION ACH PMT',
          'CITY OF MARLOW VENDOR PMT',
          'BELLWETHER HOTELS AP',
          'ORCHARD SCHOOLS VENDOR',
        ],
      }),
      pay({
        stream: 'payroll',
        text: 'PAYHOUSE PAYROLL 8 EMPLOYEES',
        every: 'biweekly',
        amount: [-655_000, -635_000],
        varies: 0.04,
      }),
      pay({
        stream: 'payroll',
        text: 'PAYHOUSE TAX COL',
        every: 'biweekly',
        amount: [-142_000, -134_000],
        varies: 0.04,
      }),
      invoices({
        stream: 'suppliers',
        count: [20, 30],
        amount: [-64_000, -22_000],
        texts: ['GRANITE SUPPLY CO ACH', 'WESTLINE LUMBER ACH', 'TOOLSMITH WHOLESALE', 'BOXWORKS PACKAGING'],
      }),
      rent('FOUNDRY ROW COMMERCIAL RENT', [320_000, 340_000]),
      bill({ text: 'STATE SALES TAX PMT', amount: [96_000, 112_000], day: [18, 20], varies: 0.1 }),
      bill({ text: 'SHIELDWELL COMMERCIAL INS', amount: [48_000, 54_000], day: [5, 9] }),
      bill({ text: 'LOC INTEREST AUTOPAY', amount: [9_400, 10_600], day: [24, 24] }),
      bill({
        text: 'RIVERBEND ELECTRIC COMM',
        amount: [28_000, 34_000],
        day: [10, 14],
        varies: 0.15,
        seasonal: 0.4,
      }),
      creditLine(1, { advance: 'ADVANCE FROM LINE ...0802', payment: 'PAYMENT TO LINE ...0802' }),
      fees('PAYPOINT MERCHANT FEE', [1, 1], 38_450),
      fees('MONTHLY MAINTENANCE FEE', [1, 1], 1_500),
      subscription('LEDGERLINE BOOKS', [49, 79]),
      subscription('CLOUDSHELF TEAM', [59, 99]),
      spending({
        stream: 'materials',
        count: [45, 65],
        median: 3_600,
        hours: [12, 22],
        refunds: 0.05,
        shops: [
          { text: 'DAYLIGHT HARDWARE PRO MARLOW OH' },
          { text: 'TOOLSMITH 0061 MARLOW OH' },
          { text: 'GRANITE SUPPLY COUNTER' },
        ],
      }),
      fuel({ stream: 'vans', count: [14, 20] }),
      restaurants('MARLOW OH', { stream: 'business', count: [6, 12], median: 3_000 }),
      shopping({ stream: 'business', count: [8, 14], median: 4_800, most: 30_000 }),
    ],
    anchor: {
      levels: { usd: [-150_000, 150_000] },
      into: ['OWNER CONTRIBUTION'],
      out: ['OWNER DRAW', 'TRANSFER TO RESERVE'],
    },
  },
  'small_business/line_of_credit': {
    flows: [creditLine(-1, { advance: 'ADVANCE TO CHECKING ...0801', payment: 'PAYMENT RECEIVED' })],
  },
} as const satisfies Partial<Record<PartName, Part>>;
