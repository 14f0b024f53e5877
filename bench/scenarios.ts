import { requestText } from './load.ts';
import type { Aim } from './report.ts';

/* What is asked for over HTTP, and what it is asked of. */

export const ACCOUNTS = 10_000;
const ACCOUNTS_PATH = '/v1/financial_connections/accounts';
export const KEY = 'sk_test_bench';
// Enough accounts that each has long been refreshed when its turn comes again.
export const REFRESHED = 40_000;
export const REFRESH_KEY = 'sk_test_bench_refresh';

/** One kind of request to both servers. */
export interface Scenario {
  readonly what: string;
  readonly aim?: Aim;
  readonly requests: readonly string[];
  /** What the bare server is asked for the same bytes. */
  readonly bare: { readonly method: string; readonly path: string; readonly form?: string };
}

function accountOf(at: number): object {
  return { id: `fca_${String(at).padStart(24, '0')}`, permissions: ['balances', 'payment_method'] };
}

export async function putAccounts(port: number, key: string, count: number): Promise<void> {
  const accounts = Array.from({ length: count }, (_, at) => accountOf(at));
  const response = await fetch(`http://127.0.0.1:${port}/_emulator/objects`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ 'financial_connections.accounts': accounts }),
  });
  if (!response.ok) throw new Error(await response.text());
  await response.arrayBuffer();
}

/** The path of one of the accounts of a furnished server. */
export const pathOf = (at: number): string => `${ACCOUNTS_PATH}/${idOf(at)}`;

const idOf = (at: number): string => `fca_${String(at).padStart(24, '0')}`;

export function scenarios(): readonly Scenario[] {
  const customer = 'email=jenny%40example.com&name=Jenny+Rosen&metadata%5Border%5D=6735';
  const refresh = 'features%5B%5D=balance';
  const get = (path: string) => ({
    requests: [requestText('GET', path, KEY)],
    bare: { method: 'GET', path },
  });
  const retrieved = Array.from({ length: ACCOUNTS }, (_, at) =>
    requestText('GET', `${ACCOUNTS_PATH}/${idOf(at)}`, KEY),
  );
  const refreshed = Array.from({ length: REFRESHED }, (_, at) =>
    requestText('POST', `${ACCOUNTS_PATH}/${idOf(at)}/refresh`, REFRESH_KEY, refresh),
  );
  return [
    {
      what: 'create a customer',
      aim: { atLeast: 0.6 },
      requests: [requestText('POST', '/v1/customers', KEY, customer)],
      bare: { method: 'POST', path: '/v1/customers', form: customer },
    },
    {
      what: 'retrieve an account',
      aim: { atLeast: 0.9 },
      requests: retrieved,
      bare: { method: 'GET', path: `${ACCOUNTS_PATH}/${idOf(0)}` },
    },
    { what: 'list 10 accounts of 10,000', aim: { atLeast: 2 }, ...get(ACCOUNTS_PATH) },
    { what: 'list 100 accounts of 10,000', aim: { atLeast: 4 }, ...get(`${ACCOUNTS_PATH}?limit=100`) },
    {
      what: 'refresh an account',
      requests: refreshed,
      bare: { method: 'POST', path: `${ACCOUNTS_PATH}/${idOf(0)}/refresh`, form: refresh },
    },
  ];
}
