import type Stripe from 'stripe';

export type Outcome = 'waiting' | 'confirmed' | 'insufficient_funds' | 'balance_unknown';

export interface Order {
  readonly customer: string;
  readonly amount: number;
  readonly currency: string;
  /** A bank account from an earlier payment. */
  readonly paymentMethod?: string;
}

/** Whose browser accepted the mandate. */
export type Acceptance = Stripe.PaymentIntentConfirmParams.MandateData.CustomerAcceptance.Online;

/** Takes a payment by ACH only if the balance of the bank account covers it. */
export class BalanceCheck {
  /** What has become of each payment, by the id of its intent. */
  readonly outcomes = new Map<string, Outcome>();
  readonly #stripe: Stripe;
  readonly #waiting = new Map<string, Map<string, Acceptance>>();

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  /** The browser passes the `client_secret` of the answer to `stripe.collectBankAccountForPayment`. */
  start({ customer, amount, currency, paymentMethod }: Order): Promise<Stripe.PaymentIntent> {
    return this.#stripe.paymentIntents.create({
      customer,
      amount,
      currency,
      allowed_payment_method_types: ['us_bank_account'],
      payment_method_options: {
        us_bank_account: {
          financial_connections: { permissions: ['balances', 'payment_method'], prefetch: ['balances'] },
        },
      },
      setup_future_usage: 'off_session',
      ...(paymentMethod === undefined ? {} : { payment_method: paymentMethod }),
    });
  }

  /** Decides what becomes of a payment whose bank account is known; `waiting` until the bank has told a balance. */
  async decide(intentId: string, acceptance: Acceptance): Promise<Outcome> {
    const intent = await this.#stripe.paymentIntents.retrieve(intentId, { expand: ['payment_method'] });
    if (intent.status === 'requires_confirmation') await this.#settle(intent, acceptance);
    return this.outcomes.get(intentId) ?? 'balance_unknown';
  }

  /** A refresh has ended, well or not: decides what was waiting for it. Does no harm when called twice. */
  async refreshed(account: Stripe.FinancialConnections.Account): Promise<void> {
    const waiting = this.#waitingFor(account.id);
    this.#waiting.delete(account.id);
    for (const [intentId, acceptance] of waiting) await this.decide(intentId, acceptance);
  }

  async #settle(intent: Stripe.PaymentIntent, acceptance: Acceptance): Promise<void> {
    const accountId = accountOf(intent);
    if (accountId === undefined) {
      this.outcomes.set(intent.id, 'balance_unknown');
      return;
    }
    // Before the account is read: the webhook may be here before the answer is.
    this.outcomes.set(intent.id, 'waiting');
    this.#waitingFor(accountId).set(intent.id, acceptance);
    const account = await this.#askedSince(intent.created, accountId);
    if (account.balance_refresh?.status === 'pending') return;
    this.#waitingFor(accountId).delete(intent.id);
    this.outcomes.set(intent.id, await this.#finish(intent, account, acceptance));
  }

  /** The account, its balance asked for since the payment began: by the prefetch, or now. */
  async #askedSince(seconds: number, id: string): Promise<Stripe.FinancialConnections.Account> {
    const { accounts } = this.#stripe.financialConnections;
    const account = await accounts.retrieve(id);
    const askedAt = account.balance_refresh?.last_attempted_at ?? 0;
    return askedAt >= seconds ? account : accounts.refresh(id, { features: ['balance'] });
  }

  async #finish(
    { id, amount, currency }: Stripe.PaymentIntent,
    { balance, balance_refresh: refresh }: Stripe.FinancialConnections.Account,
    online: Acceptance,
  ): Promise<Outcome> {
    if (balance === null || refresh?.status === 'failed') return 'balance_unknown';
    if (usable(balance, currency) < amount) {
      await this.#stripe.paymentIntents.cancel(id, {}, { idempotencyKey: `cancel-${id}` });
      return 'insufficient_funds';
    }
    const mandate = { customer_acceptance: { type: 'online', online } } as const;
    await this.#stripe.paymentIntents.confirm(
      id,
      { mandate_data: mandate },
      { idempotencyKey: `confirm-${id}` },
    );
    return 'confirmed';
  }

  #waitingFor(accountId: string): Map<string, Acceptance> {
    const waiting = this.#waiting.get(accountId) ?? new Map<string, Acceptance>();
    this.#waiting.set(accountId, waiting);
    return waiting;
  }
}

/** The linked account that the payment would be taken from; none when it was typed in by hand. */
function accountOf({ payment_method: method }: Stripe.PaymentIntent): string | undefined {
  if (method === null || typeof method === 'string') return undefined;
  return method.us_bank_account?.financial_connections_account ?? undefined;
}

/** What can be spent; some banks tell only the current balance, which pending debits may still lower. */
function usable(balance: Stripe.FinancialConnections.Account.Balance, currency: string): number {
  return balance.cash?.available?.[currency] ?? balance.current[currency] ?? 0;
}
