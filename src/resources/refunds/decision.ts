import { DAY_SECONDS } from '../../core/calendar.ts';
import { errors } from '../../core/catalogue.ts';
import { mergedMetadata } from '../../core/metadata.ts';
import type { Params } from '../../core/shape.ts';
import type { Charge, Refund } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { REFUNDING } from '../params/refunding.ts';
import { writtenAmount } from '../params/written-amount.ts';

// "Up to 180 days from the original payment" (docs: payments/ach-direct-debit).
const MOST_DAYS = 180;
// "You can refund ACH charges for up to 90 days" (docs: ach-deprecated).
const MOST_DAYS_OF_SOURCES = 90;

/** The charge that a call names, by itself or by its PaymentIntent. */
export function namedCharge(
  scope: Scope,
  { charge: id, payment_intent: intentId }: { readonly charge?: string; readonly payment_intent?: string },
): Charge {
  if (id !== undefined && intentId !== undefined) throw errors.onlyOneOf('payment_intent', 'charge');
  if (id !== undefined) return scope.require('charge', id);
  if (intentId === undefined) throw errors.refundOfNothing();
  const intent = scope.requireFor('payment_intent', intentId, 'payment_intent');
  const charge = scope.tables.charge.get(intent.latest_charge ?? '');
  if (charge === undefined) throw errors.refundWithoutCharge(intent.id);
  return charge;
}

/** The refund that is asked for of a charge; refuses one that cannot be. */
export const decidedRefund = (
  scope: Scope,
  charge: Charge,
  { amount, metadata, reason }: Params<typeof REFUNDING>,
): Pick<Refund, 'amount' | 'metadata' | 'reason'> => ({
  amount: amountToRefund(scope, charge, amount),
  metadata: mergedMetadata({}, metadata),
  reason: reason ?? null,
});

/** What is refunded of a charge, all that is left by default. */
function amountToRefund(scope: Scope, charge: Charge, asked: number | undefined): number {
  const { amount: whole, amount_refunded: gone, created, currency, id, payment_intent: intent } = charge;
  const { payment_method_details: details } = charge;
  if (charge.status === 'failed')
    throw intent === null ? errors.refundOfFailedCharge(id) : errors.refundWithoutCharge(intent);
  if (gone >= whole) throw errors.chargeAlreadyRefunded(id);
  if (charge.disputed) throw errors.chargeDisputed(id);
  const days = details?.type === 'ach_debit' ? MOST_DAYS_OF_SOURCES : MOST_DAYS;
  if (scope.seconds() > created + days * DAY_SECONDS) throw errors.refundTooLate(id, days);
  const rest = whole - gone;
  const amount = asked ?? rest;
  if (amount > rest)
    throw errors.refundTooLarge(
      writtenAmount(amount, currency),
      gone === 0 ? 'charge amount' : 'unrefunded amount on charge',
      writtenAmount(rest, currency),
    );
  return amount;
}
