import { createEmulator, type Emulator } from '../../../src/index.ts';

/** An answer, byte for byte. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a comparison says what it expects of a body.
  readonly body: any;
}

export interface RecordingsWorld {
  readonly emulator: Emulator;
  /** A call as it travels: a form, and headers beside the key. */
  readonly call: (
    method: string,
    path: string,
    form?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answered>;
}

/** Holds one recorded fact against the emulator. */
export type Comparison = (world: RecordingsWorld) => Promise<void>;

export function recordingsWorld(): RecordingsWorld {
  const emulator = createEmulator({ log: false });
  const call: RecordingsWorld['call'] = async (method, path, form, headers = {}) => {
    const query = form === undefined ? '' : new URLSearchParams(form).toString();
    const inPath = method === 'GET' && query !== '';
    const answer = await emulator.fetch(`https://api.stripe.com${path}${inPath ? `?${query}` : ''}`, {
      method,
      headers: { Authorization: `Bearer ${emulator.apiKey}`, ...headers },
      ...(form === undefined || inPath ? {} : { body: query }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) };
  };
  return { emulator, call };
}

export const ACCEPTED = { 'mandate_data[customer_acceptance][type]': 'offline' };
const EXPLICIT = { 'payment_method_types[0]': 'us_bank_account' };
export const BARE = { amount: '2000', currency: 'usd' };
/** Before the version in which `payment_method_types` was retired. */
export const CLOVER = { 'Stripe-Version': '2025-10-29.clover' };

/** An intent that is confirmed with the test account that pays. */
export async function paying(
  { call }: RecordingsWorld,
  fields: Readonly<Record<string, string>> = {},
  version = '2024-06-20',
): Promise<Answered> {
  return call(
    'POST',
    '/v1/payment_intents',
    {
      ...BARE,
      ...EXPLICIT,
      payment_method: 'pm_usBankAccount_success',
      confirm: 'true',
      ...ACCEPTED,
      ...fields,
    },
    { 'Stripe-Version': version },
  );
}
