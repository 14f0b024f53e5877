import { createEmulator, type Emulator } from '../../src/index.ts';

/*
 * A journey through most of the surface, as text: what was answered, with its headers, and what was delivered. Played
 * whole, in another process or from the middle, it must read the same.
 */

const SEED = 'journey';
/** The version that the preview SDK sends. */
const PREVIEW = '2026-08-26.preview';
const START = '2026-01-01T00:00:00Z';

type Transcript = string[];
type Leg = (traveller: Traveller) => Promise<unknown>;

interface SeenAccount {
  readonly id: string;
  readonly ownership: string | null;
  readonly authorization: string | null;
}

/** One emulator on the journey, and what it has said so far. */
export class Traveller {
  readonly transcript: Transcript = [];
  readonly #owner: Emulator;
  readonly emulator: Emulator;

  constructor(key?: string, seed: string | null = SEED) {
    const handler = async (request: Request): Promise<Response> => {
      const headers = new Headers(request.headers);
      // The one thing that is wall time, by design.
      headers.delete('stripe-signature');
      this.transcript.push(`webhook ${JSON.stringify([...headers])} ${await request.text()}`);
      return new Response('ok');
    };
    this.#owner = createEmulator({
      ...(seed === null ? {} : { seed }),
      time: { start: START, runs: false },
      webhooks: [{ handler }],
      log: false,
    });
    this.emulator = key === undefined ? this.#owner : this.#owner.sandbox(key);
  }

  async call(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<void> {
    const authorization = `Bearer ${this.emulator.apiKey}`;
    const response = await this.emulator.fetch(path, {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    this.transcript.push(
      `${method} ${path} ${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`,
    );
  }

  /** What a list has, unheard. */
  async look<T = { readonly id: string }>(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<readonly T[]> {
    const authorization = `Bearer ${this.emulator.apiKey}`;
    const response = await this.emulator.fetch(path, { headers: { authorization, ...headers } });
    // A cast: what is asked for is a list of those.
    return ((await response.json()) as { readonly data: readonly T[] }).data;
  }

  /** The newest object of a type, by its id. */
  async newest(path: string): Promise<string> {
    return (await this.look(`${path}?limit=1`))[0]?.id ?? 'none';
  }

  async newestAccount(): Promise<SeenAccount> {
    const [account] = await this.look<SeenAccount>(`${ACCOUNTS}?limit=1`, IN_PREVIEW);
    if (account === undefined) throw new Error('The journey has come to no account yet.');
    return account;
  }

  async advance(ms: number): Promise<void> {
    this.transcript.push(`advance ${JSON.stringify(await this.emulator.clock.advance(ms))}`);
  }

  close(): Promise<void> {
    return this.#owner.close();
  }
}

const CUSTOMERS = '/v1/customers';
const ACCOUNTS = '/v1/financial_connections/accounts';
const INTENTS = '/v1/payment_intents';
const SETUPS = '/v1/setup_intents';
const SESSION =
  'account_holder[type]=customer&permissions[]=balances&permissions[]=payment_method&prefetch[]=balances';
const MANDATE = 'mandate_data[customer_acceptance][type]=offline';

const TRANSACTIONS = '/v1/financial_connections/transactions';
const LINKED = '/_emulator/financial_connections/accounts';
const IN_PREVIEW = { 'stripe-version': PREVIEW };
const JSON_BODY = { 'content-type': 'application/json' };

const SURFACE: readonly Leg[] = [
  (on) =>
    on.call('POST', CUSTOMERS, 'email=jenny%40example.com&metadata[b]=2&metadata[a]=1', {
      'idempotency-key': 'first',
    }),
  async (on) =>
    on.call(
      'POST',
      '/v1/financial_connections/sessions',
      `${SESSION}&account_holder[customer]=${await on.newest(CUSTOMERS)}`,
    ),
  async (on) => {
    const sessions = (await on.emulator.snapshot()).scopes as {
      tables: Record<string, [{ id: string }, boolean][]>;
    }[];
    const [first] = sessions[0]?.tables['financial_connections.session'] ?? [];
    await on.call(
      'POST',
      `/_emulator/financial_connections/sessions/${first?.[0].id}/complete`,
      'accounts[]=Success&accounts[]=High+Balance',
    );
  },
  (on) => on.call('GET', `${ACCOUNTS}?expand[]=data.account_holder.customer`),
  (on) => on.advance(400),
  async (on) => on.call('POST', `${ACCOUNTS}/${await on.newest(ACCOUNTS)}/refresh`, 'features[]=balance'),
  (on) =>
    on.call(
      'POST',
      '/v1/webhook_endpoints',
      'url=http%3A%2F%2Flocalhost%2Fhook&enabled_events[]=customer.deleted',
    ),
  (on) => on.advance(700),
  (on) =>
    on.call(
      'POST',
      '/_emulator/financial_connections/accounts',
      'institution=Emulator%3A+Refreshes&account=Refresh+Succeeds+Slowly&prefetch[]=balances',
    ),
  async (on) =>
    on.call(
      'POST',
      `${ACCOUNTS}/${await on.newest(ACCOUNTS)}/refresh`,
      'features[]=ownership&features[]=transactions',
      { 'emulator-refresh': 'failed; delay=20s' },
    ),
  (on) => on.advance(15_000),
  async (on) =>
    on.call(
      'POST',
      INTENTS,
      `amount=2000&currency=usd&allowed_payment_method_types[]=us_bank_account&customer=${await on.newest(CUSTOMERS)}`,
    ),
  async (on) =>
    on.call(
      'POST',
      `/_emulator/payment_intents/${await on.newest(INTENTS)}/collect_bank_account`,
      'account=Success',
    ),
  async (on) => on.call('POST', `${INTENTS}/${await on.newest(INTENTS)}/confirm`, MANDATE),
  (on) =>
    on.call(
      'POST',
      SETUPS,
      'payment_method_types[]=us_bank_account&single_use[amount]=100&single_use[currency]=usd',
    ),
  async (on) =>
    on.call(
      'POST',
      `/_emulator/setup_intents/${await on.newest(SETUPS)}/collect_bank_account`,
      'manual_entry[routing_number]=110000000&manual_entry[account_number]=000123456789',
    ),
  async (on) => on.call('POST', `${SETUPS}/${await on.newest(SETUPS)}/confirm`, MANDATE),
  (on) => on.call('POST', CUSTOMERS, 'email=nobody'),
  (on) =>
    on.call('POST', CUSTOMERS, 'email=jenny%40example.com&metadata[b]=2&metadata[a]=1', {
      'idempotency-key': 'first',
    }),
  (on) => on.call('POST', CUSTOMERS, 'name=Connected', { 'stripe-account': 'acct_1' }),
  (on) => on.advance(5 * 86_400_000),
  async (on) =>
    on.call('GET', `${INTENTS}/${await on.newest(INTENTS)}?expand[]=latest_charge&expand[]=payment_method`),
  (on) => on.call('GET', ACCOUNTS, undefined, { 'stripe-version': '2023-08-16' }),
  async (on) => on.call('POST', `${ACCOUNTS}/${await on.newest(ACCOUNTS)}/disconnect`),
  (on) => on.advance(0),
  (on) => on.call('GET', '/v1/events?limit=100'),
  (on) => on.call('GET', '/_emulator/jobs'),
  (on) => on.call('GET', '/_emulator/requests'),
];

/** Transactions of a basic test account, which are the same for every seed. */
const FIXED: readonly Leg[] = [
  (on) => on.call('POST', LINKED, 'account=High+Balance&prefetch[]=transactions'),
  (on) => on.advance(86_400_000),
  async (on) => on.call('GET', `${TRANSACTIONS}?account=${(await on.newestAccount()).id}&limit=5`),
  async (on) => {
    const { id } = await on.newestAccount();
    const [, , third] = await on.look(`${TRANSACTIONS}?account=${id}`);
    await on.call('GET', `${TRANSACTIONS}?account=${id}&limit=3&starting_after=${third?.id}`);
  },
];

/** The refresh of transactions of an account that came first. */
async function firstRefresh(on: Traveller, account: string): Promise<string | undefined> {
  const path = '/v1/events?limit=100&type=financial_connections.account.refreshed_transactions';
  interface Told {
    readonly data: { readonly object: { readonly id: string; readonly transaction_refresh: { id: string } } };
  }
  const told = (await on.look<Told>(path)).map(({ data }) => data.object);
  return told.findLast(({ id }) => id === account)?.transaction_refresh.id;
}

/** A persona, whose bank lives. Its holder's id is chosen: the past of an account is the same wherever its holder is. */
const LIVING: readonly Leg[] = [
  (on) => on.call('POST', '/_emulator/objects', '{"customers":[{"id":"cus_journey"}]}', JSON_BODY),
  (on) =>
    on.call(
      'POST',
      LINKED,
      'institution=Personas&account=Persona:+Payroll+worker&account_holder[type]=customer&account_holder[customer]=cus_journey',
    ),
  async (on) =>
    on.call(
      'POST',
      `${ACCOUNTS}/${(await on.newestAccount()).id}/subscribe`,
      'features[]=transactions&features[]=inferred_balances&features[]=balance',
      IN_PREVIEW,
    ),
  async (on) =>
    on.call('POST', `${ACCOUNTS}/${(await on.newestAccount()).id}/refresh`, 'features[]=ownership'),
  (on) => on.advance(2_000),
  async (on) => on.call('GET', `${TRANSACTIONS}?account=${(await on.newestAccount()).id}&limit=40`),
  async (on) => {
    const [, one] = await on.look(`${TRANSACTIONS}?account=${(await on.newestAccount()).id}`);
    await on.call('GET', `${TRANSACTIONS}/${one?.id}`);
  },
  async (on) => {
    const { id, ownership } = await on.newestAccount();
    await on.call('GET', `${ACCOUNTS}/${id}/owners?ownership=${ownership}`);
  },
  async (on) =>
    on.call(
      'GET',
      `${ACCOUNTS}/${(await on.newestAccount()).id}/inferred_balances?limit=40`,
      undefined,
      IN_PREVIEW,
    ),
  async (on) => {
    const { authorization } = await on.newestAccount();
    await on.call('GET', `/v1/financial_connections/authorizations/${authorization}`, undefined, IN_PREVIEW);
  },
  async (on) => {
    const { id } = await on.newestAccount();
    const shown = await on.look<{ readonly id: string; readonly status: string }>(
      `${TRANSACTIONS}?account=${id}`,
    );
    const [pending, posted] = ['pending', 'posted'].map((status) =>
      shown.find((one) => one.status === status),
    );
    const said = `settle[0][id]=${pending?.id}&settle[0][amount]=-77&void[]=${posted?.id}&post[0][amount]=-5&post[0][description]=own`;
    await on.call('POST', `${LINKED}/${id}/transactions`, said);
  },
  (on) => on.advance(3 * 86_400_000),
  async (on) => {
    const { id } = await on.newestAccount();
    const after = await firstRefresh(on, id);
    await on.call('GET', `${TRANSACTIONS}?account=${id}&transaction_refresh[after]=${after}&limit=100`);
  },
  async (on) => {
    const { id } = await on.newestAccount();
    const page = await on.look(`${TRANSACTIONS}?account=${id}&limit=30`);
    await on.call('GET', `${TRANSACTIONS}?account=${id}&limit=30&starting_after=${page.at(-1)?.id}`);
  },
  async (on) => on.call('GET', `${ACCOUNTS}/${(await on.newestAccount()).id}`),
  (on) => on.call('GET', '/v1/events?limit=20'),
  (on) => on.call('GET', '/_emulator/jobs'),
];

/** From here on, what a bank tells is made of the seed. */
export const SEEDED_FROM: number = SURFACE.length + FIXED.length;
export const LEGS: readonly Leg[] = [...SURFACE, ...FIXED, ...LIVING];

/** Plays the legs from one to another. */
export async function travel(
  traveller: Traveller,
  from = 0,
  to: number = LEGS.length,
): Promise<readonly string[]> {
  for (const leg of LEGS.slice(from, to)) await leg(traveller);
  return traveller.transcript;
}
