import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import { arrayOf, hash, hashOr, integer, optional, type Params, string } from '../core/shape.ts';
import type { BankTransaction, TransactionsPatch } from '../options/options.ts';
import { bankDoes, settled, voided } from '../resources/financial-connections/transactions/bank.ts';
import type { Scope } from '../sandbox/scope.ts';
import { action, twin } from './action.ts';
import { checkIds, oneTransaction } from './given-transactions.ts';
import { listOf } from './lists.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** What the bank posts, settles or voids now; the next refresh shows it. Resolves to those transactions, with the ids they will have. */
    readonly updateTransactions: (
      account: string,
      patch: TransactionsPatch,
    ) => Promise<{ readonly object: 'list'; readonly data: readonly BankTransaction[] }>;
  }
}

const TYPE = 'financial_connections.account';
const PATH = '/financial_connections/accounts/:id/transactions';

const settledShape = hash({ id: string(), amount: optional(integer()), description: optional(string()) });
const justId = string();

const CHANGE = {
  post: optional(arrayOf(oneTransaction, { of: 'transactions' })),
  settle: optional(
    arrayOf(
      hashOr(settledShape, (value, path, voice) => ({ id: justId(value, path, voice) })),
      { of: 'ids' },
    ),
  ),
  void: optional(arrayOf(string(), { of: 'ids' })),
} as const;

/** Each id once: a transaction does not settle twice, or settle and vanish, at one time. */
function checkOnce(ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id))
      throw errors.misuse(sentence`The transaction ${id} is named twice: say one thing of it at a time.`);
    seen.add(id);
  }
}

function updateTransactions(
  scope: Scope,
  id: string,
  { post = [], settle = [], void: vanishing = [] }: Params<typeof CHANGE>,
): readonly BankTransaction[] {
  const account = scope.require(TYPE, id);
  if (post.length + settle.length + vanishing.length === 0)
    throw errors.misuse('Say what the bank does: post[], settle[] or void[].');
  checkIds(scope, post, 'post');
  checkOnce([...settle.map((one) => one.id), ...vanishing]);
  // All are checked before the first changes.
  const told = [
    ...settle.map((one, at) => settled(scope, account, one, `settle[${at}]`)),
    ...vanishing.map((one, at) => voided(scope, account, one, `void[${at}]`)),
  ];
  return bankDoes(scope, account, post, told);
}

export const transactionActions = [
  action(
    'POST',
    PATH,
    {
      about:
        'What the bank does with the transactions of an account now, which the next refresh shows: `post[]` puts new ones there (`amount`, `description`, `status` `posted` or `pending`, …), `settle[]` posts pending ones by their ids, with another amount or text if it is given (`settle[0][id]`, `[amount]`, `[description]`), and `void[]` makes some disappear. Answers those transactions as the bank has them, with the ids under which they will be shown.',
      params: hash(CHANGE),
      twin: twin(
        'updateTransactions',
        'updateTransactions(id, patch)',
        ({ act }) =>
          async (account, patch) => {
            const { data } = await act(account, patch);
            return { object: 'list', data };
          },
      ),
      has: ({ tables }, id) => tables[TYPE].get(id) !== undefined,
    },
    ({ scope, id, params }) => listOf(updateTransactions(scope, id, params), PATH.replace(':id', id)),
  ),
] as const;
