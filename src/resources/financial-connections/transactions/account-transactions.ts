import { type LedgerItem, OWN_NUMBERS } from '../../../bank/ledger/ledger.ts';
import { inOrder } from '../../../bank/ledger/order.ts';
import type { Facts } from '../../../model/facts.ts';
import { NO_OWN, ownNumbered } from '../../../model/ledger.ts';
import type { Account, Transaction } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { type OpenLedger, openLedger } from './open-ledger.ts';
import { shownTransaction } from './transaction.ts';
import { transactionId, transactionOf } from './transaction-ids.ts';
import { type Sighting, Visibility } from './visibility.ts';

// A few pages: a client that reads on does not come back to those before.
const MOST_SHOWN = 300;

/** Where the transaction of an id would be. */
export function placeOf(
  { ledgerTags, transactionIds }: Pick<Facts, 'ledgerTags' | 'transactionIds'>,
  id: string,
): { readonly account: string; readonly number: number } | undefined {
  const chosen = transactionIds.get(id);
  if (chosen !== undefined) return chosen;
  const made = transactionOf(id);
  const account = ledgerTags.get(made?.tag ?? '');
  return made === undefined || account === undefined ? undefined : { account, number: made.number };
}

/** The transactions of an account, as its bank tells them and as its refreshes have shown them. */
export class AccountTransactions {
  readonly account: string;
  readonly ledger: OpenLedger;
  readonly visibility: Visibility;
  readonly #facts: Facts;
  #told: readonly LedgerItem[] | undefined;
  readonly #shown = new Map<number, Transaction>();

  constructor({ facts }: Scope, account: string, ledger: OpenLedger) {
    this.account = account;
    this.ledger = ledger;
    this.visibility = new Visibility(ledger.kept ?? { refreshes: [] });
    this.#facts = facts;
  }

  idOf(number: number): string {
    const { own = NO_OWN, tag = '' } = this.ledger.kept ?? {};
    const chosen = number >= OWN_NUMBERS ? ownNumbered(own, number)?.id : undefined;
    return chosen ?? transactionId(tag, number);
  }

  /** A transaction as the bank tells it now, with what was said of it. */
  itemOf(number: number): LedgerItem | undefined {
    const { bank, retold } = this.ledger;
    const told = retold.get(number);
    if (told !== undefined || number >= OWN_NUMBERS) return told ?? bank.item(number);
    const item = bank.item(number);
    return item && this.visibility.left(item);
  }

  /** The transaction of an id, shown or not. */
  item(id: string): LedgerItem | undefined {
    const place = placeOf(this.#facts, id);
    if (place?.account !== this.account || this.idOf(place.number) !== id) return undefined;
    return this.itemOf(place.number);
  }

  /** The transaction of an id, if a refresh has shown it. */
  shownItem(id: string): LedgerItem | undefined {
    const item = this.item(id);
    return item === undefined || this.visibility.sighting(item) === undefined ? undefined : item;
  }

  /** One that was walked over, with what was said of it. */
  asTold(item: LedgerItem): LedgerItem {
    return this.ledger.retold.get(item.number) ?? item;
  }

  /** The user's own, and those of which something was said, in order: these can change at any age. */
  get told(): readonly LedgerItem[] {
    this.#told ??= inOrder([...(this.ledger.kept?.own ?? []), ...this.ledger.retold.values()]);
    return this.#told;
  }

  /** The very same object each time, so that the texts of pages can be kept. */
  shown(item: LedgerItem, sighting: Sighting): Transaction {
    const known = this.#shown.get(item.number);
    if (known !== undefined) return known;
    if (this.#shown.size >= MOST_SHOWN) this.#shown.clear();
    const made = shownTransaction(this.account, this.idOf(item.number), item, sighting);
    this.#shown.set(item.number, made);
    return made;
  }
}

const READ = new WeakMap<OpenLedger, AccountTransactions>();

/** As long as nothing changes, what has been read once is read again. */
export function transactionsOf(scope: Scope, account: Account): AccountTransactions {
  const ledger = openLedger(scope, account);
  let read = READ.get(ledger);
  if (read === undefined) {
    read = new AccountTransactions(scope, account.id, ledger);
    READ.set(ledger, read);
  }
  return read;
}
