import { balanceShape } from '../bank/holdings.ts';
import {
  type FixedTransaction,
  type Fixtures,
  type Institution,
  shippedSets,
  type TestAccount,
} from '../bank/institutions.ts';
import { PART_NAMES } from '../bank/ledger/part.ts';
import { ownersShape } from '../bank/owners.ts';
import { asWritten } from '../core/composed.ts';
import { isCurrency } from '../core/currencies.ts';
import { duration } from '../core/duration.ts';
import { ours, sentence } from '../core/sentence.ts';
import {
  arrayOf,
  boolean,
  hash,
  integer,
  mapOf,
  type OptionalShape,
  oneOf,
  optional,
  type Shape,
  string,
  unsettable,
} from '../core/shape.ts';
import { textThat } from '../core/stored.ts';
import { STRIPES_VOICE, type Voice } from '../core/voice.ts';
import { INACTIVE_CAUSES } from '../model/inactivity.ts';
import { TRANSACTION_STAGES } from '../model/ledger.ts';
import { PAYMENT_FATES } from '../model/payments.ts';
import { REFRESH_CHANGES, type RefreshChanges } from '../model/refresh.ts';
import { CATEGORIES, INSTITUTION_STATUSES, SUBCATEGORIES } from '../model/words.ts';

/** A shape for each member of an interface; those that may be missing are optional. */
type ShapesOf<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? OptionalShape<T[K]> : Shape<T[K]>;
};

// Durations are read when an account is linked.
const writtenDuration = asWritten<string>(duration);

const anyText = string();
const currency: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  const text = anyText(value, path, voice);
  if (isCurrency(text)) return text;
  throw voice.refused(
    path,
    (place) =>
      sentence`${place} is "${text}", which is no currency. Write its three lower-case letters, such as usd.`,
  );
};

const TRANSACTION = {
  description: string(),
  amount: integer(),
  currency: optional(currency),
  ago: writtenDuration,
  status: optional(oneOf(...TRANSACTION_STAGES)),
  posts_after: optional(writtenDuration),
  voids_after: optional(writtenDuration),
} as const satisfies ShapesOf<FixedTransaction>;

const anyTransaction = hash(TRANSACTION);

/** Only a pending one posts or vanishes later, and one of both happens: a test would wait for the other. */
const transaction: Shape<FixedTransaction> = (value, path, voice = STRIPES_VOICE) => {
  const given = anyTransaction(value, path, voice);
  const later = (['posts_after', 'voids_after'] as const).filter((name) => given[name] !== undefined);
  const [first, second] = later;
  const refusal = (name: string, why: string): Error =>
    voice.refused(voice.member(path, name), (place) => `${place}: ${why}`);
  if (first !== undefined && given.status !== 'pending')
    throw refusal(first, 'only a pending transaction posts or vanishes later. Write status pending as well.');
  if (second !== undefined)
    throw refusal(
      second,
      'a transaction that vanishes does not post. Write one of posts_after and voids_after.',
    );
  return given;
};

/** What an account of a set may be. */
export const ACCOUNT = {
  name: string(),
  aliases: optional(arrayOf(string(), { of: 'names' })),
  last4: unsettable(string()),
  account_number: unsettable(string()),
  category: optional(oneOf(...CATEGORIES)),
  subcategory: optional(oneOf(...SUBCATEGORIES)),
  status: optional(oneOf('active', 'inactive')),
  deactivates_after: optional(writtenDuration),
  announced: optional(boolean),
  deactivates_after_relink: optional(writtenDuration),
  inactive_cause: optional(oneOf(...INACTIVE_CAUSES)),
  number: optional(oneOf('deactivated', 'pending', 'transactable')),
  number_arrives_after: optional(writtenDuration),
  number_expires_after: optional(writtenDuration),
  payable: optional(boolean),
  payment: optional(oneOf(...PAYMENT_FATES)),
  balance: balanceShape,
  owners: optional(ownersShape),
  refresh: optional(asWritten<RefreshChanges>(hash(REFRESH_CHANGES))),
  transactions: optional(arrayOf(transaction, { of: 'transactions' })),
  persona: optional(oneOf(...PART_NAMES)),
} as const satisfies ShapesOf<TestAccount>;

const institutionId = textThat((id) => /^fcinst_[0-9A-Za-z]+$/.test(id), 'an id that begins with fcinst_');

const INSTITUTION = {
  name: string(),
  aliases: optional(arrayOf(string(), { of: 'names' })),
  id: optional(institutionId),
  accounts: optional(string()),
  down: optional(string()),
  status: optional(oneOf(...INSTITUTION_STATUSES)),
  url: unsettable(string()),
} as const satisfies ShapesOf<Institution>;

const members = hash({
  accounts: optional(
    mapOf(arrayOf(hash(ACCOUNT), { of: 'accounts' }), {
      of: 'lists of accounts by the names of their sets',
    }),
  ),
  institutions: optional(arrayOf(hash(INSTITUTION), { of: 'institutions' })),
} as const satisfies ShapesOf<Fixtures>);

/** What `fixtures` may be: sets of accounts, and institutions that offer one of them. */
export const fixturesShape: Shape<Fixtures> = (value, path, voice = STRIPES_VOICE) => {
  const fixtures = members(value, path, voice);
  const { accounts = {}, institutions = [] } = fixtures;
  const sets = [...shippedSets(), ...Object.keys(accounts)];
  const at = voice.member(path, 'institutions');
  for (const [index, institution] of institutions.entries())
    checkOffer(institution, `${at}[${index}]`, sets, voice);
  return fixtures;
};

function checkOffer(
  { accounts, down, name }: Institution,
  path: string,
  sets: readonly string[],
  voice: Voice,
): void {
  if (accounts === undefined && down === undefined)
    throw voice.refused(
      path,
      (place) =>
        sentence`${place}: "${name}" has no accounts. Name a set of them, or say why it is down, such as "is down".`,
    );
  if (accounts === undefined || sets.includes(accounts)) return;
  throw voice.refused(
    voice.member(path, 'accounts'),
    (place) => sentence`${place} is "${accounts}". There is no such set. There are ${ours(sets.join(', '))}.`,
  );
}
