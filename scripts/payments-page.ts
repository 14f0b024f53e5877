import testAccounts from '../fixtures/test-accounts.json' with { type: 'json' };
import { documentedNumbers } from '../src/bank/test-bank-accounts.ts';
import { ENDINGS, type Ending } from '../src/resources/intents/fates.ts';
import { table } from './markdown.ts';

const named = new Map(testAccounts.basic.map(({ account_number, name }) => [account_number, name]));

/** What becomes of a payment, in a phrase. */
function outcome(ending: Ending): string {
  if (ending.when === 'never') return 'stays `processing`; can be canceled';
  if (ending.failure === undefined)
    return ending.disputed === true ? '`succeeded`, then a lost dispute' : '`succeeded`';
  const { code } = ending.failure;
  return ending.when === 'at_confirmation'
    ? `refused as it is confirmed, with 402 and \`${code}\``
    : `\`requires_payment_method\`, with \`${code}\``;
}

/** The test accounts of Stripe's documentation, and how a payment from each ends. */
export function testAccountsTable(): string {
  const rows = documentedNumbers().map(({ number, token, fate, unreachable }) => [
    `\`${number}\``,
    token === undefined ? '' : `\`${token}\``,
    named.get(number) ?? '',
    unreachable === true
      ? 'microdeposits do not reach it: `payment_method_microdeposit_failed`'
      : outcome(ENDINGS[fate]),
    unreachable === true ? '' : `\`${fate}\``,
  ]);
  return table(
    ['number, of routing 110000000', 'token', 'linked by the name', 'a payment from it', 'fate'],
    rows,
  );
}
