import type { Scope } from '../../sandbox/scope.ts';

interface Named {
  readonly charge?: string;
  readonly payment_intent?: string;
}

interface OfPayment {
  readonly index: 'charge' | 'payment_intent';
  readonly key: string | undefined;
  readonly where?: (record: { readonly payment_intent: string | null }) => boolean;
}

/** The filters of lists of what became of a payment; a charge or intent that there is not is refused (assumed). */
export function ofPayment(scope: Scope, { charge, payment_intent: intent }: Named): OfPayment {
  if (charge !== undefined) scope.requireFor('charge', charge, 'charge');
  if (intent !== undefined) scope.requireFor('payment_intent', intent, 'payment_intent');
  if (charge === undefined) return { index: 'payment_intent', key: intent };
  return {
    index: 'charge',
    key: charge,
    where: (record) => intent === undefined || record.payment_intent === intent,
  };
}
