import { LongList } from '../core/long-list.ts';

/* Transactions of linked accounts, beside what Stripe shows of them. */

/** A refresh of transactions, from its initiation on: transactions tell which one has shown them. */
export interface TransactionRefresh {
  readonly id: string;
  /** Unix seconds of its initiation. */
  readonly at: number;
  /** Unix seconds of its end; null while it is pending. */
  readonly end: number | null;
  readonly status: (typeof TRANSACTION_REFRESH_STATUSES)[number];
}
export const TRANSACTION_REFRESH_STATUSES = ['pending', 'succeeded', 'failed'] as const;

export const TRANSACTION_STAGES = ['pending', 'posted', 'void'] as const;
export type TransactionStage = (typeof TRANSACTION_STAGES)[number];

/** What the bank says of a transaction of the user's own from an instant on. */
export interface ToldStage {
  readonly status: TransactionStage;
  /** Unix seconds. */
  readonly at: number;
  readonly amount: number;
  readonly description: string;
  /** How many refreshes of the account had been started when it was said: those do not contain it. */
  readonly behind?: number;
}

/** A transaction that a user, or a payment, has put into an account. */
export interface OwnTransaction {
  /** Names it within its account for ever. */
  readonly number: number;
  /** Unix seconds. */
  readonly transactedAt: number;
  readonly currency: string;
  readonly stages: readonly [ToldStage, ...ToldStage[]];
  /** An id of the caller's, instead of one made of its number. */
  readonly id?: string;
  /** The charge, refund or dispute that it is at the bank. */
  readonly of?: string;
}

/** What was said of a transaction of the fixture's: it holds from then on, and nothing of the bank's comes after it. */
export interface RetoldTransaction {
  readonly number: number;
  readonly stages: readonly [ToldStage, ...ToldStage[]];
}

/**
 * What is kept of an account's transactions, from its first refresh of them or the first of the user's own on. What is
 * visible follows from it and from what the bank knows: no transaction of the bank's is copied.
 */
export interface AccountLedger {
  /** The account in the ids of its transactions. */
  readonly tag: string;
  /** In order of their initiation. */
  readonly refreshes: readonly TransactionRefresh[];
  /** In order of their numbers. */
  readonly own: LongList<OwnTransaction>;
  readonly retold: readonly RetoldTransaction[];
  /**
   * The user's own have taken the place of the fixture's, after so many refreshes had been started: what those have shown of
   * the fixture's stays as it was, and nothing more comes of it.
   */
  readonly replacedBehind?: number;
}

export const NO_OWN: LongList<OwnTransaction> = LongList.of<OwnTransaction>([]);

/** The place of what has a number, among others in the order of theirs; undefined where there is none. */
export function placeNumbered(
  list: LongList<{ readonly number: number }>,
  number: number,
): number | undefined {
  const place = list.firstPlace((one) => one.number >= number);
  return list.at(place)?.number === number ? place : undefined;
}

export const ownNumbered = <T extends { readonly number: number }>(
  list: LongList<T>,
  number: number,
): T | undefined => list.at(placeNumbered(list, number) ?? -1);

/** A transaction as the bank has it, whether a refresh has shown it or not. */
export interface BankTransaction {
  /** Under which a refresh will show it, or has. */
  readonly id: string;
  readonly object: 'bank_transaction';
  readonly account: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly status: ToldStage['status'];
  readonly status_transitions: { readonly posted_at: number | null; readonly void_at: number | null };
  readonly transacted_at: number;
}
