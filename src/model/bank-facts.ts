import type { Inactivity } from './inactivity.ts';
import type { PaymentFate } from './payments.ts';
import type { RefreshFeature, RefreshScript } from './refresh.ts';
import type { AccountOwner } from './wire.ts';

/* What a bank knows, kept beside the records; in a file of its own, because the types that users are given name it. */

/** The last refresh of a feature that was started. Its token tells the job that ends it from that of an earlier one. */
interface StartedRefresh {
  readonly token: number;
  readonly nextRefreshAfterMs?: number;
}

export type Amounts = Readonly<Record<string, number>>;

/** The balance that the bank would supply; null members are those that it does not. */
export interface BalanceHolding {
  readonly type: 'cash' | 'credit';
  readonly current: Amounts;
  /** `cash.available` or `credit.used`, by type. */
  readonly usable: Amounts | null;
  /** Unix seconds; the time of each refresh's completion when not given. */
  readonly asOf?: number;
  /** A test has said so: it stays, whatever is posted. */
  readonly given?: true;
}

/** An owner of an account as its bank knows them. */
export type HeldOwner = Pick<AccountOwner, 'email' | 'name' | 'phone' | 'raw_address'>;

/** What the refreshes of inferred balances that have succeeded have shown. */
interface InferredRefreshes {
  /** Unix seconds of the initiation of the first, and of the last. */
  readonly first: number;
  readonly last: number;
  /** What there was at the last, where that does not follow from the bank's books; null where the bank tells no balance. */
  readonly current?: Amounts | null;
}

/** What the bank knows of an account: a refresh copies from it. */
export interface BankLogin {
  readonly institution: string;
  /** The fixture's name. */
  readonly account: string;
  readonly routingNumber: string | null;
  readonly accountNumber: string | null;
  readonly balance: BalanceHolding | null;
  /** In the order in which the bank tells them; of an account of which nobody has said it, the bank has the docs' sample. */
  readonly owners?: readonly HeldOwner[];
  readonly refresh: Readonly<Partial<Record<RefreshFeature, RefreshScript>>>;
  /** Kept when the account is replaced, so that the job of an earlier refresh cannot end a later one. */
  readonly started: Readonly<Partial<Record<RefreshFeature, StartedRefresh>>>;
  /** Pending refreshes that end only when the control surface finishes them. */
  readonly waiting: readonly RefreshFeature[];
  /** How often the account has been put in place anew: what was foretold to it before does not happen to it now. */
  readonly life?: number;
  /** The `as_of` of the last balance, where there is none any more: the next one is later than it, too. */
  readonly lastAsOf?: number;
  /** Why the account is inactive; only of one that is so. */
  readonly inactive?: Inactivity;
  /** Unix seconds from which its transactions are told, where an earlier account of the same bank account has begun them. */
  readonly ledgerSince?: number;
  /** Refreshes of inferred balances that have succeeded. */
  readonly inferred?: InferredRefreshes;
  /** How a payment from this account ends. */
  readonly payment: PaymentFate;
}

/** What is known of the bank account behind a PaymentMethod. */
export interface BankAccountPlan {
  readonly fate: PaymentFate;
  /** Verified by Financial Connections, by microdeposits, or a test token that needs none. */
  readonly verified: boolean;
  /** Microdeposits do not reach it. */
  readonly unreachable?: boolean;
  /** Used or detached without a customer: may not be used again. */
  readonly spent?: boolean;
}
