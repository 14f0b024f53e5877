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
const SETTINGS = 'payment_settings.payment_method_options';

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
  payment_method_configuration: [],
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
  'checkout.session': since({
    '2021-04-12': 'payment_method_options',
    '2021-09-01': 'after_expiration consent consent_collection expires_at recovered_from',
    '2021-10-07': 'customer_details.phone phone_number_collection',
    '2021-11-11': 'status',
    '2021-11-16': 'shipping_options',
    '2022-01-12': 'customer_creation',
    '2022-01-20': 'payment_link',
    '2022-04-01': 'customer_details.address customer_details.name',
    '2022-05-05': `${BANK_OPTIONS}.financial_connections`,
    '2022-08-02': 'shipping_cost',
    '2022-08-11': 'payment_method_collection',
    '2022-09-29': 'created',
    '2022-11-17': 'custom_text',
    '2022-12-06': 'invoice invoice_creation',
    '2023-02-16': 'custom_fields',
    '2023-03-23': 'currency_conversion',
    '2023-08-24': `${BANK_OPTIONS}.financial_connections.prefetch`,
    '2023-09-14': 'payment_method_configuration_details',
    '2023-09-21': 'custom_text.terms_of_service_acceptance',
    '2023-10-11': 'client_secret redirect_on_completion return_url ui_mode',
    '2023-12-14': 'custom_text.after_submit consent_collection.payment_method_reuse_agreement',
    '2024-01-25': 'automatic_tax.liability invoice_creation.invoice_data.issuer',
    '2024-04-18': 'saved_payment_method_options',
    '2024-05-23': 'saved_payment_method_options.payment_method_remove',
    '2024-09-12': 'tax_id_collection.required',
    '2024-11-20': 'adaptive_pricing',
    '2025-01-27': 'discounts',
    '2025-02-24': `collected_information ${BANK_OPTIONS}.target_date`,
    '2025-04-01': 'optional_items permissions presentment_details',
    '2025-04-30': 'automatic_tax.provider wallet_options',
    '2025-07-30': 'origin_context',
    '2025-09-30':
      'branding_settings customer_details.business_name customer_details.individual_name excluded_payment_method_types name_collection',
    '2025-12-16': 'customer_account',
    '2026-03-25': 'integration_identifier',
    '2026-04-23': 'managed_payments',
    '2026-09-30': 'allowed_payment_method_types',
  }),
  subscription: since({
    '2021-06-04': 'automatic_tax',
    '2021-07-22': 'payment_settings',
    '2021-09-15': `${SETTINGS}.acss_debit`,
    '2022-02-25': `${SETTINGS}.konbini`,
    '2022-03-01': 'test_clock',
    '2022-03-25': `${SETTINGS}.us_bank_account`,
    '2022-04-01': `${SETTINGS}.customer_balance`,
    '2022-05-03': 'application',
    '2022-05-05': `${SETTINGS}.us_bank_account.financial_connections`,
    '2022-05-11': 'description',
    '2022-05-19': 'payment_settings.save_default_payment_method',
    '2022-07-07': 'currency',
    '2022-08-19': `${SETTINGS}.card.network`,
    '2022-11-03': 'on_behalf_of',
    '2023-02-02': 'trial_settings',
    '2023-03-09': 'cancellation_details',
    '2023-08-24': `${SETTINGS}.us_bank_account.financial_connections.prefetch`,
    '2024-01-12': 'billing_cycle_anchor_config',
    '2024-01-25': 'automatic_tax.liability',
    '2024-03-14': `${SETTINGS}.sepa_debit`,
    '2024-04-04': 'discounts',
    '2024-06-13': 'invoice_settings',
    '2024-06-27': `${SETTINGS}.us_bank_account.financial_connections.filters`,
    '2024-12-18': 'automatic_tax.disabled_reason',
    '2025-06-30': 'billing_mode',
    '2025-09-30': 'billing_mode.flexible',
    '2025-12-15': `customer_account ${SETTINGS}.payto`,
    '2026-04-22': `managed_payments ${SETTINGS}.pix ${SETTINGS}.upi`,
    '2026-05-27': 'billing_schedules',
    '2026-06-24': 'invoice_settings.custom_fields invoice_settings.description invoice_settings.footer',
    '2026-08-26': 'cancellation_details.feedback_option',
    '2026-09-30': 'status_details trial_settings.end_behavior.billing_cycle_anchor',
  }),
  subscription_item: since({
    '2024-04-04': 'discounts',
    '2025-03-31': 'current_period_end current_period_start',
    '2026-09-30': 'current_trial',
  }),
  event: since({ '2025-04-30': 'context' }),
  webhook_endpoint: [],
};

/** `object` without the fields that came after a version. */
export const withoutAll = (object: Fields, additions: readonly Addition[]): Fields =>
  additions.reduce((older, { path }) => without(older, path), object);
