import { asText } from '../core/as-text.ts';
import { errors } from '../core/catalogue.ts';
import { type AnyHash, type FormHash, isHash } from '../core/form.ts';
import { elementsOf } from '../core/shape.ts';

/** The newest version the emulator knows: the one that `stripe@23` sends. */
export const NEWEST_VERSION = '2026-10-28.endive';

const VERSION = /^(\d{4})-(\d{2})-(\d{2})(\.[a-z]+)?$/;

/** The date of a version, by which versions are ordered. */
const dateOf = (version: string): string => version.slice(0, 10);

// Remembered, because a client sends the same version with every request.
const accepted = new Set<string>();
const MAX_ACCEPTED = 1000;

/** Refuses what is not well-formed or later than the newest known (the sentence is recorded, the bound assumed). */
export function checkVersion(version: string): string {
  if (accepted.has(version)) return version;
  const match = VERSION.exec(version);
  const [, , month = '', day = ''] = match ?? [];
  const isDate =
    match !== null && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  if (!isDate || dateOf(version) > dateOf(NEWEST_VERSION)) throw errors.invalidVersion(version);
  if (accepted.size < MAX_ACCEPTED) accepted.add(version);
  return version;
}

type Fields = AnyHash;

/** A dated change of shape: how the older shape is asked for and answered, in terms of the newer. */
interface Change {
  readonly version: string;
  readonly breaking: boolean;
  readonly description: string;
  /** Parameters of the older shape → the newer one, by `METHOD path`. */
  readonly request?: Readonly<Record<string, (form: FormHash) => FormHash>>;
  /** Objects of the newer shape → the older one, by type. */
  readonly response?: Readonly<Record<string, (object: Fields) => Fields>>;
}

const without =
  (...names: readonly string[]) =>
  (object: Fields): Fields =>
    Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

function countriesToCountry(form: FormHash): FormHash {
  const { filters } = form;
  if (!isHash(filters)) return form;
  if (filters.country !== undefined) throw errors.parameterUnknown(['filters[country]']);
  const { countries, ...rest } = filters;
  if (countries === undefined) return form;
  const elements = elementsOf(countries);
  if (elements === undefined) throw errors.invalidArray('filters[countries]');
  // "previously accepted an array but used only the first element" (changelog 2026-09-30.endive).
  const [first] = elements;
  return { ...form, filters: first === undefined ? rest : { ...rest, country: first } };
}

function beforeEndive(session: Fields): Fields {
  const { filters, manual_entry: manualEntry, ...rest } = session;
  const { country, ...otherFilters } = isHash(filters) ? filters : {};
  const mode = isHash(manualEntry) ? manualEntry.mode : undefined;
  return {
    ...rest,
    ...(filters === undefined || filters === null
      ? {}
      : { filters: { ...otherFilters, countries: typeof country === 'string' ? [country] : null } }),
    // Its default is endive's: before, "account holder type implicitly determined session behavior" (changelog), and a
    // session showed only what it was given (assumed).
    ...(manualEntry === undefined || mode === 'disabled' ? {} : { manual_entry: manualEntry }),
  };
}

const SESSION = 'financial_connections.session';
const ACCOUNT = 'financial_connections.account';

/** Newest first. Only changes of Financial Connections are listed (Stripe's changelog, stripe-node's CHANGELOG). */
export const CHANGES: readonly Change[] = [
  {
    version: '2026-09-30.endive',
    breaking: true,
    description:
      '`filters[country]` replaces `filters[countries]` on Financial Connections Sessions, and `manual_entry` has a default.',
    request: { 'POST /v1/financial_connections/sessions': countriesToCountry },
    response: { [SESSION]: beforeEndive },
  },
  {
    version: '2026-07-29.dahlia',
    breaking: false,
    description: 'Sessions have `limits` and `manual_entry`.',
    response: { [SESSION]: without('limits', 'manual_entry', 'bank_account_token') },
  },
  {
    version: '2026-06-24.dahlia',
    breaking: false,
    description: 'Accounts have `status_details`.',
    response: { [ACCOUNT]: without('status_details') },
  },
  {
    version: '2025-11-17.clover',
    breaking: true,
    description: 'The `client_secret` of a Session may be null.',
    response: { [SESSION]: (session) => ({ ...session, client_secret: session.client_secret ?? '' }) },
  },
  {
    version: '2025-11-17.clover',
    breaking: false,
    description: 'Accounts have `account_numbers`.',
    response: { [ACCOUNT]: without('account_numbers') },
  },
  {
    version: '2023-12-14',
    breaking: false,
    description: 'Accounts have `transaction_refresh` and `subscriptions`.',
    response: { [ACCOUNT]: without('transaction_refresh', 'subscriptions') },
  },
];

/** Turns one version's requests into the newest shape, and answers back. */
export interface Rendering {
  request(operation: string, form: FormHash): FormHash;
  /** Undefined when answers need no change, so that they need not be walked. */
  readonly response: (<Value>(value: Value) => Value) | undefined;
}

const renderings = { always: new Map<string, Rendering>(), dated: new Map<string, Rendering>() };

/** What `version` changes; `dated` also takes away the fields that were added without breaking anything. */
export function renderingOf(version: string, additiveFields: 'always' | 'dated'): Rendering {
  const known = renderings[additiveFields];
  let rendering = known.get(version);
  if (rendering === undefined) {
    rendering = makeRendering(version, additiveFields);
    // A bound, because a client can send any number of dates.
    if (known.size < MAX_ACCEPTED) known.set(version, rendering);
  }
  return rendering;
}

function makeRendering(version: string, additiveFields: 'always' | 'dated'): Rendering {
  const undone = CHANGES.filter(
    (change) => dateOf(version) < dateOf(change.version) && (change.breaking || additiveFields === 'dated'),
  );
  const changed = new Set(undone.flatMap(({ response }) => Object.keys(response ?? {})));
  return {
    request: (operation, form) =>
      [...undone].reverse().reduce((older, { request }) => request?.[operation]?.(older) ?? older, form),
    // A cast: an object of an older version is spoken of as one of the newest.
    response: changed.size === 0 ? undefined : <Value>(value: Value) => rendered(value, undone) as Value,
  };
}

/** `value` with every object in it, however deep, as it was before the changes that are undone. */
function rendered(value: unknown, undone: readonly Change[]): unknown {
  if (Array.isArray(value)) return value.map((element) => rendered(element, undone));
  if (!isHash(value)) return value;
  const inner = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      // Metadata is the user's own and never changed, even if it has a member named `object`.
      name === 'metadata' ? member : rendered(member, undone),
    ]),
  );
  const type = asText(value.object);
  return undone.reduce((newer: Fields, { response }) => response?.[type]?.(newer) ?? newer, inner);
}
