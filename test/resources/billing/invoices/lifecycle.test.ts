import { expect, it } from 'vitest';
import { next } from '../../../../src/core/lifecycle.ts';
import { invoiceLifecycle } from '../../../../src/resources/billing/invoices/record.ts';

const STATES = ['draft', 'open', 'uncollectible', 'paid', 'void'] as const;
const EVENTS = ['finalize', 'pay', 'void', 'mark_uncollectible'] as const;

const after = (state: (typeof STATES)[number], event: (typeof EVENTS)[number]): string => {
  try {
    return next(invoiceLifecycle, 'invoice', state, event);
  } catch {
    return '-';
  }
};

it('an invoice goes from state to state as in this picture', () => {
  const drawn = STATES.map((state) =>
    [state, ...EVENTS.map((event) => after(state, event))]
      .map((word) => word.padEnd(14))
      .join('')
      .trim(),
  );

  expect(drawn).toEqual([
    //             finalize      pay           void          mark_uncollectible
    'draft         open          -             -             -',
    'open          -             paid          void          uncollectible',
    'uncollectible -             paid          -             -',
    'paid          -             -             -             -',
    'void          -             -             -             -',
  ]);
});
