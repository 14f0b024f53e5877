/*
 * How the page and the frame call the API: as Stripe.js does, a form with the key among its parameters, so that a call needs
 * no preflight and no header of the page's has to be allowed (public clients).
 */

export interface CallSettings {
  /** `https://api.stripe.com`, or where the emulator is. */
  readonly apiBase: string;
  readonly publishableKey: string;
  readonly stripeAccount?: string | undefined;
  readonly apiVersion?: string | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

type ParameterValue = string | number | boolean | null | undefined | readonly ParameterValue[] | Parameters;
export interface Parameters {
  readonly [name: string]: ParameterValue;
}

/** An error of the API as it came, or that nothing came. */
export interface ApiErrorFields {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly extra_fields?: object;
  readonly [name: string]: unknown;
}

/** What the API has refused. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly fields: ApiErrorFields;
  /** Zero where nothing came. */
  readonly status: number;

  constructor(fields: ApiErrorFields, status: number) {
    super(fields.message);
    this.fields = fields;
    this.status = status;
  }
}

/** The pairs of a form; what is undefined is not in it, and null empties, as an empty text does. */
function pairsOf(value: ParameterValue, name: string): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  if (value === null) return [[name, '']];
  if (typeof value !== 'object') return [[name, String(value)]];
  const members: readonly (readonly [string, ParameterValue])[] = Object.entries(value);
  return ([] as (readonly [string, string])[]).concat(
    ...members.map(([key, member]) => pairsOf(member, name === '' ? key : `${name}[${key}]`)),
  );
}

/** Parameters as they travel: `a[b]=1&c[0]=2`. */
export const encoded = (parameters: Parameters): string =>
  pairsOf(parameters, '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

const UNREACHABLE =
  'The emulator in place of Stripe could not be reached. Is it running, and does the Content-Security-Policy of this page allow it in connect-src?';

const unreadable = (status: number): ApiErrorFields => ({
  type: 'api_error',
  message: `An answer of the API could not be read (status ${status}).`,
});

async function answerOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new ApiError(unreadable(response.status), response.status);
  }
}

const errorIn = (answer: unknown): ApiErrorFields | undefined =>
  typeof answer === 'object' && answer !== null && 'error' in answer
    ? // A cast: an envelope of the API's holds an error of the API's.
      (answer.error as ApiErrorFields)
    : undefined;

export type Call = <Answer>(method: 'GET' | 'POST', path: string, parameters?: Parameters) => Promise<Answer>;

/** Calls the API; rejects with an `ApiError`. */
export function caller({ apiBase, publishableKey, stripeAccount, apiVersion, fetch }: CallSettings): Call {
  const standing = { key: publishableKey, _stripe_account: stripeAccount, _stripe_version: apiVersion };
  const base = apiBase.replace(/\/+$/, '');
  return async <Answer>(method: 'GET' | 'POST', path: string, parameters: Parameters = {}) => {
    const form = encoded({ ...parameters, ...standing });
    const url = `${base}${path}`;
    // Read as it is used: whoever replaces the page's `fetch` expects to see these calls.
    const ask = fetch ?? globalThis.fetch;
    const asked =
      method === 'GET'
        ? ask(`${url}?${form}`, { credentials: 'omit', referrerPolicy: 'no-referrer' })
        : ask(url, {
            method,
            body: form,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            credentials: 'omit',
            referrerPolicy: 'no-referrer',
          });
    const response = await asked.catch(() => {
      throw new ApiError({ type: 'api_connection_error', message: UNREACHABLE }, 0);
    });
    const answer = await answerOf(response);
    if (response.ok) return answer as Answer; // A cast: who calls knows what the endpoint answers.
    throw new ApiError(errorIn(answer) ?? unreadable(response.status), response.status);
  };
}
