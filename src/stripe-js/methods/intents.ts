import type { PaymentIntent, PaymentIntentResult, SetupIntent, SetupIntentResult } from '@stripe/stripe-js';
import { type Given, type IntentType, intentIn, isGiven } from '../arguments.ts';
import type { Call, Parameters } from '../call.ts';
import { IntegrationError } from '../integration-error.ts';
import { resultOf } from '../results.ts';

/* Reading, confirming and verifying intents: one call of the public API each. */

export interface IntentMethods {
  readonly retrievePaymentIntent: (clientSecret: unknown) => Promise<PaymentIntentResult>;
  readonly retrieveSetupIntent: (clientSecret: unknown) => Promise<SetupIntentResult>;
  readonly confirmUsBankAccountPayment: (
    clientSecret: unknown,
    data?: unknown,
  ) => Promise<PaymentIntentResult>;
  readonly confirmUsBankAccountSetup: (clientSecret: unknown, data?: unknown) => Promise<SetupIntentResult>;
  readonly verifyMicrodepositsForPayment: (
    clientSecret: unknown,
    data?: unknown,
  ) => Promise<PaymentIntentResult>;
  readonly verifyMicrodepositsForSetup: (clientSecret: unknown, data?: unknown) => Promise<SetupIntentResult>;
}

/** The customer has agreed on this page; who and with what browser, Stripe finds out itself (docs: payments/ach-direct-debit). */
const AGREED = { customer_acceptance: { type: 'online', online: { infer_from_client: true } } } as const;

function dataOf(value: unknown, method: string): Given {
  if (value === undefined || value === null) return {};
  if (isGiven(value)) return value;
  throw new IntegrationError(`stripe.${method}() takes its data as an object.`);
}

function methodIn(value: unknown, method: string): Parameters {
  if (value === undefined || value === null) return {};
  if (typeof value === 'string') return { payment_method: value };
  if (!isGiven(value))
    throw new IntegrationError(
      `stripe.${method}() takes payment_method as an id, or as an object with us_bank_account and billing_details.`,
    );
  return { payment_method_data: { ...asParameters(value), type: 'us_bank_account' } };
}

/** A cast: what a form cannot hold is written as a text, as in every form. */
export const asParameters = (given: Given): Parameters => given as Parameters;

/** What is sent when an intent is confirmed with a bank account. */
function confirmation(value: unknown, method: string): Parameters {
  const { payment_method: chosen, ...others } = dataOf(value, method);
  const hasMandate = others.mandate_data !== undefined || others.mandate !== undefined;
  return {
    ...asParameters(others),
    ...methodIn(chosen, method),
    ...(hasMandate ? {} : { mandate_data: AGREED }),
    use_stripe_sdk: true,
  };
}

export const pathOf = (type: IntentType, id: string): string => `/v1/${type}s/${encodeURIComponent(id)}`;

/** The calls about intents of one type. */
function about<Intent>(call: Call, type: IntentType) {
  const posted = (action: string, clientSecret: unknown, method: string, parameters: Parameters) => {
    const { id, secret } = intentIn(clientSecret, type, method);
    return call<Intent>('POST', `${pathOf(type, id)}/${action}`, { ...parameters, client_secret: secret });
  };
  return {
    retrieved: (clientSecret: unknown, method: string) => {
      const { id, secret } = intentIn(clientSecret, type, method);
      return call<Intent>('GET', pathOf(type, id), { client_secret: secret });
    },
    confirmed: (clientSecret: unknown, data: unknown, method: string) =>
      posted('confirm', clientSecret, method, confirmation(data, method)),
    verified: (clientSecret: unknown, data: unknown, method: string) =>
      posted('verify_microdeposits', clientSecret, method, asParameters(dataOf(data, method))),
  };
}

export function intentMethods(call: Call): IntentMethods {
  const payments = about<PaymentIntent>(call, 'payment_intent');
  const setups = about<SetupIntent>(call, 'setup_intent');
  return {
    retrievePaymentIntent: (secret) =>
      resultOf('paymentIntent', payments.retrieved(secret, 'retrievePaymentIntent')),
    retrieveSetupIntent: (secret) => resultOf('setupIntent', setups.retrieved(secret, 'retrieveSetupIntent')),
    confirmUsBankAccountPayment: (secret, data) =>
      resultOf('paymentIntent', payments.confirmed(secret, data, 'confirmUsBankAccountPayment')),
    confirmUsBankAccountSetup: (secret, data) =>
      resultOf('setupIntent', setups.confirmed(secret, data, 'confirmUsBankAccountSetup')),
    verifyMicrodepositsForPayment: (secret, data) =>
      resultOf('paymentIntent', payments.verified(secret, data, 'verifyMicrodepositsForPayment')),
    verifyMicrodepositsForSetup: (secret, data) =>
      resultOf('setupIntent', setups.verified(secret, data, 'verifyMicrodepositsForSetup')),
  };
}
