import { elementAt } from '../../../core/element-at.ts';
import type { ToldStage } from '../../../model/ledger.ts';
import type { Account, Charge, Dispute, PaymentIntent, Refund } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { loginOf } from '../bank-login.ts';
import { addOwn, refreshesStarted, tell } from './account-ledger.ts';
import { figuresAt } from './bank-balance.ts';
import { ownOf } from './own-places.ts';
import { toldTransaction } from './told.ts';

/* What payments are at the bank of a linked account: they are among its transactions, and the next refresh shows them. */

const ACCOUNT = 'financial_connections.account';

const accountBehind = ({ facts, tables }: Scope, method: string | null): Account | undefined => {
  const bank = tables.payment_method.get(method ?? '')?.us_bank_account;
  const linked = bank?.financial_connections_account ?? facts.bankAccounts.get(method ?? '')?.linked;
  return tables[ACCOUNT].get(linked ?? '');
};

/** How a payment is called on a statement; that it says STRIPE otherwise is assumed. */
const textOf = ({
  calculated_statement_descriptor: calculated,
  statement_descriptor: given,
}: Charge): string => calculated ?? given ?? 'STRIPE';

function note(
  scope: Scope,
  account: Account,
  {
    amount,
    currency,
    description,
    of,
    status,
  }: Omit<ToldStage, 'at'> & { readonly currency: string; readonly of: string },
): void {
  const behind = refreshesStarted(scope, account.id);
  const said = { amount, currency, description, status };
  addOwn(scope, account.id, [{ ...toldTransaction(said, scope.seconds(), behind), of }]);
}

/** A debit is under way: pending at the bank. */
export function noteDebit(scope: Scope, charge: Charge): void {
  const account = accountBehind(scope, charge.payment_method);
  if (account === undefined) return;
  const { amount, currency, id: of } = charge;
  note(scope, account, { amount: -amount, currency, description: textOf(charge), of, status: 'pending' });
}

/** A debit has come to its end: it posts, or disappears when it failed or was canceled. */
export function noteDebitEnd(scope: Scope, charge: Charge): void {
  const status = charge.status === 'succeeded' ? 'posted' : 'void';
  for (const { account, own } of ownOf(scope.facts, charge.id)) {
    const { behind: _earlier, ...stage } = elementAt(own.stages, own.stages.length - 1);
    // A test may have said more of it meanwhile.
    if (stage.status === status || stage.status === 'void') continue;
    const behind = refreshesStarted(scope, account);
    const said = { ...stage, status, at: scope.seconds(), ...(behind === 0 ? {} : { behind }) } as const;
    tell(scope, account, [[own.number, said]]);
  }
}

/** Money comes back: a refund has arrived, or the bank has returned a payment that was disputed. */
function noteCredit(
  scope: Scope,
  charge: Charge,
  { amount, currency, id: of }: Refund | Dispute,
  why: string,
): void {
  const account = accountBehind(scope, charge.payment_method);
  if (account === undefined) return;
  note(scope, account, { amount, currency, description: `${textOf(charge)} ${why}`, of, status: 'posted' });
}

export const noteRefund = (scope: Scope, charge: Charge, refund: Refund): void =>
  noteCredit(scope, charge, refund, 'REFUND');

export const noteReturn = (scope: Scope, charge: Charge, dispute: Dispute): void =>
  noteCredit(scope, charge, dispute, 'RETURN');

/** Whether a payment is of more than can be used of its account, without the payment itself. */
export function exceedsBalance(
  scope: Scope,
  { amount, currency, latest_charge: charge }: Pick<PaymentIntent, 'amount' | 'currency' | 'latest_charge'>,
  account: Account,
): boolean {
  const { balance } = loginOf(scope, account.id);
  if (balance?.type !== 'cash') return false;
  const figures = figuresAt(scope, account, scope.seconds());
  const { current, usable } = figures ?? balance;
  const available = (usable ?? current)[currency];
  if (available === undefined) return false;
  // Figures that follow from transactions know of it while it is pending.
  const all = figures === undefined ? [] : ownOf(scope.facts, charge ?? '');
  const last = all.findLast((one) => one.account === account.id)?.own.stages.at(-1);
  return available + (last?.status === 'pending' ? amount : 0) < amount;
}
