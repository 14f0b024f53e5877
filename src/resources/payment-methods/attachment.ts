import { errors } from '../../core/catalogue.ts';
import type { PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type DraftPaymentMethod, keepPaymentMethod, resolvePaymentMethod } from './creation.ts';

type Holder = Pick<PaymentMethod, 'customer' | 'customer_account'>;

const isHeldBy = (paymentMethod: Holder, holder: Holder): boolean =>
  paymentMethod.customer === holder.customer && paymentMethod.customer_account === holder.customer_account;

const isHeld = (paymentMethod: Holder): boolean =>
  !isHeldBy(paymentMethod, { customer: null, customer_account: null });

/** Refuses what cannot be attached; attaching again to the same holder is allowed (recorded). */
export function checkAttachable({ paymentMethod, plan }: DraftPaymentMethod, holder: Holder | null): void {
  if (plan.spent === true) throw errors.paymentMethodSpent();
  const elsewhere = isHeld(paymentMethod) && (holder === null || !isHeldBy(paymentMethod, holder));
  if (elsewhere) throw errors.paymentMethodAlreadyAttached();
  if (!plan.verified) throw errors.paymentMethodUnverified();
}

/** Attaches what `checkAttachable` has let pass. */
export function attach(scope: Scope, draft: DraftPaymentMethod, holder: Holder): PaymentMethod {
  if (isHeldBy(draft.paymentMethod, holder)) return draft.paymentMethod;
  const paymentMethod = keepPaymentMethod(scope, {
    ...draft,
    paymentMethod: { ...draft.paymentMethod, ...holder },
  });
  scope.emit('payment_method.attached', paymentMethod);
  return paymentMethod;
}

/** A PaymentMethod that may be attached to a customer, who need not exist yet: null. */
export function attachable(
  scope: Scope,
  idOrToken: string,
  customer: string | null,
): { readonly id: string; readonly attachTo: (customer: string) => PaymentMethod } {
  const draft = resolvePaymentMethod(scope, idOrToken, 'payment_method');
  checkAttachable(draft, customer === null ? null : { customer, customer_account: null });
  return {
    id: draft.paymentMethod.id,
    attachTo: (id) => attach(scope, draft, { customer: id, customer_account: null }),
  };
}
