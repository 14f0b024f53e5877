import { errors } from '../core/catalogue.ts';
import { csvRows } from '../core/csv.ts';
import { isCurrency } from '../core/currencies.ts';
import { emptyHash, type FormHash, formFromJson, isHash } from '../core/form.ts';
import { sentence } from '../core/sentence.ts';
import {
  arrayOf,
  hash,
  integer,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  unsettable,
} from '../core/shape.ts';
import { STRIPES_VOICE, type Voice, voiceOf } from '../core/voice.ts';
import { TRANSACTION_STAGES } from '../model/ledger.ts';
import type { NewTransaction } from '../resources/financial-connections/transactions/account-ledger.ts';
import { placeOf } from '../resources/financial-connections/transactions/account-transactions.ts';
import { toldTransaction } from '../resources/financial-connections/transactions/told.ts';
import type { Scope } from '../sandbox/scope.ts';
import { secondsInTime } from './seconds-in-time.ts';

/* What is said of transactions: in Stripe's names, as a list or as the text of a CSV file. */

const anyText = string();

const currency: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  const text = anyText(value, path, voice).toLowerCase();
  if (isCurrency(text)) return text;
  throw voice.refused(
    path,
    (place) => sentence`${place}: "${text}" is no currency. Write its three letters, such as usd.`,
  );
};

/** What may be said of a transaction; the rest is completed. */
export const GIVEN = {
  amount: integer(),
  currency: optional(currency),
  description: string(),
  id: optional(string()),
  posted_at: unsettable(secondsInTime),
  status: optional(oneOf(...TRANSACTION_STAGES)),
  transacted_at: optional(secondsInTime),
  void_at: unsettable(secondsInTime),
} as const;

export type GivenTransaction = Params<typeof GIVEN>;

const oneGiven = hash(GIVEN);
const COLUMNS = Object.keys(GIVEN);

/** Refuses times that contradict each other or the status: a test would wait for what never comes. */
export function checkTimes(given: GivenTransaction, path: string, voice: Voice = STRIPES_VOICE): void {
  const { posted_at: posted, status, transacted_at: transacted, void_at: voided } = given;
  const refuse = (name: keyof GivenTransaction, why: string): never => {
    throw voice.refused(voice.member(path, name), (place) => `${place}: ${why}`);
  };
  if (status === 'posted' && posted === null)
    refuse('posted_at', 'a posted transaction has posted at a time. Leave it away, or the status.');
  if (status === 'void' && voided === null)
    refuse('void_at', 'a transaction is void from a time on. Leave it away, or the status.');
  if (status === 'pending' && posted != null)
    refuse('posted_at', 'a pending transaction has not posted. Leave it away, or the status.');
  if (status !== undefined && status !== 'void' && voided != null)
    refuse('void_at', sentence`a ${status} transaction is not void. Leave it away, or the status.`);
  if (posted != null && posted < (transacted ?? posted))
    refuse('posted_at', 'a transaction does not post before its transacted_at.');
  if (voided != null && voided < Math.max(posted ?? voided, transacted ?? voided))
    refuse('void_at', 'a transaction is not void before its transacted_at and its posted_at.');
}

/** One of them, with times that do not contradict each other. */
export const oneTransaction: Shape<GivenTransaction> = (value, path, voice) => {
  const given = oneGiven(value, path, voice);
  checkTimes(given, path, voice);
  return given;
};

const aList = arrayOf(oneTransaction, { of: 'transactions' });

