import { errors } from '../core/catalogue.ts';
import { StripeError } from '../core/errors.ts';
import { next } from '../core/lifecycle.ts';
import type { CheckoutSession, Customer, PaymentMethod, Subscription } from '../model/wire.ts';
import { checkCollectable, type PickedBankAccount } from '../resources/bank-account-collection.ts';
import { intentOfInvoice } from '../resources/billing/invoices/payment-intent.ts';
import { createSubscription } from '../resources/billing/subscriptions/creation.ts';
import { draftSubscription, type SubscriptionDraft } from '../resources/billing/subscriptions/drafting.ts';
import { completeCheckout } from '../resources/checkout/ending.ts';
import { setupOf } from '../resources/checkout/intents.ts';
import { linesOf } from '../resources/checkout/line-items.ts';
import { CHECKOUT, checkoutPayments } from '../resources/checkout/record.ts';
import { subscribingWith, versionOf } from '../resources/checkout/subscription-data.ts';
import { createdCustomer } from '../resources/customers/record.ts';
import { permissionsFor } from '../resources/dashboard.ts';
import { failureOfBlocked } from '../resources/intents/fates.ts';
import { refusalOfMicrodeposits } from '../resources/intents/microdeposits.ts';
import { decidePayment, makePayment } from '../resources/payment-intents/confirmation.ts';
import { refusalOf } from '../resources/payment-intents/fate.ts';
import { blockedBy } from '../resources/payment-methods/blocked.ts';
import { type DraftPaymentMethod, draftPaymentMethod } from '../resources/payment-methods/creation.ts';
import { decideSetup, makeSetup } from '../resources/setup-intents/confirmation.ts';
import type { Scope } from '../sandbox/scope.ts';
import { decideBankAccount, holderOf } from './bank-account.ts';
import {
  acceptedOnPage,
  type CheckoutPlay,
  checkNothingGiven,
  submitted,
  updateCustomer,
  type Written,
  writtenBy,
} from './checkout-customer.ts';
import { typedInSide } from './typed-in.ts';

/** Stands for what is collected until it is known. */
const COLLECTED = 'pm_collected';

/** Whether nothing is to be paid now, and no bank account is asked for then. */
const asksForNothing = ({ amount_total: total, payment_method_collection: when }: CheckoutSession): boolean =>
  total === 0 && when === 'if_required';

/** The Customer of the session, who is made where there is none; not yet in place then. */
function customerOf({ scope, session }: CheckoutPlay, { name, email }: Written): Customer {
  const known = scope.tables.customer.get(session.customer ?? '');
  return known ?? createdCustomer(scope, { name, email });
}

function draftOf({ scope, session }: CheckoutPlay, customer: Customer, collects: boolean): SubscriptionDraft {
  const version = versionOf(scope, scope.facts.checkouts.get(session.id) ?? { lines: [] });
  return draftSubscription(
    {
      scope,
      version,
      customer,
      archived: 'taken',
      passedAnchor: 'taken',
      ...(collects ? { collected: COLLECTED } : {}),
    },
    {
      ...subscribingWith(scope, session, linesOf(scope, session.id)),
      customer: customer.id,
      payment_behavior: 'default_incomplete',
    },
  );
}

/** Decides on all that may be refused; writes nothing. */
function decide(play: CheckoutPlay, written: Written) {
  const { scope, catalogue, session, choice } = play;
  const collects = !asksForNothing(session);
  if (!collects) checkNothingGiven(play);
  // What is refused uses up no id.
  return scope.sandbox.parts.ids.attempt(() => {
    const customer = customerOf(play, written);
    const draft = draftOf(play, customer, collects);
    if (!collects) return { customer, draft, pick: undefined };
    // No invoice has made the payment yet: what a setup takes of the session is what it takes.
    checkCollectable(scope, setupOf(scope, session), choice.manual_entry !== undefined);
    if (choice.manual_entry !== undefined) typedInSide(choice.manual_entry);
    const pick = decideBankAccount(scope, catalogue, choice, {
      noun: 'Checkout Session',
      options: asked(scope, session),
    });
    return { customer, draft, pick };
  });
}

