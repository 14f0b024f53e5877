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
  /** Kept, and not used yet: refreshes of transactions answer none. */
  readonly transactions?: unknown;
}

/** An account linked without a session: any account field in Stripe's names, and what the bank knows of it. */
export interface LinkAccountFields {
  readonly id?: string;
  /** A fixture's name; `Success` by default. */
  readonly account?: string;
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
