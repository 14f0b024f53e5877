import { BASE62, lettersOf, lettersOfNumber, numberOfLetters } from '../../../core/ids.ts';
import { foldText } from '../../../core/random.ts';

/*
 * Ids of inferred balances are made of the account and the day, and lead back to the day: nothing of them is kept, and each
 * has the same whenever it is asked for. Their prefix is assumed.
 */

const PREFIX = 'fcinfbal_';
const DAY_LETTERS = 4;
const CHECK_LETTERS = 20;
const DAYS = BASE62.length ** DAY_LETTERS;

/** Near days have far ids: odd, and no multiple of 31, so that no two days come to the same. */
const FACTOR = 7_368_787;
const INVERSE = inverseOf(FACTOR);

function inverseOf(factor: number): number {
  let [before, now] = [DAYS, factor];
  let [sumBefore, sum] = [0, 1];
  while (now > 1) {
    const quotient = Math.floor(before / now);
    [before, now] = [now, before - quotient * now];
    [sumBefore, sum] = [sum, sumBefore - quotient * sum];
  }
  return (sum + DAYS) % DAYS;
}

/** Both below 62 ** 4: their product is a safe number. */
const times = (number: number, factor: number): number => (number * factor) % DAYS;

const shiftOf = (account: string): number => foldText(`fcinfbal/${account}`) % DAYS;

/** The id of the balance of an account at the end of a day, a number of days since 1970. */
export function inferredBalanceId(account: string, day: number): string {
  const letters = lettersOfNumber(times((day + shiftOf(account)) % DAYS, FACTOR), DAY_LETTERS);
  return `${PREFIX}${letters}${lettersOf(`fcinfbal/${account}/${day}`, CHECK_LETTERS)}`;
}

/** The day of an id of the account's; undefined for any other text. */
export function dayOfInferredBalance(account: string, id: string): number | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  const number = numberOfLetters(id.slice(PREFIX.length, PREFIX.length + DAY_LETTERS));
  const day = (times(Math.max(0, number), INVERSE) - shiftOf(account) + DAYS) % DAYS;
  return inferredBalanceId(account, day) === id ? day : undefined;
}
