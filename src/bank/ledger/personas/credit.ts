import { businessDayFrom } from '../../../core/federal-holidays.ts';
import type { Flow } from '../flow.ts';
import { subscription } from '../flows/bills.ts';
import { monthEnd } from '../flows/money.ts';
import { posted } from '../lives.ts';
import type { Part, PartName } from '../part.ts';
import { coffee, errands, fuel, groceries, restaurants, shopping } from '../shops.ts';

/* Money that is owed. Purchases are negative, and payments positive, as on any account. */

const CARD = 'card';
const PAYMENT = 'PAYMENT RECEIVED THANK YOU';

/** A payment to a mortgage, and on its own side what of it goes to the escrow account, which changes once a year. */
export const escrowed = (sign: 1 | -1, amount: readonly [number, number]): readonly Flow[] => [
  {
    stream: 'mortgage',
    drafts: ({ month, lasting, drawsOf }) => {
      const escrow = drawsOf(-month.year).whole(44_000, 49_000);
      const paid = lasting().whole(...amount) + escrow;
      const day = businessDayFrom(month.first);
      if (sign < 0) return [posted({ day, amount: -paid, text: 'HARBOR HOME LOANS MTG PMT' })];
      return [
        posted({ day, amount: paid, text: PAYMENT }),
        posted({ day, amount: -escrow, text: 'TO ESCROW ACCOUNT' }),
      ];
    },
  },
];

const mortgage = (payment: readonly [number, number], interest: readonly [number, number]): Part => ({
  flows: [...escrowed(1, payment), monthEnd('INTEREST CHARGE', interest)],
});

export const CREDIT = {
  card_holder: {
    flows: [
      subscription('STREAMBOX.COM 866-555-0100', [9, 15]),
      subscription('TUNEWELL MUSIC', [9, 11]),
      groceries('SEATTLE WA', { stream: CARD, count: [4, 6], median: 4_000 }),
      coffee('SEATTLE WA', { stream: CARD, count: [5, 9], median: 650 }),
      restaurants('SEATTLE WA', { stream: CARD, count: [5, 8], median: 3_000, most: 9_000 }),
      fuel({ stream: CARD, count: [3, 4] }),
      shopping({ stream: CARD, count: [5, 9], median: 3_500, most: 14_000 }),
      errands('SEATTLE WA', { stream: CARD, count: [3, 6], median: 1_900 }),
    ],
    statement: PAYMENT,
  },
  'homeowners/card': {
    flows: [
      subscription('STREAMBOX.COM 866-555-0100', [14, 18]),
      subscription('TUNEWELL FAMILY', [15, 17]),
      restaurants('MADISON WI', { stream: CARD, count: [5, 8], median: 4_600, most: 12_000 }),
      shopping({ stream: CARD, count: [8, 12], median: 5_000, most: 20_000 }),
      errands('MADISON WI', { stream: CARD, count: [5, 9], median: 3_000, most: 12_000 }),
    ],
    statement: PAYMENT,
  },
  'homeowners/mortgage': mortgage([204_000, 208_000], [-142_000, -139_000]),
  mortgage: mortgage([164_000, 168_000], [-113_000, -110_000]),
} as const satisfies Partial<Record<PartName, Part>>;
