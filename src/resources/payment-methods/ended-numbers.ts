import { fingerprintOf } from '../../bank/test-bank-accounts.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { blockMethods } from '../intents/blocking.ts';
import { ENDINGS } from '../intents/fates.ts';

/* PaymentMethods that were made of tokenized account numbers. */

type Numbers = readonly NonNullable<Account['account_numbers']>[number][];

/** Where the number stands that a new PaymentMethod is made of: the newest that can be used. */
export const usableAt = (numbers: Numbers): number =>
  numbers.findLastIndex(({ status }) => status === 'transactable');

/**
 * A tokenized number is not the account's own, and each login has another: its PaymentMethods are of a bank account of their
 * own, so that one that is blocked blocks no others (assumed).
 */
export const fingerprintOfNumber = (account: string, at: number): string =>
  fingerprintOf(account, `token ${at}`);

const isToken = (number: Numbers[number] | undefined): boolean =>
  number?.status === 'transactable' && number.identifier_type === 'tokenized_account_number';

/** Whether the number that a bank account was made of can be used no more; it may have been any where they are not tokens. */
export function hasEndedNumber(
  { id, account_numbers: numbers }: Account,
  fingerprint: string | null,
): boolean {
  if (numbers === null || numbers.length === 0) return false;
  const own = numbers.find(
    ({ identifier_type: type }, at) =>
      type === 'tokenized_account_number' && fingerprintOfNumber(id, at) === fingerprint,
  );
  return own === undefined ? usableAt(numbers) < 0 : own.status !== 'transactable';
}

/** Blocks the PaymentMethods of tokenized numbers that could be used before, and no longer can. */
export function blockEndedNumbers(
  scope: Scope,
  { id, account_numbers: after }: Account,
  before: Numbers,
): void {
  const { blocks } = ENDINGS.tokenized_account_number_deactivated.failure;
  for (const [at, number] of before.entries()) {
    if (!isToken(number) || isToken(after?.[at])) continue;
    const key = fingerprintOfNumber(id, at);
    blockMethods(scope, [...scope.tables.payment_method.walk({ index: 'fingerprint', key })], blocks);
  }
}