/** The options of a bank account as an intent has them, which always says what is prefetched; a session may have none. */
function asked(scope: Scope, session: CheckoutSession) {
  const { payment_method_configuration_details: configuration, payment_method_options: options } = session;
  const { financial_connections: connections, ...rest } = options?.us_bank_account ?? {};
  const byDefault = { permissions: permissionsFor(scope, configuration !== null) };
  return {
    ...rest,
    financial_connections: { ...byDefault, ...connections, prefetch: connections?.prefetch ?? [] },
  };
}

/** The PaymentMethod that is made of what the customer has picked; it is kept where it is first used. */
function collected(
  { scope, session }: CheckoutPlay,
  picked: PickedBankAccount,
  written: Written,
): DraftPaymentMethod {
  const redisplay: PaymentMethod['allow_redisplay'] =
    scope.facts.checkouts.get(session.id)?.redisplay ?? 'limited';
  return draftPaymentMethod(scope, {
    type: 'us_bank_account',
    allow_redisplay: redisplay ?? 'limited',
    billing_details: written,
    us_bank_account:
      'financialConnectionsAccount' in picked
        ? { financial_connections_account: picked.financialConnectionsAccount.id }
        : { account_number: picked.accountNumber, routing_number: picked.routingNumber },
  });
}

/** What Stripe does not send to the bank, before there is a subscription: the page tells of it, and stays. */
function unacceptable(
  scope: Scope,
  { amount_total: total }: CheckoutSession,
  draft: DraftPaymentMethod,
): StripeError | undefined {
  const { paymentMethod, plan } = draft;
  const blocked = blockedBy(paymentMethod);
  // Whether an amount is refused is known where one is debited: not before microdeposits, nor where nothing is due yet.
  const isDebited = plan.verified && total !== 0;
  const refused = isDebited ? refusalOf(scope, { id: '' }, draft) : undefined;
  const failure = blocked === undefined ? refused : failureOfBlocked(blocked);
  if (failure !== undefined) return errors.paymentFailed(failure.code, failure.message);
  return plan.verified ? undefined : refusalOfMicrodeposits(scope, plan);
}

/** Pays what is due now, or sets the bank account up for what will be: both by the mandate that is accepted on the page. */
function useMethod(
  { scope, session }: CheckoutPlay,
  subscription: Subscription,
  method: DraftPaymentMethod,
): void {
  const confirming = acceptedOnPage(scope, session);
  const payment = intentOfInvoice(scope, String(subscription.latest_invoice));
  const result =
    payment === undefined ? setUp() : makePayment(scope, decidePayment(confirming, payment, method));
  // What could be refused has been before.
  if (result instanceof StripeError) throw result;

  function setUp() {
    const setup = scope.tables.setup_intent.put(
      setupOf(scope, { ...session, customer: String(subscription.customer) }),
    );
    scope.emit('setup_intent.created', setup);
    return makeSetup(scope, decideSetup(confirming, setup, method, undefined));
  }
}

/** Submits a session of mode `subscription`: its Customer subscribes, and the first invoice is paid. */
export function subscribeCheckout(play: CheckoutPlay): CheckoutSession | StripeError {
  const { scope, session } = play;
  const written = writtenBy(play);
  const { customer, draft, pick } = decide(play, written);

  if (scope.tables.customer.get(customer.id) === undefined)
    scope.emit('customer.created', scope.tables.customer.put(customer));
  updateCustomer(scope, session, written);
  const known = scope.tables[CHECKOUT].put({ ...session, customer: customer.id });
  const picked = pick?.(holderOf(customer.id));
  const method = picked === undefined ? undefined : collected(play, picked, written);
  const refusal = method === undefined ? undefined : unacceptable(scope, session, method);
  if (refusal !== undefined) return refusal;
  const subscription = createSubscription(scope, {
    ...draft,
    subscription: {
      ...draft.subscription,
      ...(method === undefined ? {} : { default_payment_method: method.paymentMethod.id }),
    },
  });
  if (method !== undefined) useMethod(play, subscription, method);
  const isDue = intentOfInvoice(scope, String(subscription.latest_invoice)) !== undefined;
  return completeCheckout(scope, known, {
    ...submitted(session, written),
    invoice: subscription.latest_invoice,
    subscription: subscription.id,
    payment_status: isDue
      ? session.payment_status
      : next(checkoutPayments, CHECKOUT, session.payment_status, 'waive'),
  });
}
