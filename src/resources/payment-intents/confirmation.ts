import { errors } from '../../core/catalogue.ts';
import { next } from '../../core/lifecycle.ts';
import type { BankAccountPlan } from '../../model/facts.ts';
import type { Charge, Mandate, PaymentIntent, PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { completeCharge } from '../charges.ts';
import { completeMandate } from '../mandates.ts';
import { attach } from '../payment-methods/attachment.ts';
import {
  type DraftPaymentMethod,
  draftPaymentMethod,
  keepPaymentMethod,
  resolvePaymentMethod,
} from '../payment-methods/creation.ts';
import { type Confirming, checkConditions, futureUsage } from './conditions.ts';
import type { ConfirmParams } from './parameters.ts';
import { INTENT, intentLifecycle, isTooSmall, withPaymentMethod } from './record.ts';

// "In test mode transactions settle instantly" (docs: payments/ach-direct-debit/accept-a-payment); 1 s is assumed.
const SETTLEMENT_MS = 1000;

type MethodParams = Pick<ConfirmParams, 'payment_method' | 'payment_method_data'>;

/** The payment method that a call names or describes. */
export function chosenPaymentMethod(scope: Scope, params: MethodParams): DraftPaymentMethod | undefined {
  const { payment_method: id, payment_method_data: fields } = params;
  if (id !== undefined && fields !== undefined)
    throw errors.onlyOneOf('payment_method', 'payment_method_data');
  if (fields !== undefined) return draftPaymentMethod(scope, fields, 'payment_method_data');
  return id === undefined ? undefined : resolvePaymentMethod(scope, id, 'payment_method');
}

/** Refuses a payment method that this intent cannot be paid with. */
export function checkUsable({ paymentMethod, plan }: DraftPaymentMethod, intent: PaymentIntent): void {
  const { id, customer, type } = paymentMethod;
  if (!intent.payment_method_types.includes(type))
    throw errors.incompatiblePaymentMethod(type, intent.payment_method_types);
  if (customer !== null && intent.customer === null) throw errors.customerOfPaymentMethod(id, customer);
  if (customer !== null && customer !== intent.customer)
    throw errors.paymentMethodOfAnotherCustomer(id, intent.customer ?? '');
  if (plan.spent === true) throw errors.paymentMethodUsed();
}

/** A payment that has been checked and can be made; nothing is stored yet. */
export interface Payment {
  readonly intent: PaymentIntent;
  readonly draft: DraftPaymentMethod;
  readonly mandate: Mandate;
}

/** Refuses an intent that cannot be confirmed, in the order of Stripe's complaints (assumed where not recorded). */
export function checkConfirmable(intent: PaymentIntent, isPublishable: boolean): void {
  const { confirmation_method: method, id, status } = intent;
  const { attach: attachable, confirm } = intentLifecycle[status];
  if (attachable === undefined && confirm === undefined) throw errors.paymentIntentNotConfirmable(status);
  if (isPublishable && method === 'manual') throw errors.confirmationByPublishableKey(id);
}

/** Decides a confirmation; `chosen` takes the place of the intent's own payment method. */
export function decidePayment(
  confirming: Confirming,
  intent: PaymentIntent,
  chosen: DraftPaymentMethod | undefined,
): Payment {
  const { scope } = confirming;
  const own =
    intent.payment_method === null
      ? undefined
      : resolvePaymentMethod(scope, intent.payment_method, 'payment_method');
  const draft = chosen ?? own;
  if (draft === undefined) throw errors.paymentIntentWithoutPaymentMethod(intent.customer);
  // The customer may have been deleted since the intent was created (assumed: refused as missing).
  if (intent.customer !== null) scope.requireFor('customer', intent.customer, 'customer');
  checkUsable(draft, intent);
  checkConditions(confirming, intent, draft);
  if (isTooSmall(intent)) throw errors.amountTooSmall();
  const mandate = mandateFor(confirming, intent, draft);
  if (mandate === undefined) throw errors.mandateRequired();
  checkEmulated(draft.plan);
  return {
    intent: chosen === undefined ? intent : withPaymentMethod(intent, draft.paymentMethod.id),
    draft,
    mandate,
  };
}

function checkEmulated({ fate, verified }: BankAccountPlan): void {
  const instead =
    'Use an account linked with Financial Connections, pm_usBankAccount_success or pm_usBankAccount_processing.';
  if (!verified)
    throw errors.notYetEmulated('microdeposits, which verify bank accounts that were typed in', instead);
  if (fate.startsWith('unsupported:'))
    throw errors.notYetEmulated(`payments that end in ${fate.slice(fate.indexOf(':') + 1)}`, instead);
}

/** Whether a single_use mandate has been paid with. It is then treated as if there were none (assumed). */
function isUsedUp(scope: Scope, { id, type }: Mandate): boolean {
  if (type !== 'single_use') return false;
  return [...scope.tables.charge.values()].some(
    ({ payment_method_details: details }) => details?.us_bank_account?.mandate === id,
  );
}

function mandateFor(
  { scope, params, header }: Confirming,
  intent: PaymentIntent,
  { paymentMethod }: DraftPaymentMethod,
): Mandate | undefined {
  const isActive = (mandate: Mandate) =>
    mandate.status === 'active' && mandate.payment_method === paymentMethod.id;
  if (params.mandate !== undefined) {
    const mandate = scope.requireFor('mandate', params.mandate, 'mandate');
    return isActive(mandate) && !isUsedUp(scope, mandate) ? mandate : undefined;
  }
  const acceptance = params.mandate_data?.customer_acceptance;
  if (acceptance === undefined) {
    const ofMethod = scope.tables.mandate.walk({ index: 'payment_method', key: paymentMethod.id });
    return [...ofMethod].find((mandate) => mandate.type === 'multi_use' && isActive(mandate));
  }
  const { amount, currency, payment_method_options: options } = intent;
  const once: Partial<Mandate> = { single_use: { amount, currency }, type: 'single_use' };
  return completeMandate(scope, {
    customer_acceptance: shownAcceptance(scope, acceptance, header('user-agent')),
    payment_method: paymentMethod.id,
    payment_method_details: {
      type: 'us_bank_account',
      us_bank_account: options?.us_bank_account?.mandate_options ?? {},
    },
    ...(futureUsage(intent) === null ? once : {}),
  });
}

type GivenAcceptance = NonNullable<NonNullable<ConfirmParams['mandate_data']>['customer_acceptance']>;

function shownAcceptance(
  scope: Scope,
  given: GivenAcceptance,
  userAgent: string | null,
): Mandate['customer_acceptance'] {
  const { accepted_at = scope.seconds(), online, type } = given;
  if (type === 'offline') return { accepted_at, offline: {}, type };
  if (online === undefined) throw errors.parameterMissing('mandate_data[customer_acceptance][online]');
  const isInferred = online.infer_from_client === true;
  // Required unless they are inferred (stripe-node types: MandateData1.CustomerAcceptance.Online).
  const missing = (['ip_address', 'user_agent'] as const).find((name) => online[name] === undefined);
  if (!isInferred && missing !== undefined)
    throw errors.parameterMissing(`mandate_data[customer_acceptance][online][${missing}]`);
  const inferred = isInferred ? { ip_address: '127.0.0.1', user_agent: userAgent } : {};
  const { ip_address = null, user_agent = null } = { ...inferred, ...online };
  return { accepted_at, online: { ip_address, user_agent }, type };
}

/** Makes a payment that has been decided. A later job brings its result, or none if the plan is `stays_processing`. */
export function makePayment(scope: Scope, { intent, draft, mandate }: Payment): PaymentIntent {
  const status = next(intentLifecycle, INTENT, intent.status, 'confirm');
  const { paymentMethod, plan } = draft;
  const isSaved = paymentMethod.customer !== null;
  const holder = futureUsage(intent) === null || isSaved ? null : intent.customer;
  // A payment method that was used without a customer may not be used again (recorded).
  keepPaymentMethod(scope, {
    paymentMethod,
    plan: isSaved || holder !== null ? plan : { ...plan, spent: true },
  });
  scope.tables.mandate.put(mandate);
  const charge = scope.tables.charge.put(chargeOf(scope, intent, draft, mandate));
  const processing = scope.tables[INTENT].put({
    ...intent,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    status,
  });
  if (holder !== null) attach(scope, draft, { customer: holder, customer_account: null });
  scope.emit('charge.pending', charge);
  scope.emit('payment_intent.processing', processing);
  if (plan.fate === 'succeeds' || plan.fate === 'disputed')
    scope.in(SETTLEMENT_MS, { kind: 'payment_intent.settle', subject: intent.id });
  return processing;
}

function chargeOf(
  scope: Scope,
  intent: PaymentIntent,
  { paymentMethod }: DraftPaymentMethod,
  mandate: Mandate,
): Charge {
  const { transfer_data: transfer } = intent;
  const { us_bank_account: bank } = paymentMethod;
  return completeCharge(scope, {
    amount: intent.amount,
    application_fee_amount: intent.application_fee_amount,
    billing_details: paymentMethod.billing_details,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    on_behalf_of: intent.on_behalf_of,
    payment_intent: intent.id,
    payment_method: paymentMethod.id,
    payment_method_details: bank === undefined ? null : debited(bank, mandate.id),
    receipt_email: intent.receipt_email,
    shipping: intent.shipping,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    transfer_data:
      transfer == null ? null : { amount: transfer.amount ?? null, destination: transfer.destination },
    transfer_group: intent.transfer_group,
  });
}

/**
 * The bank account as a charge shows it: without the Financial Connections account (stripe-node types:
 * Charge.PaymentMethodDetails.UsBankAccount).
 */
function debited(
  bank: NonNullable<PaymentMethod['us_bank_account']>,
  mandate: string,
): Charge['payment_method_details'] {
  const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } = bank;
  const us_bank_account = {
    account_holder_type,
    account_type,
    bank_name,
    fingerprint,
    last4,
    mandate,
    payment_reference: null,
    routing_number,
  };
  return { type: 'us_bank_account', us_bank_account };
}
