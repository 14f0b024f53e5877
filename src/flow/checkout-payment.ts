import { errors } from '../core/catalogue.ts';
import { StripeError } from '../core/errors.ts';
import { next } from '../core/lifecycle.ts';
import type { CheckoutSession, PaymentIntent } from '../model/wire.ts';
import { checkCollectable, collectBankAccount } from '../resources/bank-account-collection.ts';
import { completeCheckout } from '../resources/checkout/ending.ts';
import { paymentOf } from '../resources/checkout/intents.ts';
import { isInvoiced } from '../resources/checkout/invoice.ts';
import { CHECKOUT, checkoutPayments } from '../resources/checkout/record.ts';
import { futureUsage } from '../resources/payment-intents/conditions.ts';
import { decidePayment, makePayment } from '../resources/payment-intents/confirmation.ts';
import { isTooSmall } from '../resources/payment-intents/record.ts';
import { decideBankAccount, holderOf } from './bank-account.ts';
import {
  acceptedOnPage,
  type CheckoutPlay,
  checkNothingGiven,
  makeCustomer,
  submitted,
  updateCustomer,
  writtenBy,
} from './checkout-customer.ts';
import { typedInSide } from './typed-in.ts';

/** The payment of the session: a new one, or one that an attempt before or an old version has made. */
function paymentFor({ scope, session }: CheckoutPlay): PaymentIntent {
  const made = scope.tables.payment_intent.get(session.payment_intent ?? '');
  return made ?? paymentOf(scope, session, session.customer);
}

/** Whether a Customer is made: the caller wants one, or what is saved, or the invoice of the payment, has to be somebody's. */
function needsCustomer(session: CheckoutSession, payment?: PaymentIntent): boolean {
  const { customer, customer_creation: said } = session;
  if (customer !== null) return false;
  if (said === 'always') return true;
  return payment !== undefined && (futureUsage(payment) !== null || isInvoiced(session));
}

/** Of an amount of 0: there is neither a bank account nor a payment. */
function completeFree(play: CheckoutPlay): CheckoutSession {
  const { scope, session } = play;
  checkNothingGiven(play);
  const written = writtenBy(play);
  const customer = needsCustomer(session) ? makeCustomer(scope, written) : session.customer;
  updateCustomer(scope, session, written);
  return completeCheckout(scope, session, {
    ...submitted(session, written),
    customer,
    payment_status: next(checkoutPayments, CHECKOUT, session.payment_status, 'waive'),
  });
}

/** Decides on the payment, and on the bank account that it is made from; may refuse both, and writes nothing. */
function decide(play: CheckoutPlay) {
  const { scope, catalogue, session, choice } = play;
  // What is refused uses up no id.
  return scope.sandbox.parts.ids.attempt(() => {
    const draft = paymentFor(play);
    // Of a session that was put in place: others are refused as they are created.
    if (isTooSmall(draft)) throw errors.amountTooSmall();
    checkCollectable(scope, draft, choice.manual_entry !== undefined);
    if (choice.manual_entry !== undefined) typedInSide(choice.manual_entry);
    const options = draft.payment_method_options?.us_bank_account;
    const pick = decideBankAccount(scope, catalogue, choice, { noun: 'Checkout Session', options });
    return { draft, pick, isNew: session.payment_intent !== draft.id };
  });
}

/** Submits a session of mode `payment`: its payment is made there, and confirmed by what the customer accepts. */
export function payCheckout(play: CheckoutPlay): CheckoutSession | StripeError {
  const { scope, session } = play;
  if (session.amount_total === 0) return completeFree(play);
  const { draft, pick, isNew } = decide(play);

  const written = writtenBy(play);
  const customer = needsCustomer(session, draft) ? makeCustomer(scope, written) : session.customer;
  updateCustomer(scope, session, written);
  const picked = pick(holderOf(customer));
  const payment = scope.tables.payment_intent.put({ ...draft, customer });
  if (isNew) scope.emit('payment_intent.created', payment);
  const known = { ...session, customer, payment_intent: payment.id };
  // What is saved may be shown again where the caller asks for it (stripe-node types: PaymentMethod.allow_redisplay).
  const saved = futureUsage(payment) === null ? undefined : ('limited' as const);
  const redisplay = scope.facts.checkouts.get(session.id)?.redisplay ?? saved;
  const asked = collectBankAccount(scope, 'payment_intent', payment.id, picked, {
    billing_details: written,
    ...(redisplay == null ? {} : { allow_redisplay: redisplay }),
  });
  const result = makePayment(scope, decidePayment(acceptedOnPage(scope, session), asked, undefined));
  if (result instanceof StripeError) {
    // The page tells of it, and stays.
    scope.tables[CHECKOUT].put(known);
    return result;
  }
  return completeCheckout(scope, known, submitted(session, written));
}
