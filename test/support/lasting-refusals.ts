import { expect } from 'vitest';
import type { Emulator } from '../../src/index.ts';
import { endpointOf } from './endpoints.ts';

/* The refusals that tell of something that has happened (docs/decisions/016): which, and what they leave behind. */

interface Scope {
  readonly account: string | null;
  readonly tables: Readonly<Record<string, readonly unknown[]>>;
  readonly facts: Readonly<Record<string, readonly unknown[]>>;
}

/** What a sandbox holds, as far as a refusal may change none of it. */
export interface Trace {
  readonly scopes: readonly Scope[];
  readonly [part: string]: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: who asks knows what is answered.
export type ErrorBody = any;

export interface Lasting {
  readonly what: string;
  readonly endpoints: readonly string[];
  readonly isIt: (status: number, error: ErrorBody) => boolean;
  /** Tables, facts and other parts of a snapshot in which it leaves something. */
  readonly leaves: readonly string[];
  /** Those in which it may besides. */
  readonly mayLeave: readonly string[];
  /** What is true of the intent that the error shows, if it shows one; `code` is that of the refusal. */
  readonly intent: ((code: string | undefined) => object) | undefined;
}

const PAYING = ['POST /v1/payment_intents', 'POST /v1/payment_intents/:payment_intent/confirm'];
const VERIFYING_PAYMENT = 'POST /v1/payment_intents/:payment_intent/verify_microdeposits';
const SETTING_UP = ['POST /v1/setup_intents', 'POST /v1/setup_intents/:setup_intent/confirm'];
const VERIFYING_SETUP = 'POST /v1/setup_intents/:setup_intent/verify_microdeposits';

const coded =
  (status: number, ...codes: readonly string[]) =>
  (given: number, { code }: ErrorBody): boolean =>
    given === status && codes.includes(code);

const EVENTS = ['tables.event', 'ids'];
/** What is to come of events, where an endpoint wants them; and what is not to come any more. */
const DELIVERIES = ['facts.eventCharges', 'facts.awaiting', 'deliveries', 'jobs'];
const METHODS = ['tables.payment_method', 'facts.paymentMethods'];
/** Of what is paid, which is told of a payment. */
const PAID = ['invoice', 'invoice_payment', 'subscription', 'checkout.session'].map(
  (type) => `tables.${type}`,
);

const LASTING: readonly Lasting[] = [
  {
    what: 'a payment that is refused at once, and its charge',
    endpoints: [...PAYING, VERIFYING_PAYMENT],
    isIt: coded(
      402,
      'bank_account_unusable',
      'charge_exceeds_source_limit',
      'charge_exceeds_transaction_limit',
      'payment_method_provider_decline',
    ),
    leaves: ['tables.payment_intent', 'tables.charge', ...EVENTS],
    mayLeave: ['tables.mandate', ...METHODS, 'facts.intents', 'facts.microdeposits', ...PAID, ...DELIVERIES],
    intent: (code) => ({ status: 'requires_payment_method', last_payment_error: { code } }),
  },
  {
    what: 'an invoice whose payment is refused at once, and that payment',
    endpoints: ['POST /v1/invoices/:invoice/pay'],
    isIt: coded(402, 'bank_account_unusable'),
    leaves: ['tables.payment_intent', 'tables.charge', ...EVENTS],
    mayLeave: ['tables.customer', 'tables.mandate', ...METHODS, 'facts.intents', ...PAID, ...DELIVERIES],
    intent: undefined,
  },
  {
    what: 'an invoice for which nobody may be debited, whose payment fails',
    endpoints: ['POST /v1/invoices/:invoice/pay'],
    isIt: (status, { code, message }) =>
      status === 400 &&
      (code === 'payment_intent_mandate_invalid' ||
        /^The customer's bank account must be verified/.test(message)),
    leaves: ['tables.payment_intent', ...EVENTS],
    mayLeave: ['tables.customer', ...METHODS, ...PAID, ...DELIVERIES],
    intent: () => ({ status: 'requires_payment_method' }),
  },
  {
    what: 'a payment that would have to wait where nobody waits',
    endpoints: PAYING,
    isIt: coded(402, 'authentication_required'),
    leaves: ['tables.payment_intent', ...EVENTS],
    mayLeave: [...METHODS, 'facts.microdeposits', ...PAID, ...DELIVERIES],
    intent: (code) => ({ status: 'requires_payment_method', last_payment_error: { code } }),
  },
  ...(
    [
      ['PaymentIntent', 'a payment', PAYING, ['tables.payment_intent']],
      // The attempt that was under way with another payment method is abandoned.
      ['SetupIntent', 'a setup', SETTING_UP, ['tables.setup_intent', 'tables.setup_attempt']],
    ] as const
  ).map(
    ([noun, what, endpoints, tables]): Lasting => ({
      what: `${what} that nobody has agreed to: its intent keeps what it was given, if anything`,
      endpoints,
      isIt: (status, { message }) => status === 400 && message?.startsWith(`This ${noun} requires a mandate`),
      leaves: [],
      mayLeave: [...tables, ...METHODS, 'facts.microdeposits', ...EVENTS, ...DELIVERIES],
      intent: () => ({ status: expect.stringMatching(/^requires_(confirmation|action)$/) }),
    }),
  ),
  {
    what: 'a setup of a blocked bank account',
    endpoints: [...SETTING_UP, VERIFYING_SETUP],
    isIt: coded(402, 'bank_account_unusable'),
    leaves: ['tables.setup_intent', 'tables.setup_attempt', ...EVENTS],
    mayLeave: ['tables.mandate', ...METHODS, 'facts.microdeposits', 'facts.singleUses', ...DELIVERIES],
    intent: (code) => ({ status: 'requires_payment_method', last_setup_error: { code } }),
  },
  {
    what: 'a mistake that is counted, of which Stripe shows nothing',
    endpoints: [VERIFYING_PAYMENT, VERIFYING_SETUP],
    isIt: coded(
      400,
      'payment_method_microdeposit_verification_amounts_mismatch',
      'payment_method_microdeposit_verification_descriptor_code_mismatch',
    ),
    leaves: ['facts.microdeposits'],
    mayLeave: [],
    intent: () => ({ status: 'requires_action' }),
  },
  {
    what: 'a charge that is refused at once',
    endpoints: ['POST /v1/charges'],
    isIt: coded(402, 'charge_exceeds_source_limit', 'payment_method_provider_decline'),
    leaves: ['tables.charge', ...EVENTS],
    mayLeave: ['tables.bank_account', 'tables.token', 'facts.bankAccounts', ...DELIVERIES],
    intent: undefined,
  },
  {
    what: 'wrong amounts for a source, which are counted',
    endpoints: ['sources', 'bank_accounts'].map(
      (name) => `POST /v1/customers/:customer/${name}/:source/verify`,
    ),
    isIt: (status) => status === 402,
    leaves: ['facts.bankAccounts'],
    mayLeave: ['tables.bank_account', ...EVENTS, ...DELIVERIES],
    intent: undefined,
  },
  ...(
    [
      [VERIFYING_PAYMENT, ['tables.payment_intent'], 'last_payment_error'],
      [VERIFYING_SETUP, ['tables.setup_intent', 'tables.setup_attempt'], 'last_setup_error'],
    ] as const
  ).map(
    ([endpoint, tables, last]): Lasting => ({
      what: `a wait for microdeposits that has ended, with ${last}`,
      endpoints: [endpoint],
      isIt: coded(
        400,
        'payment_method_microdeposit_failed',
        'payment_method_microdeposit_verification_attempts_exceeded',
        'payment_method_microdeposit_verification_timeout',
      ),
      leaves: [...tables, 'facts.microdeposits', ...EVENTS],
      mayLeave: ['tables.mandate', ...DELIVERIES],
      intent: (code) => ({ status: 'requires_payment_method', [last]: { code } }),
    }),
  ),
];

export const lastingRefusals: readonly string[] = LASTING.map(({ what }) => what);

export const lastingRefusal = (
  { method, url }: Request,
  status: number,
  error: ErrorBody,
): Lasting | undefined => {
  const endpoint = endpointOf(method, new URL(url).pathname) ?? '';
  return LASTING.find(({ endpoints, isIt }) => endpoints.includes(endpoint) && isIt(status, error));
};

/** Where two traces differ: `tables.charge`, `facts.intents`, `jobs`. */
export function differences(before: Trace, after: Trace): readonly string[] {
  const parts = ({ scopes, ...others }: Trace): ReadonlyMap<string, string> => {
    const found = new Map(Object.entries(others).map(([name, part]) => [name, JSON.stringify(part)]));
    for (const { account, ...scope } of scopes)
      for (const [room, content] of Object.entries(scope))
        for (const [name, kept] of Object.entries(content))
          if (JSON.stringify(kept) !== '[]') found.set(`${room}.${name} of ${account}`, JSON.stringify(kept));
    return found;
  };
  const [one, other] = [parts(before), parts(after)];
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names]
    .filter((name) => one.get(name) !== other.get(name))
    .map((name) => name.replace(/ of .*$/, ''));
}

const COLLECTIONS = {
  payment_intent: 'payment_intents',
  setup_intent: 'setup_intents',
  payment_method: 'payment_methods',
} as const;

/** Holds what a refusal shows against what is retrieved then, by whoever was refused. */
export async function checkShown(emulator: Emulator, request: Request, error: ErrorBody): Promise<void> {
  const headers = new Headers(request.headers);
  headers.delete('idempotency-key');
  const isPublishable = /pk_test/.test(headers.get('authorization') ?? '');
  const retrieved = async (path: string) => {
    const response = await emulator.fetch(`/v1/${path}`, { headers });
    return JSON.parse(await response.text());
  };
  for (const [name, collection] of Object.entries(COLLECTIONS)) {
    const shown = error[name];
    // With a publishable key intents alone can be retrieved, by their secret.
    if (shown === undefined || (isPublishable && name === 'payment_method')) continue;
    const secret = isPublishable ? `?client_secret=${shown.client_secret}` : '';
    expect(shown).toEqual(await retrieved(`${collection}/${shown.id}${secret}`));
  }
  if (error.charge === undefined || isPublishable) return;
  const { code, message, payment_intent: intent } = error;
  expect(await retrieved(`charges/${error.charge}`)).toMatchObject({
    status: 'failed',
    failure_code: code,
    failure_message: message,
    payment_intent: intent?.id ?? null,
  });
}
