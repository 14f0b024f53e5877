import { type Fields, without } from './older-form.ts';
import type { ShownType } from './shown-types.ts';

/** A field that appeared one day, under every version (recorded; stripe-node's CHANGELOG has the days). */
export interface Addition {
  readonly date: string;
  /** The first of its names that is not shown, by the hashes on its way. */
  readonly path: readonly string[];
}

const since = (dates: Readonly<Record<string, string>>): readonly Addition[] =>
  Object.entries(dates).flatMap(([date, fields]) =>
    fields.split(' ').map((field) => ({ date, path: field.split('.') })),
  );

const BANK_OPTIONS = 'payment_method_options.us_bank_account';
const DEBIT = 'payment_method_details.us_bank_account';

/**
 * Every field of what is emulated that came after 2020-08-27, by the day of its coming. Only `assume.additiveFields:
 * dated` hides it from older versions: Stripe shows it under all.
 */
export const ADDITIONS: { readonly [Type in ShownType]: readonly Addition[] } = {
  bank_account: since({ '2023-01-19': 'future_requirements requirements' }),
  balance_transaction: since({ '2025-05-28': 'balance_type' }),
  customer: since({
    '2022-03-01': 'test_clock',
    '2025-09-30': 'business_name individual_name',
    '2025-12-15': 'customer_account',
  }),
  'financial_connections.session': since({
    '2023-08-24': 'prefetch',
    '2024-06-27': 'filters.account_subcategories',
    '2026-07-29': 'bank_account_token filters.require_payment_method_support limits manual_entry',
    '2026-08-26': 'filters.country',
  }),
  'financial_connections.account': since({
    '2023-12-22': 'balance_refresh.next_refresh_available_at subscriptions transaction_refresh',
    '2024-04-11': 'ownership_refresh.next_refresh_available_at',
    '2025-11-17': 'account_numbers',
    '2025-12-15': 'account_holder.customer_account',
    '2026-06-24': 'status_details',
  }),
  'financial_connections.account_ownership': [],
  'financial_connections.consent': [],
  'financial_connections.authorization': [],
  payment_intent: since({
    '2021-11-17': 'automatic_payment_methods',
    '2021-12-22': 'processing',
    '2022-03-25': `${BANK_OPTIONS}.verification_method next_action.verify_with_microdeposits.microdeposit_type`,
    '2022-04-18': 'amount_details',
    '2022-05-05': `${BANK_OPTIONS}.financial_connections`,
    '2022-11-15': 'latest_charge',
    '2023-08-03': `${BANK_OPTIONS}.preferred_settlement_speed`,
    '2023-08-24': `${BANK_OPTIONS}.financial_connections.prefetch`,
    '2023-09-14': 'payment_method_configuration_details',
    '2023-12-22': `${BANK_OPTIONS}.mandate_options`,
    '2024-06-27': `${BANK_OPTIONS}.financial_connections.filters`,
    '2025-02-24': `${BANK_OPTIONS}.target_date`,
    '2025-03-31': 'presentment_details',
    '2025-08-27': 'excluded_payment_method_types',
    '2025-10-29': 'payment_details',
    '2025-11-17': 'hooks',
    '2025-12-15': 'customer_account',
    '2026-02-25': `${BANK_OPTIONS}.transaction_purpose`,
    '2026-04-22': 'managed_payments',
    '2026-05-08': 'shared_payment_granted_token',
    '2026-07-29': 'allowed_payment_method_types',
    '2026-09-30': 'payment_record',
  }),
  setup_intent: since({
    '2022-03-25': `${BANK_OPTIONS}.verification_method next_action.verify_with_microdeposits.microdeposit_type`,
    '2022-05-05': `${BANK_OPTIONS}.financial_connections`,
    '2022-05-19': 'attach_to_self flow_directions',
    '2023-03-23': 'automatic_payment_methods',
    '2023-09-14': 'payment_method_configuration_details',
    '2023-12-22': `${BANK_OPTIONS}.mandate_options`,
    '2024-06-27': `${BANK_OPTIONS}.financial_connections.filters`,
    '2025-10-29': 'excluded_payment_method_types',
    '2025-12-15': 'customer_account',
    '2026-04-22': 'managed_payments',
    '2026-07-29': 'allowed_payment_method_types',
  }),
  setup_attempt: since({
    '2022-06-08': 'attach_to_self flow_directions',
    '2025-12-15': 'customer_account',
  }),
  refund: since({
    '2023-12-22': 'destination_details',
    '2025-04-30': 'pending_reason',
    '2026-07-29': 'customer customer_account payment_method',
  }),
  dispute: since({
    '2024-10-28':
      'enhanced_eligibility_types evidence.enhanced_evidence evidence_details.enhanced_eligibility',
    '2026-10-28': 'evidence_details.submission_method intended_submission_method',
  }),
  payment_method: since({
    '2022-05-05': 'us_bank_account.financial_connections_account',
    '2022-05-19': 'us_bank_account.networks',
    '2022-06-01': 'radar_options',
    '2023-04-06': 'us_bank_account.status_details',
    '2024-05-09': 'allow_redisplay',
    '2025-04-30': 'billing_details.tax_id',
    '2025-12-15': 'customer_account',
    '2026-05-08': 'shared_payment_granted_token',
  }),
  charge: since({
    '2020-09-21': 'amount_captured',
    '2022-03-25': 'failure_balance_transaction',
    '2022-06-01': 'radar_options',
    '2024-03-21': `${DEBIT}.payment_reference`,
    '2024-03-28': `${DEBIT}.mandate`,
    '2024-12-18': 'outcome.network_advice_code outcome.network_decline_code',
    '2025-01-27': 'outcome.advice_code',
    '2025-03-31': 'presentment_details',
    '2025-04-30': 'billing_details.tax_id',
    '2025-12-15': `${DEBIT}.expected_debit_date`,
  }),
  mandate: since({
    '2023-06-22': 'on_behalf_of',
    '2023-12-22': `${DEBIT}.collection_method`,
  }),
  invoice: [],
  line_item: [],
  invoice_payment: [],
  token: [],
  product: since({
    '2021-06-04': 'tax_code',
    '2022-05-05': 'default_price',
    '2023-09-07': 'features',
    '2024-04-10': 'marketing_features',
    '2026-09-30': 'tax_details',
  }),
  plan: since({ '2024-03-28': 'meter' }),
  price: since({
    '2021-06-04': 'tax_behavior',
    '2022-06-09': 'custom_unit_amount',
    '2024-03-28': 'recurring.meter',
  }),
  event: since({ '2025-04-30': 'context' }),
  webhook_endpoint: [],
};

/** `object` without the fields that came after a version. */
export const withoutAll = (object: Fields, additions: readonly Addition[]): Fields =>
  additions.reduce((older, { path }) => without(older, path), object);
