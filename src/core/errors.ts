import { cut } from './sentence.ts';

/** How far a rule or sentence is to be trusted: seen on the wire, written by Stripe, or our best guess. */
export type Provenance = 'recorded' | 'documented' | 'assumed';

/** What travels inside `{"error": {…}}`; fields without a value are absent, as on the wire. */
export interface StripeErrorBody {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  /** The id of a charge that failed in this very call. */
  readonly charge?: string;
  readonly decline_code?: string;
  /** Of the authentication flow alone. */
  readonly extra_fields?: object;
  readonly payment_intent?: object;
  readonly payment_method?: object;
  readonly payment_method_type?: string;
  readonly setup_intent?: object;
}

/** What a refusal shows of what it is about. */
export type Shown = Pick<
  StripeErrorBody,
  'charge' | 'payment_intent' | 'payment_method' | 'payment_method_type' | 'setup_intent'
>;

/** A refusal: thrown anywhere in the code, and turned into Stripe's error envelope in one place, `src/api/render.ts`. */
export class StripeError extends Error {
  override readonly name = 'StripeError';
  readonly status: number;
  readonly body: StripeErrorBody;
  readonly headers: Readonly<Record<string, string>>;
  /** The id that nothing was found by. */
  readonly missing: string | undefined;
  /** What Stripe would not say: for the header `Emulator-Note`, or behind the message in process. */
  readonly note: string | undefined;

  constructor(
    status: number,
    body: StripeErrorBody,
    headers: Readonly<Record<string, string>> = {},
    { missing, note }: { readonly missing?: string | undefined; readonly note?: string | undefined } = {},
  ) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.headers = headers;
    this.missing = missing;
    this.note = note;
  }

  /** The same refusal with a note. */
  noted(note: string | undefined): StripeError {
    if (note === undefined) return this;
    return new StripeError(this.status, this.body, this.headers, { missing: this.missing, note });
  }

  /** The same refusal, showing the object it is about, as the payment endpoints do. */
  about(objects: Shown): StripeError {
    return new StripeError(this.status, { ...this.body, ...objects }, this.headers, this);
  }
}

/** A line of the catalogue: builds the refusal, and knows where its sentence comes from. */
export interface CatalogueEntry<Arguments extends readonly unknown[]> {
  (...varying: Arguments): StripeError;
  readonly provenance: Provenance;
  readonly source: string;
}

type Fields = Omit<StripeErrorBody, 'type'> & {
  readonly type?: StripeErrorBody['type'];
  /** The id that nothing was found by, of `resource_missing`: where else there is such an object is looked for. */
  readonly missing?: string;
};

/** Makes a catalogue line; `type` is `invalid_request_error` unless said otherwise, and `message` a `sentence`. */
export function entry<Arguments extends readonly unknown[]>(
  provenance: Provenance,
  source: string,
  status: number,
  build: (...varying: Arguments) => Fields,
  headers?: Readonly<Record<string, string>>,
): CatalogueEntry<Arguments> {
  const make = (...varying: Arguments): StripeError => {
    const { param, missing, ...fields } = build(...varying);
    const place = param === undefined ? {} : { param: cut(param) };
    return new StripeError(status, { type: 'invalid_request_error', ...fields, ...place }, headers, {
      missing,
    });
  };
  return Object.assign(make, { provenance, source });
}

/** "a", "a or b", "a, b, or c": Stripe's way of listing choices. */
export function choices(names: readonly string[]): string {
  if (names.length < 3) return names.join(' or ');
  return `${names.slice(0, -1).join(', ')}, or ${names.at(-1)}`;
}

/** Where Stripe explains a code. */
export const docUrl = (code: string): string =>
  `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
