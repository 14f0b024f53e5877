import type { TestAccount } from '../../../bank/institutions.ts';
import { isCalled } from '../../../bank/institutions.ts';
import { hasFigures } from '../../../bank/ledger/figures.ts';
import { type Ledger, type LedgerItem, type LedgerStage, ledgerOf } from '../../../bank/ledger/ledger.ts';
import { foldText } from '../../../core/random.ts';
import type { BankLogin } from '../../../model/bank-facts.ts';
import { type AccountLedger, NO_OWN } from '../../../model/ledger.ts';
import type { Account } from '../../../model/wire.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { loginOf } from '../bank-login.ts';
import { Visibility } from './visibility.ts';

/** What the bank knows of an account's transactions, with what was said of them. */
export interface OpenLedger {
  readonly bank: Ledger;
  /** What is kept of it; undefined where nobody has asked. */
  readonly kept: AccountLedger | undefined;
  /** Of the fixture's, those of which something was said. */
  readonly retold: ReadonlyMap<number, LedgerItem>;
}

const NOTHING: Pick<AccountLedger, 'own' | 'retold'> = { own: NO_OWN, retold: [] };

/** Who the transactions are told of, `bankSeed` the sandbox's: accounts of one persona and holder agree with each other. */
export function ledgerSeed(
  bankSeed: number | null,
  { id, account_holder: accountHolder }: Pick<Account, 'account_holder' | 'id'>,
  { persona }: Pick<TestAccount, 'persona'>,
): number {
  const { account: connected, customer, customer_account: customerAccount } = accountHolder ?? {};
  const holder = customer ?? customerAccount ?? connected ?? id;
  return foldText(`${bankSeed ?? ''}/${holder}/${persona?.split('/')[0] ?? ''}`);
}

/** The test account that was linked; a bare one, where it is in the fixtures no more. */
function testAccountOf(
  { parts: { institutions } }: Sandbox,
  { account: name, institution }: BankLogin,
): TestAccount {
  const offering = institutions.find(institution);
  const accounts = offering === undefined ? [] : institutions.accountsOf(offering);
  return accounts.find((one) => isCalled(one, name)) ?? { name };
}

/** Whether the balance of an account follows from its transactions: a look that opens nothing. */
export const keepsBooks = (scope: Scope, account: Account): boolean =>
  scope.facts.ledgers.get(account.id)?.replacedBehind === undefined &&
  hasFigures(testAccountOf(scope.sandbox, loginOf(scope, account.id)));

/** The transaction with what was said of it: of the bank's own stages only those stay that came before. */
function withTold(item: LedgerItem, told: readonly [LedgerStage, ...LedgerStage[]]): LedgerItem {
  const [first, ...rest] = [...item.stages.filter(({ at }) => at <= told[0].at), ...told];
  return { ...item, stages: [first ?? told[0], ...rest] };
}

/** What was said of the fixture's is worked through again where it has changed: payments leave it as it is. */
function opened(
  scope: Scope,
  account: Account,
  login: BankLogin,
  before: OpenLedger | undefined,
): OpenLedger {
  const kept = scope.facts.ledgers.get(account.id);
  const { own, retold } = kept ?? NOTHING;
  const testAccount = testAccountOf(scope.sandbox, login);
  const bank = ledgerOf({
    account: testAccount,
    seed: ledgerSeed(scope.sandbox.bankSeed, account, testAccount),
    since: login.ledgerSince ?? account.created,
    own,
  });
  const replacedBehind = kept?.replacedBehind;
  const isSame = before?.kept?.retold === retold && before.kept.replacedBehind === undefined;
  if (isSame && replacedBehind === undefined) return { bank, kept, retold: before.retold };
  const visibility = new Visibility(kept ?? { refreshes: [] });
  const items = retold.flatMap(({ number, stages }): readonly (readonly [number, LedgerItem])[] => {
    const told = bank.item(number);
    const item = told && visibility.left(told);
    return item === undefined ? [] : [[number, withTold(item, stages)]];
  });
  return { bank, kept, retold: new Map(items) };
}

interface Entry {
  readonly seed: number | null;
  readonly account: string;
  readonly scope: Scope;
  readonly login: BankLogin;
  readonly created: number;
  readonly holder: Account['account_holder'];
  readonly ledger: OpenLedger;
}

// Whoever syncs many accounts reads each of them page by page.
const MOST_OPEN = 16;
const OPEN = new WeakMap<Sandbox, Entry[]>();

/** Opens the ledger of an account; those that were opened last stay open as long as nothing about them changes. */
export function openLedger(scope: Scope, account: Account): OpenLedger {
  const { sandbox } = scope;
  const entries = OPEN.get(sandbox) ?? [];
  OPEN.set(sandbox, entries);
  const login = loginOf(scope, account.id);
  const kept = scope.facts.ledgers.get(account.id);
  const at = entries.findIndex((entry) => entry.scope === scope && entry.account === account.id);
  const found = entries[at];
  const isSame =
    found?.created === account.created &&
    found.seed === sandbox.bankSeed &&
    found.holder === account.account_holder &&
    found.login.account === login.account &&
    found.login.institution === login.institution &&
    found.login.ledgerSince === login.ledgerSince;
  const before = isSame ? found.ledger : undefined;
  const ledger =
    before !== undefined && before.kept === kept ? before : opened(scope, account, login, before);
  if (at >= 0) entries.splice(at, 1);
  const { id, account_holder: holder, created } = account;
  entries.unshift({ account: id, scope, seed: sandbox.bankSeed, login, created, holder, ledger });
  entries.length = Math.min(entries.length, MOST_OPEN);
  return ledger;
}
