import type { PaymentMethod, PaymentMethodResult, Token, TokenResult } from '@stripe/stripe-js';
import { type Given, isGiven, options } from '../arguments.ts';
import type { Call, Parameters } from '../call.ts';
import { IntegrationError } from '../integration-error.ts';
import { resultOf } from '../results.ts';
import { unsupported } from '../unsupported.ts';
import { asParameters } from './intents.ts';

/* What is made of bank details that the program itself has asked for. */

export interface BankDetailsMethods {
  readonly createToken: (kind: unknown, data?: unknown) => Promise<TokenResult>;
  readonly createPaymentMethod: (data: unknown) => Promise<PaymentMethodResult>;
}

/** How the parameters of each kind of token are sent. */
const TOKENS: Readonly<Record<string, (data: Given) => Parameters>> = {
  bank_account: (data) => ({ bank_account: asParameters(data) }),
  // Stripe.js has a name of its own for it (types of @stripe/stripe-js: CreateTokenPiiData).
  pii: ({ personal_id_number: number, ...data }) => ({
    pii: { ...asParameters(data), id_number: number === undefined ? undefined : String(number) },
  }),
};

/** The element that a token or payment method would be made of. */
const isOfElements = (data: Given): boolean => 'elements' in data || 'element' in data;

export const bankDetailsMethods = (call: Call): BankDetailsMethods => ({
  createToken: (kind, data) => {
    const parameters = typeof kind === 'string' ? TOKENS[kind] : undefined;
    if (parameters === undefined)
      return Promise.resolve(unsupported('createToken', 'Tokens of bank_account and pii are made.'));
    if (!isGiven(data))
      throw new IntegrationError(`stripe.createToken('${kind}') takes its data as an object.`);
    return resultOf('token', call<Token>('POST', '/v1/tokens', parameters(data)));
  },
  createPaymentMethod: (data) => {
    const given = options(data, 'createPaymentMethod');
    if (isOfElements(given))
      return Promise.resolve(
        unsupported('createPaymentMethod', 'Give it type: us_bank_account and the bank details.'),
      );
    return resultOf('paymentMethod', call<PaymentMethod>('POST', '/v1/payment_methods', asParameters(given)));
  },
});
