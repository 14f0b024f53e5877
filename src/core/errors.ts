import { cut } from './sentence.ts';

/** How far a rule or sentence is to be trusted: seen on the wire, written by Stripe, or our best guess. */
export type Provenance = 'recorded' | 'documented' | 'assumed';

/** What travels inside `{"error": {…}}`; fields without a value are absent, as on the wire. */
export interface StripeErrorBody {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly payment_intent?: object;
  readonly payment_method?: object;
}

/** A refusal: thrown anywhere in the code, and turned into Stripe's error envelope in one place, `src/api/render.ts`. */
export class StripeError extends Error {
  override readonly name = 'StripeError';
  readonly status: number;
  readonly body: StripeErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: StripeErrorBody, headers: Readonly<Record<string, string>> = {}) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  /** The same refusal, showing the object it is about, as the payment endpoints do. */
  about(objects: Pick<StripeErrorBody, 'payment_intent' | 'payment_method'>): StripeError {
    return new StripeError(this.status, { ...this.body, ...objects }, this.headers);
  }
}

/** A line of the catalogue: builds the refusal, and knows where its sentence comes from. */
export interface CatalogueEntry<Arguments extends readonly unknown[]> {
  (...varying: Arguments): StripeError;
  readonly provenance: Provenance;
  readonly source: string;
}

type Fields = Omit<StripeErrorBody, 'type'> & { readonly type?: StripeErrorBody['type'] };

/** Makes a catalogue line; `type` is `invalid_request_error` unless said otherwise, and `message` a `sentence`. */
export function entry<Arguments extends readonly unknown[]>(
  provenance: Provenance,
  source: string,
  status: number,
  build: (...varying: Arguments) => Fields,
  headers?: Readonly<Record<string, string>>,
): CatalogueEntry<Arguments> {
  const make = (...varying: Arguments): StripeError => {
    const { param, ...fields } = build(...varying);
    const place = param === undefined ? {} : { param: cut(param) };
    return new StripeError(status, { type: 'invalid_request_error', ...fields, ...place }, headers);
  };
  return Object.assign(make, { provenance, source });
}

/** "a", "a or b", "a, b, or c": Stripe's way of listing choices. */
export function choices(names: readonly string[]): string {
  if (names.length < 3) return names.join(' or ');
  return `${names.slice(0, -1).join(', ')}, or ${names.at(-1)}`;
}
