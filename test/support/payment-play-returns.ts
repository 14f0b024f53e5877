import type { Playing } from './door-play.ts';
import { annotate, refund } from './payment-model-bank.ts';
import type { StepOf } from './payment-steps.ts';
import { toldRefund } from './payment-world.ts';

/* How refunds and disputes are asked of the emulator, and of the model. */

/** The one so many before the last. */
const lately = <T>(all: readonly T[], back: number): T | undefined => all[all.length - 1 - back];

export async function playRefund(
  { ask, sameEnding, world }: Playing,
  { back, by, part }: StepOf<'refund'>,
): Promise<string | null> {
  const charge = lately(world.charges, back);
  const id = by === 'charge' ? charge?.ref.id : charge?.payment.ref.id;
  // By its intent only the last of its charges is found.
  if (charge === undefined || id == null || (by === 'payment_intent' && charge.payment.charge !== charge))
    return null;
  const amount = part === null ? null : Math.max(1, Math.floor((charge.amount * part) / 10));
  const params = { [by]: id, ...(amount === null ? {} : { amount }) };
  const answer = await ask((stripe, options) => stripe.refunds.create(params, options));
  const made = refund(world, charge, amount);
  return sameEnding(answer, made === undefined ? 'refused' : 'done', () => (made ? toldRefund(made) : null));
}

export async function playOnRefund(
  { ask, sameEnding, world }: Playing,
  next: StepOf<'note' | 'unrefund'>,
): Promise<string | null> {
  const made = lately(world.refunds, next.back);
  const id = made?.ref.id;
  if (made === undefined || id == null) return null;
  if (next.do === 'unrefund') {
    const answer = await ask((stripe, options) => stripe.refunds.cancel(id, {}, options));
    return sameEnding(answer, 'refused', () => null);
  }
  const answer = await ask((stripe, options) =>
    stripe.refunds.update(id, { metadata: { note: next.note } }, options),
  );
  annotate(world, made, next.note);
  return sameEnding(answer, 'done', () => toldRefund(made));
}

/** "Final, with no process for appeal" (docs: payments/ach-direct-debit). */
export async function playOnDispute(
  { ask, sameEnding, world }: Playing,
  next: StepOf<'contest' | 'accept'>,
): Promise<string | null> {
  const id = lately(world.disputes, next.back)?.ref.id;
  if (id == null) return null;
  const answer = await ask((stripe, options) =>
    next.do === 'accept'
      ? stripe.disputes.close(id, {}, options)
      : stripe.disputes.update(id, { evidence: { product_description: 'A chair' } }, options),
  );
  return sameEnding(answer, 'refused', () => null);
}
