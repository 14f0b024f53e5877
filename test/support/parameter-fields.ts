import fc from 'fast-check';

/* What parameters are made of, as arbitraries. */

export type Fields = Readonly<Record<string, unknown>>;

export const text = fc.string({ minLength: 1, maxLength: 8 });
export const whole = fc.integer({ min: 1, max: 99_999_999 });
export const unset = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 5 });
export const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
export const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
/** A form cannot carry a hash or a list that is empty. */
const isCarried = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || Object.keys(value).length > 0;

const carried = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => isCarried(value)));

/** A hash of which only the required members are always given, and given so that a form carries them. */
export const hash = (
  required: Record<string, fc.Arbitrary<unknown>>,
  more: Record<string, fc.Arbitrary<unknown>>,
) => {
  const given = Object.entries(required).map(([name, value]) => [name, value.filter(isCarried)] as const);
  return fc
    .record({ ...Object.fromEntries(given), ...more }, { requiredKeys: Object.keys(required) })
    .map(carried);
};

export const address = hash(
  {},
  {
    city: unset(text),
    country: unset(text),
    line1: unset(text),
    line2: unset(text),
    postal_code: unset(text),
    state: unset(text),
  },
);
export const metadata = unset(
  fc.dictionary(one('tier', 'constructor', 'a b', 'ö'), fc.string({ maxLength: 5 }), {
    minKeys: 1,
    maxKeys: 3,
  }),
);
const PERMISSIONS = ['balances', 'ownership', 'payment_method', 'transactions'];
export const permissions = some(PERMISSIONS);

/** Adds prefetches of what may be read. */
export const withPrefetch = (given: Fields) => {
  const allowed = (given.permissions as readonly string[]).filter((name) => name !== 'payment_method');
  if (allowed.length === 0) return fc.constant(given);
  return fc.oneof(
    fc.constant(given),
    some(allowed).map((prefetch) => ({ ...given, prefetch })),
  );
};
