import { isHash } from '../core/form.ts';
import type { ObjectType } from './records.ts';

/*
 * Where objects name pages that a customer opens. What is stored there is a path: whoever shows an object puts the origin
 * before it by which the emulator is reached at that time.
 */

interface PlaceOfPage {
  /** The members that lead to it. */
  readonly path: readonly [string, ...string[]];
  /** Stripe's own host. */
  readonly host: string;
}

const MICRODEPOSITS: PlaceOfPage = {
  path: ['next_action', 'verify_with_microdeposits', 'hosted_verification_url'],
  host: 'payments.stripe.com',
};

/** Stripe publishes no host of it (assumed). */
const HOSTED: PlaceOfPage = { path: ['url'], host: 'connections.stripe.com' };

const INVOICE_PAGES: readonly PlaceOfPage[] = [
  { path: ['hosted_invoice_url'], host: 'invoice.stripe.com' },
  { path: ['invoice_pdf'], host: 'pay.stripe.com' },
];
const CHECKOUT: PlaceOfPage = { path: ['url'], host: 'checkout.stripe.com' };

const CONNECT: PlaceOfPage = { path: ['url'], host: 'connect.stripe.com' };

/** Links are answered, and kept nowhere. */
type Paged = ObjectType | 'account_link' | 'login_link';

const PAGES: { readonly [Type in Paged]?: readonly PlaceOfPage[] } = {
  account_link: [CONNECT],
  'checkout.session': [CHECKOUT],
  'financial_connections.session': [HOSTED],
  invoice: INVOICE_PAGES,
  login_link: [CONNECT],
  payment_intent: [MICRODEPOSITS],
  setup_intent: [MICRODEPOSITS],
};

const PLACES: ReadonlyMap<unknown, readonly PlaceOfPage[]> = new Map(Object.entries(PAGES));

/** The URL of a page, from its path and Stripe's host. */
export type UrlOf = (path: string, host: string) => string;

function pathIn(object: object, names: readonly string[]): string | undefined {
  let value: unknown = object;
  for (const name of names) {
    if (!isHash(value)) return undefined;
    value = value[name];
  }
  // What was put in place with a whole URL keeps it.
  return typeof value === 'string' && value.startsWith('/') ? value : undefined;
}

/** Whether an object names a page. */
export const hasPages = (object: { readonly object: string }): boolean =>
  PLACES.get(object.object)?.some(({ path }) => pathIn(object, path) !== undefined) === true;

function replaced(
  object: Readonly<Record<string, unknown>>,
  [name, ...rest]: readonly string[],
  url: string,
): Readonly<Record<string, unknown>> {
  if (name === undefined) return object;
  const member = object[name];
  return { ...object, [name]: isHash(member) ? replaced(member, rest, url) : url };
}

/** An object with the URLs of its pages, a list of such, or an error about one; itself if it names none. */
export function withPages<Value>(value: Value, urlOf: UrlOf): Value {
  if (!isHash(value)) return value;
  // Casts: only texts take the places of others.
  const places = PLACES.get(value.object);
  if (places !== undefined) return objectWithPages(value, places, urlOf) as Value;
  if (Array.isArray(value.data)) {
    const data = value.data.map((element) => withPages(element, urlOf));
    return { ...value, data } as Value;
  }
  if (value.object !== undefined) return value;
  // An error: it shows what it is about.
  const members = Object.entries(value).map(([name, member]) => [name, withPages(member, urlOf)]);
  return Object.fromEntries(members) as Value;
}

function objectWithPages(
  object: Readonly<Record<string, unknown>>,
  places: readonly PlaceOfPage[],
  urlOf: UrlOf,
): object {
  let shown = object;
  for (const { path, host } of places) {
    const stored = pathIn(shown, path);
    if (stored !== undefined) shown = replaced(shown, path, urlOf(stored, host));
  }
  return shown;
}