/** The transactions that an account is to have: a list, in JSON too, or a CSV whose first row names its columns. */
export const transactionsShape: Shape<readonly GivenTransaction[]> = (value, path, voice = STRIPES_VOICE) => {
  // What JSON has as an empty list, a form has as an empty text: the account has no transactions.
  if (value === '') return [];
  if (typeof value !== 'string') return aList(value, path, voice);
  return /^\s*[[{]/.test(value) ? aList(readJson(value, path), path, voice) : readCsv(value, path);
};

/** No first line of a CSV begins so: it is a list in JSON, as a file has it. */
function readJson(text: string, param: string): unknown {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return formFromJson(list);
  } catch {
    // What it says is told below, in the words of the parameter.
  }
  throw errors.misuse(
    sentence`${param} is a text that is neither CSV nor a list in JSON. Begin a CSV with a line that names its columns, such as amount,description, and a list with [.`,
    param,
  );
}

function readCsv(text: string, param: string): readonly GivenTransaction[] {
  const refusal = (why: string): Error => errors.misuse(why, param);
  const [header = [], ...rows] = csvRows(text, (why, { line, column }) =>
    refusal(sentence`${param}: line ${line}, column ${column}: ${why}.`),
  );
  const names = header.map((cell) => cell.text.trim());
  const voice = voiceOf({
    reads: 'text',
    error: (words) => refusal(words),
    place: (path) => `${param}: ${path}`,
  });
  checkColumns(names, voice);
  return rows.map((cells) => {
    const line = `line ${cells[0]?.line ?? 0}`;
    const extra = cells[names.length];
    if (extra !== undefined)
      throw refusal(
        sentence`${param}: ${line} has ${cells.length} columns, and the first line names ${names.length}. Quote a text that has a comma in it.`,
      );
    return oneTransaction(rowOf(names, cells), line, {
      ...voice,
      member: (path, name) => placeIn(names, path, name),
    });
  });
}

/** Each cell by the name of its column; an empty one says nothing. */
function rowOf(names: readonly string[], cells: readonly { readonly text: string }[]): FormHash {
  const row = emptyHash<FormHash[string]>();
  for (const [at, name] of names.entries()) {
    const text = cells[at]?.text.trim() ?? '';
    if (text !== '') row[name] = text;
  }
  return row;
}

const placeIn = (names: readonly string[], line: string, name: string): string => {
  const column = names.indexOf(name);
  return column < 0 ? `${line}, ${name}` : `${line}, column ${column + 1} (${name})`;
};

function checkColumns(names: readonly string[], voice: Voice): void {
  const [line, known] = ['line 1', new Set<string>()];
  for (const name of names) {
    if (!COLUMNS.includes(name))
      throw voice.refused(
        placeIn(names, line, name),
        (place) => sentence`${place}: there is no such column. There are ${COLUMNS.join(', ')}.`,
      );
    if (known.has(name))
      throw voice.refused(
        placeIn(names, line, name),
        (place) => sentence`${place}: it is there more than once.`,
      );
    known.add(name);
  }
  const missing = ['amount', 'description'].find((name) => !known.has(name));
  if (missing !== undefined)
    throw voice.refused(
      line,
      (place) => sentence`${place} names no column ${missing}, which each transaction needs.`,
    );
}

/** Refuses null, which JSON has beside an empty list: a form has the one empty text for both. */
export function checkNotNull(fields: unknown, where = ''): void {
  const holdings = isHash(fields) ? fields.holdings : undefined;
  if (!isHash(holdings) || holdings.transactions !== null) return;
  throw errors.misuse(
    sentence`${where}holdings[transactions] is null. Write a list of transactions, an empty one for none, or leave it away.`,
    `${where}holdings[transactions]`,
  );
}

/** Refuses an id that is another transaction's; `account` may take its own ids again. */
export function checkIds(
  { facts }: Scope,
  given: readonly Pick<GivenTransaction, 'id'>[],
  path: string,
  account?: string,
): void {
  const seen = new Set<string>();
  for (const [at, { id }] of given.entries()) {
    if (id === undefined) continue;
    const place = placeOf(facts, id);
    const isOwn = place !== undefined && place.account === account && facts.transactionIds.has(id);
    if (seen.has(id) || (place !== undefined && !isOwn))
      throw errors.misuse(
        sentence`${path}[${at}][id] is ${id}, which is the id of another transaction: choose one of its own, or leave it away.`,
        `${path}[${at}][id]`,
      );
    seen.add(id);
  }
}

/** The transactions that an account is to have instead of those it has; `behind` so many of its refreshes. */
export function toldIn(
  scope: Scope,
  account: string | undefined,
  given: readonly GivenTransaction[] | undefined,
  behind: number,
): readonly NewTransaction[] | undefined {
  if (given === undefined) return undefined;
  checkIds(scope, given, 'holdings[transactions]', account);
  return given.map((one) => toldTransaction(one, scope.seconds(), behind));
}
