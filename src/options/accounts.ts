import type { BalanceSpec } from '../bank/holdings.ts';
import type { OwnerSpec } from '../bank/owners.ts';
import type { InactiveCause } from '../model/inactivity.ts';
import type { RefreshChange, RefreshFeature } from '../model/refresh.ts';

/* The types of an account's fields that in-process callers give. */

/** What the bank knows of an account: a refresh copies from it. */
export interface AccountHoldings {
  /** Stripe's own shape; null for a bank that supplies none. */
  readonly balance?: BalanceSpec | null;
  /** In the bank's order. */
  readonly owners?: readonly OwnerSpec[];
  /** These, and no others: a list, or the text of a CSV file whose first line names the columns. */
  readonly transactions?: readonly TransactionFields[] | string;
}

/** A transaction as a bank has it, in Stripe's names: posted, and transacted now, unless something else is said. */
export interface TransactionFields {
  /** In minor units; negative is money out. */
  readonly amount: number;
  readonly description: string;
  /** `usd` by default. */
  readonly currency?: string;
  /** Unix seconds, as the others. One that is to come is known by then. */
  readonly transacted_at?: number;
  readonly posted_at?: number | null;
  readonly void_at?: number | null;
  readonly status?: 'pending' | 'posted' | 'void';
  readonly id?: string;
}

/** What the bank does with an account's transactions now; the next refresh shows it. */
export interface TransactionsPatch {
  readonly post?: readonly TransactionFields[];
  /** Pending ones, by their ids, which post, perhaps with another amount or text. */
  readonly settle?: readonly (
    | string
    | { readonly id: string; readonly amount?: number; readonly description?: string }
  )[];
  /** By their ids: they disappear. */
  readonly void?: readonly string[];
}

/** An account linked without a session: any account field in Stripe's names, and what the bank knows of it. */
export interface LinkAccountFields {
  readonly id?: string;
  /** A fixture's name; `Success` by default. */
  readonly account?: string;
  /** All of them, instead of those of the test account. */
  readonly account_numbers?: AccountPatch['account_numbers'];
  readonly account_holder?: {
    readonly type: 'account' | 'customer';
    readonly account?: string;
    readonly customer?: string;
    readonly customer_account?: string;
  } | null;
  readonly category?: 'cash' | 'credit' | 'investment' | 'other';
  /** Unix seconds. */
  readonly created?: number;
  readonly display_name?: string | null;
  readonly holdings?: AccountHoldings;
  /** Why it is inactive, of one with that status; `access_denied` by default. */
  readonly inactive?: AccountPatch['inactive'];
  /** A test institution by its name; `Test (Non-OAuth)` by default. */
  readonly institution?: string;
  readonly institution_name?: string;
  readonly last4?: string | null;
  /** All by default. */
  readonly permissions?: readonly string[];
  /** Instead of `account`: somebody whose accounts live, of whom the main one is linked. */
  readonly persona?: string;
  readonly prefetch?: readonly string[];
  readonly refresh?: Readonly<Partial<Record<RefreshFeature, RefreshChange>>>;
  readonly status?: 'active' | 'inactive' | 'disconnected';
  readonly subcategory?: 'checking' | 'credit_card' | 'line_of_credit' | 'mortgage' | 'other' | 'savings';
  readonly subscriptions?: readonly ('balance' | 'inferred_balances' | 'transactions')[];
  readonly supported_payment_method_types?: readonly ('link' | 'us_bank_account')[];
}

/** What changes of an account: what the bank knows, what becomes of it, or how its refreshes go. */
export interface AccountPatch {
  readonly holdings?: AccountHoldings;
  readonly status?: 'active' | 'inactive' | 'disconnected';
  /** Why it is inactive; the action follows from the cause when it is not given. */
  readonly inactive?: { readonly cause: InactiveCause; readonly action?: 'none' | 'relink_required' };
  /** The deactivation that is expected of an active account; null or `''` for none any more. */
  readonly status_details?:
    | {
        readonly active?:
          | {
              /** Unix seconds. */
              readonly expected_deactivation_date: number;
              /** `relink_required` by default. */
              readonly action?: 'none' | 'relink_required';
              /** `access_expired` by default. */
              readonly cause?: 'access_expired' | 'institution_requirement' | 'unspecified';
            }
          | null
          | '';
      }
    | null
    | '';
  /** All of them, in the place of those that it has. */
  readonly account_numbers?:
    | readonly {
        readonly expected_expiry_date?: number | null;
        readonly identifier_type: 'account_number' | 'tokenized_account_number';
        readonly status: 'deactivated' | 'expired' | 'pending' | 'transactable';
        readonly supported_networks?: readonly 'ach'[];
      }[]
    | null;
  readonly supported_payment_method_types?: readonly ('link' | 'us_bank_account')[];
  /** `finish` ends a refresh that waits to be told. */
  readonly refresh?: Readonly<
    Partial<Record<RefreshFeature, RefreshChange & { readonly finish?: 'succeeded' | 'failed' }>>
  >;
}

/** What a user who logs in again grants. */
export interface AccountReconnection {
  /** Those that the account has, by default. */
  readonly permissions?: readonly string[];
}
