import type Stripe from 'stripe';

type Account = Stripe.FinancialConnections.Account;
type Transaction = Stripe.FinancialConnections.Transaction;

/** What the application knows of a bank account. */
export interface BankAccount {
  readonly customer: string;
  /** By which a person tells it from others, and by which it is known again after the customer has logged in anew. */
  readonly name: string;
  /** `broken` until the customer has logged in anew. */
  readonly connection: 'connected' | 'broken' | 'ended';
  readonly balance: Account['balance'];
  /** The refresh up to which the transactions are known; none until the first has been read. */
  readonly cursor: string | undefined;
  /** Pending and posted ones, by their ids. */
  readonly transactions: ReadonlyMap<string, Transaction>;
}

/** Keeps the balance and the transactions of linked bank accounts, as webhooks tell of them. */
export class BankSync {
  /** By the ids of their Financial Connections accounts; a real application has a database. */
  readonly accounts = new Map<string, BankAccount>();
  readonly #stripe: Stripe;

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  /** The browser passes the `client_secret` of the answer to `stripe.collectFinancialConnectionsAccounts`. */
  startLinking(customer: string): Promise<Stripe.FinancialConnections.Session> {
    return this.#stripe.financialConnections.sessions.create({
      account_holder: { type: 'customer', customer },
      permissions: ['balances', 'transactions'],
    });
  }

  /** The browser is back. Also after the customer has mended a broken connection. */
  async finishLinking(sessionId: string): Promise<readonly string[]> {
    const session = await this.#stripe.financialConnections.sessions.retrieve(sessionId);
    const customer = String(session.account_holder?.customer);
    const { data } = session.accounts;
    for (const account of data) if (account.status === 'active') await this.#follow(customer, account);
    return data.map(({ id }) => id);
  }

  /** What a webhook tells; the same event may come twice, and events in another order than they happened. */
  async handle(event: Stripe.Event): Promise<void> {
    switch (event.type) {
      case 'financial_connections.account.refreshed_balance':
        // A failed refresh leaves the balance that there was.
        return this.#change(event.data.object.id, { balance: event.data.object.balance });
      case 'financial_connections.account.refreshed_transactions':
        return this.#sync(event.data.object);
      case 'financial_connections.account.deactivated':
        return this.#change(event.data.object.id, { connection: 'broken' });
      case 'financial_connections.account.reactivated':
        return this.#change(event.data.object.id, { connection: 'connected' });
      case 'financial_connections.account.disconnected':
        return this.#change(event.data.object.id, { connection: 'ended' });
    }
  }

  async #follow(customer: string, { id, institution_name, display_name, last4 }: Account): Promise<void> {
    const name = `${institution_name} ${display_name} ${last4}`;
    const known = this.accounts.get(id);
    // A bank that gives the mended connection another id gives its transactions others as well: they are read anew.
    for (const [other, account] of this.accounts)
      if (
        other !== id &&
        account.customer === customer &&
        account.name === name &&
        account.connection === 'broken'
      )
        this.accounts.delete(other);
    this.accounts.set(id, {
      customer,
      name,
      connection: 'connected',
      balance: known?.balance ?? null,
      cursor: known?.cursor,
      transactions: known?.transactions ?? new Map(),
    });
    const { accounts } = this.#stripe.financialConnections;
    // From now on transactions are refreshed every day; the first time at once.
    await accounts.subscribe(id, { features: ['transactions'] });
    await accounts.refresh(id, { features: ['balance', 'transactions'] });
  }

  async #sync({ id, transaction_refresh: refresh }: Account): Promise<void> {
    const account = this.accounts.get(id);
    // What a failed refresh has not brought comes with the next.
    if (account === undefined || refresh?.status !== 'succeeded') return;
    const transactions = new Map(account.transactions);
    const changed = this.#stripe.financialConnections.transactions.list({
      account: id,
      limit: 100,
      ...(account.cursor === undefined ? {} : { transaction_refresh: { after: account.cursor } }),
    });
    for await (const transaction of changed) {
      if (transaction.status === 'void') transactions.delete(transaction.id);
      else transactions.set(transaction.id, transaction);
    }
    // The refresh that the event names, not the one that the account names by now: that one may still be under way.
    this.#change(id, { transactions, cursor: refresh.id });
  }

  #change(id: string, change: Partial<BankAccount>): void {
    const account = this.accounts.get(id);
    if (account !== undefined) this.accounts.set(id, { ...account, ...change });
  }
}
