import type { Operation } from '../../src/resources/operation.ts';
import { EXTRA_PARAMETERS } from '../../src/resources/params/extra.ts';
import { BASES, BESIDE, type Form } from './effect-bases.ts';
import { asForm, type Case, CaseMaker } from './parameter-cases.ts';
import { type Shape, stripeTypes } from './stripe-types.ts';

/* The parameters of an operation, and the calls that would show whether they are read. */

const SHAPES = { ...stripeTypes('previewParameters'), ...stripeTypes('parameters') };

const EXTREMES = ['1', '9999999999'];

/** Values that mean something, tried beside those that the type allows; by the last name of a path. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  amounts: [['10', '11']],
  account_number: ['000111111116', '000222222227'],
  capture_method: ['manual'],
  default_payment_method: ['pm_1', 'pm_2'],
  delivery_success: ['true', 'false'],
  descriptor_code: ['SM33CC'],
  email: ['jenny@example.com', 'other@example.com'],
  expires_at: ['1767232801', '1767236401'],
  payment_link: ['plink_1', 'plink_2'],
  tax_behavior: ['inclusive', 'exclusive'],
  ending_before: ['x'],
  financial_connections_account: ['fca_1', 'fca_2', 'fca_3'],
  limit: ['1', '2'],
  metadata: [{ a: '2' }, { b: '2' }],
  page: ['1'],
  query: ['created<5'],
  reason: ['duplicate', 'fraudulent'],
  routing_number: ['110000000', '111000025'],
  session: ['fcsess_2'],
  starting_after: ['x'],
  client_secret: ['x'],
  type: ['customer.created', 'us_bank_account', 'card'],
  created: ['5'],
  currency: ['usd', 'eur'],
  default_currency: ['cad', 'eur'],
  features: [['ownership'], ['balance']],
  locale: ['en', 'es'],
  gt: EXTREMES,
  gte: EXTREMES,
  lt: EXTREMES,
  lte: EXTREMES,
  permissions: [['balances'], ['ownership']],
  proration_date: ['1767312000', '1768000000'],
  url: ['https://example.com/other'],
};

const nameOf = (path: string): string => /([^[\]]+)\]?$/.exec(path)?.[1] ?? path;
const withoutIndexes = (path: string): string => path.replace(/\[(?:\d+|key)\]/g, '');
const segmentsOf = (path: string): readonly string[] => path.split(/\]?\[|\]/).filter((name) => name !== '');

/** A probe of one parameter: what it is sent beside, and with which values. */
export interface Probe {
  readonly path: string;
  readonly base: Form;
  readonly forms: readonly Form[];
}

/** The form with `value` at the path; without it when the value is undefined. Of a list the first element is meant. */
function withValue(form: Form, [name = '', ...rest]: readonly string[], value: unknown): Form {
  const { [name]: was, ...others } = form;
  if (rest.length === 0) return value === undefined ? others : { ...form, [name]: value };
  if (Array.isArray(was)) return { ...form, [name]: [withValue(was[0] ?? {}, rest, value)] };
  const inner = typeof was === 'object' && was !== null ? (was as Form) : {};
  return { ...form, [name]: withValue(inner, rest, value) };
}

const valueAt = (form: unknown, segments: readonly string[]): unknown =>
  segments.reduce<unknown>((value, name) => {
    const within = Array.isArray(value) ? value[0] : value;
    return typeof within === 'object' && within !== null ? (within as Form)[name] : undefined;
  }, form);

function shapesOf({ sdkParams }: Operation): Readonly<Record<string, Shape>> {
  return sdkParams === '' ? {} : (SHAPES[sdkParams]?.o ?? {});
}

const isHash = (value: unknown): value is Form =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The second, with what the first has beside it; of two lists of hashes the first elements are one. */
function merging(was: unknown, is: unknown): unknown {
  if (isHash(was) && isHash(is)) return merged(was, is);
  const isOfHashes = Array.isArray(was) && Array.isArray(is) && isHash(was[0]) && isHash(is[0]);
  return isOfHashes ? [merging(was[0], is[0])] : (is ?? was);
}

export const merged = (base: Form, form: Form): Form =>
  Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(form)])].map((name) => [
      name,
      merging(base[name], form[name]),
    ]),
  );

/** What every operation takes in the same way; it has tests of its own. */
const CONVENTIONS = new Set(['expand']);

const baseFor = ({ name }: Operation, path: string): Form =>
  BESIDE.find(([operation, parameter]) => operation.test(name) && parameter.test(path))?.[2] ??
  BASES[name] ??
  {};

/** The probes of an operation: one for each parameter, at every depth. */
export function probesOf(operation: Operation): readonly Probe[] {
  const maker = new CaseMaker([]);
  maker.hash(shapesOf(operation), '', asForm);
  const extras = EXTRA_PARAMETERS as Readonly<Record<string, object>>;
  const byPath = new Map<string, Case[]>();
  for (const one of maker.cases) {
    if (one.expected !== null || one.path === '') continue;
    const path = withoutIndexes(one.path);
    byPath.set(path, [...(byPath.get(path) ?? []), one]);
  }
  for (const name of [...Object.keys(extras[operation.name] ?? {}), ...Object.keys(operation.params.members)])
    if (!byPath.has(name) && !CONVENTIONS.has(name)) byPath.set(name, []);
  // What a hash does is what its members do.
  const hasMembers = (path: string): boolean =>
    [...byPath.keys()].some((other) => other.startsWith(`${path}[`));
  const paths = [...byPath].filter(([path]) => !hasMembers(path));
  return paths.map(([path, cases]) => {
    const base = baseFor(operation, path);
    const forms = formsFor(base, path, cases).filter((form) => parses(operation, form));
    return { path, base, forms: [...new Map(forms.map((form) => [encoded(form).join('&'), form])).values()] };
  });
}

const ANY = ['x', 'y', 'true', 'false', '1', '2', ['x'], 'pm_1'];

function formsFor(base: Form, path: string, cases: readonly Case[]): readonly Form[] {
  const segments = segmentsOf(path);
  const [first] = cases;
  const around = merged((first?.form ?? {}) as Form, base);
  const values = [
    ...cases.map(({ form }) => valueAt(form, segments)),
    ...(VALUES[nameOf(path)] ?? []),
    ...ANY,
  ];
  const own = cases
    .filter(({ what }) => what === 'valid')
    .map(({ form }) => withValue(merged(form as Form, base), segments, valueAt(form, segments)));
  return [
    withValue(around, segments, undefined),
    ...own,
    ...values.map((value) => withValue(around, segments, value)),
  ];
}

export function encoded(form: unknown, under = ''): readonly string[] {
  if (Array.isArray(form)) return form.flatMap((one, at) => encoded(one, `${under}[${at}]`));
  if (typeof form === 'object' && form !== null)
    return Object.entries(form).flatMap(([name, value]) =>
      value === undefined ? [] : encoded(value, under === '' ? name : `${under}[${name}]`),
    );
  return [`${encodeURIComponent(under)}=${encodeURIComponent(String(form))}`];
}

export const parses = (operation: Operation, form: Form): boolean => {
  try {
    operation.parse(asForm(form), operation.ofPreviews);
    return true;
  } catch {
    return false;
  }
};
