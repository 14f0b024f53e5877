import { lettersOfNumber, madeLetters, numberOfLetters } from '../../../core/ids.ts';

/*
 * Ids of transactions are made of the account's tag and the transaction's number, and lead back to them: a ledger of any
 * length needs no list of its ids, and the same transaction has the same id in whichever order transactions are asked for.
 */

const PREFIX = 'fctxn_';
const TAG_SIZE = 10;
const NUMBER_SIZE = 8;
const CHECK_SIZE = 6;
// 62 ** 8 is above 2 ** 47: a number of two halves fits.
const HALF_BITS = 23;
const HALF = 2 ** HALF_BITS;
const ROUNDS = [0x9e3779b9, 0x7f4a7c15, 0x85ebca6b, 0xc2b2ae35] as const;

const FORM = new RegExp(
  `^${PREFIX}([0-9A-Za-z]{${TAG_SIZE}})([0-9A-Za-z]{${NUMBER_SIZE}})([0-9A-Za-z]{${CHECK_SIZE}})$`,
);

/** The tag of an account in the ids of its transactions; another one for each `salt`, where it is taken. */
export const tagOf = (seed: number | null, account: string, salt = 0): string =>
  madeLetters(`fctxn/${seed ?? ''}/${account}/${salt}`, TAG_SIZE);

/** Near numbers become far ones. */
function mixed(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function folded(text: string, start: number): number {
  let hash = start;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** Numbers that follow each other are not to look so: a Feistel network over their halves, keyed by the tag. */
function whitened(number: number, key: number): number {
  let left = Math.floor(number / HALF);
  let right = number % HALF;
  for (const round of ROUNDS) [left, right] = [right, left ^ (mixed(right ^ key ^ round) % HALF)];
  return left * HALF + right;
}

function unwhitened(value: number, key: number): number {
  let left = Math.floor(value / HALF);
  let right = value % HALF;
  for (const round of ROUNDS.toReversed()) [left, right] = [right ^ (mixed(left ^ key ^ round) % HALF), left];
  return left * HALF + right;
}

/** From 53 bits, of which the letters take 36. */
const checkOf = (text: string): string =>
  lettersOfNumber(folded(text, 0x811c9dc5) * 2 ** 21 + (folded(text, 0x2545f491) % 2 ** 21), CHECK_SIZE);

/** The id of an account's transaction; numbers are below 2 ** 46. */
export function transactionId(tag: string, number: number): string {
  const body = tag + lettersOfNumber(whitened(number, folded(tag, ROUNDS[0])), NUMBER_SIZE);
  return PREFIX + body + checkOf(body);
}

/** What an id was made of; undefined for what is no such id. */
export function transactionOf(id: string): { readonly tag: string; readonly number: number } | undefined {
  const [, tag = '', written = '', check = ''] = FORM.exec(id) ?? [];
  if (tag === '' || check !== checkOf(tag + written)) return undefined;
  const value = numberOfLetters(written);
  if (value >= HALF * HALF) return undefined;
  return { tag, number: unwhitened(value, folded(tag, ROUNDS[0])) };
}
