import { every } from '../core/stored.ts';
import type {
  Account,
  Authorization,
  Charge,
  Customer,
  Dispute,
  Institution,
  Mandate,
  PaymentIntent,
  PaymentMethod,
  Payout,
  Refund,
  Session,
  SetupIntent,
} from './wire.ts';

/*
 * The words of Stripe's enums, each list declared once and held by the compiler to be whole. The order is that of the
 * sentences that offer them.
 */

type AccountNumber = NonNullable<Account['account_numbers']>[number];
type Announced = NonNullable<NonNullable<Account['status_details']>['active']>;
type Holder = NonNullable<Account['account_holder']>;
type Filters = NonNullable<Session['filters']>;
type BankDetails = NonNullable<PaymentMethod['us_bank_account']>;
type BankOptions = NonNullable<NonNullable<PaymentIntent['payment_method_options']>['us_bank_account']>;

export const PERMISSIONS = every<Session['permissions'][number]>()(
  'balances',
  'ownership',
  'payment_method',
  'transactions',
);
export const PREFETCHES = every<NonNullable<Session['prefetch']>[number]>()(
  'balances',
  'ownership',
  'transactions',
);
/** Previews have one more. */
export const PREFETCHES_IN_PREVIEWS = every<NonNullable<Session['prefetch']>[number] | 'inferred_balances'>()(
  'balances',
  'inferred_balances',
  'ownership',
  'transactions',
);
export type Prefetch = (typeof PREFETCHES_IN_PREVIEWS)[number];
export const HOLDER_TYPES = every<Holder['type']>()('account', 'customer');
export const ACCOUNT_STATUSES = every<Account['status']>()('active', 'inactive', 'disconnected');
export const CATEGORIES = every<Account['category']>()('cash', 'credit', 'investment', 'other');
export const SUBCATEGORIES = every<Account['subcategory']>()(
  'checking',
  'credit_card',
  'line_of_credit',
  'mortgage',
  'other',
  'savings',
);
export const SUBSCRIPTIONS = every<NonNullable<Account['subscriptions']>[number]>()(
  'balance',
  'inferred_balances',
  'transactions',
);
export type Subscription = (typeof SUBSCRIPTIONS)[number];
/** Those that there are outside of previews. */
export const SUBSCRIPTIONS_OUTSIDE_PREVIEWS = ['transactions'] as const satisfies readonly Subscription[];
export const PAYABLE_BY = every<Account['supported_payment_method_types'][number]>()(
  'link',
  'us_bank_account',
);
export const REFRESH_STATUSES = every<NonNullable<Account['balance_refresh']>['status']>()(
  'failed',
  'pending',
  'succeeded',
);
export const NUMBER_TYPES = every<AccountNumber['identifier_type']>()(
  'account_number',
  'tokenized_account_number',
);
export const NUMBER_STATUSES = every<AccountNumber['status']>()(
  'deactivated',
  'expired',
  'pending',
  'transactable',
);
export const NUMBER_NETWORKS = every<AccountNumber['supported_networks'][number]>()('ach');
export const END_ACTIONS = every<Announced['action']>()('none', 'relink_required');
export const END_CAUSES = every<Announced['cause']>()(
  'access_expired',
  'institution_requirement',
  'unspecified',
);
export const INSTITUTION_STATUSES = every<Institution['status']>()('active', 'degraded', 'inactive');
export const AUTHORIZATION_STATUSES = every<Authorization['status']>()('active', 'inactive');
export const BALANCE_TYPES = every<NonNullable<Account['balance']>['type']>()('cash', 'credit');

export const FILTERED_SUBCATEGORIES = every<NonNullable<Filters['account_subcategories']>[number]>()(
  'checking',
  'savings',
  'mortgage',
  'line_of_credit',
  'credit_card',
);
export const PAYMENT_SUPPORT = every<NonNullable<Filters['require_payment_method_support']>>()(
  'all',
  'at_least_one',
  'none',
);
export const ENTRY_MODES = every<NonNullable<NonNullable<Session['manual_entry']>['mode']>>()(
  'automatic',
  'disabled',
);

// In the order of Stripe's error message (recorded).
export const TAX_EXEMPTIONS = every<NonNullable<Customer['tax_exempt']>>()('none', 'reverse', 'exempt');
export const REDISPLAYS = every<NonNullable<PaymentMethod['allow_redisplay']>>()(
  'always',
  'limited',
  'unspecified',
);
export const BANK_HOLDER_TYPES = every<NonNullable<BankDetails['account_holder_type']>>()(
  'individual',
  'company',
);
export const BANK_ACCOUNT_TYPES = every<NonNullable<BankDetails['account_type']>>()('checking', 'savings');

/** Of bank accounts that are sources or external accounts (stripe-node types: BankAccount.status). */
export const BANK_ACCOUNT_STATUSES = [
  'new',
  'validated',
  'verified',
  'verification_failed',
  'tokenized_account_number_deactivated',
  'errored',
] as const;
export const PAYOUT_STATUSES = every<Payout['status']>()(
  'pending',
  'in_transit',
  'paid',
  'failed',
  'canceled',
);

export const CAPTURE_METHODS = every<PaymentIntent['capture_method']>()(
  'automatic',
  'automatic_async',
  'manual',
);
export const CONFIRMATION_METHODS = every<PaymentIntent['confirmation_method']>()('automatic', 'manual');
export const FUTURE_USAGES = every<NonNullable<PaymentIntent['setup_future_usage']>>()(
  'off_session',
  'on_session',
);
export const BANK_FUTURE_USAGES = every<NonNullable<BankOptions['setup_future_usage']>>()(
  'none',
  'off_session',
  'on_session',
);
export const TRANSACTION_PURPOSES = every<NonNullable<BankOptions['transaction_purpose']>>()(
  'goods',
  'other',
  'services',
  'unspecified',
);
export const VERIFICATION_METHODS = every<NonNullable<BankOptions['verification_method']>>()(
  'automatic',
  'instant',
  'microdeposits',
);
export const INTENT_STATUSES = every<PaymentIntent['status']>()(
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'canceled',
  'succeeded',
);

export const SETUP_STATUSES = every<SetupIntent['status']>()(
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'canceled',
  'succeeded',
);
// Typed as any string; its description names these.
export const ATTEMPT_STATUSES = [
  'requires_confirmation',
  'requires_action',
  'processing',
  'succeeded',
  'failed',
  'abandoned',
] as const;
export const REFUND_STATUSES = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;
export const PENDING_REASONS = every<NonNullable<Refund['pending_reason']>>()(
  'charge_pending',
  'insufficient_funds',
  'processing',
);
export const DISPUTE_STATUSES = every<Dispute['status']>()(
  'appeal_needs_response',
  'appeal_under_review',
  'lost',
  'needs_response',
  'prevented',
  'under_review',
  'warning_closed',
  'warning_needs_response',
  'warning_under_review',
  'won',
);
export const CHARGE_STATUSES = every<Charge['status']>()('failed', 'pending', 'succeeded');
export const MANDATE_STATUSES = every<Mandate['status']>()('active', 'inactive', 'pending');
export const MANDATE_TYPES = every<Mandate['type']>()('multi_use', 'single_use');
export const ENDPOINT_STATUSES = ['disabled', 'enabled'] as const;
