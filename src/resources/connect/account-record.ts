import type { ConnectedAccount } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { alphabetical } from '../params/alphabetical.ts';

export const ACCOUNT = 'account';

export type Requirements = NonNullable<ConnectedAccount['requirements']>;
export type Settings = NonNullable<ConnectedAccount['settings']>;
export type BusinessProfile = NonNullable<ConnectedAccount['business_profile']>;

/** Nothing is asked for, and nothing is looked at. */
export const NO_REQUIREMENTS: Requirements = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

/** Recorded of custom accounts (2026-05) and of express ones (2025-04). */
export const EMPTY_PROFILE: BusinessProfile = {
  annual_revenue: null,
  estimated_worker_count: null,
  mcc: null,
  minority_owned_business_designation: null,
  name: null,
  product_description: null,
  specified_commercial_transactions_act_url: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
};

/** The same; the last two of its payments are in the SDK's types only. */
const SETTINGS: Settings = {
  bacs_debit_payments: { display_name: null, service_user_number: null },
  branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
  card_issuing: { tos_acceptance: { date: null, ip: null } },
  card_payments: {
    decline_on: { avs_failure: false, cvc_failure: false },
    statement_descriptor_prefix: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  dashboard: { display_name: null, timezone: 'Etc/UTC' },
  invoices: { default_account_tax_ids: null, hosted_payment_method_save: 'offer' },
  payments: {
    statement_descriptor: null,
    statement_descriptor_kana: null,
    statement_descriptor_kanji: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  payouts: {
    debit_negative_balances: false,
    schedule: { delay_days: 2, interval: 'daily' },
    statement_descriptor: null,
  },
  sepa_debit_payments: {},
};

type Controller = NonNullable<ConnectedAccount['controller']>;
type AccountType = Exclude<ConnectedAccount['type'], 'none'>;

/** By type: recorded of custom and express ones, documented of standard ones. */
export const CONTROLLERS: Readonly<Record<AccountType, Controller>> = {
  custom: {
    fees: { payer: 'application_custom' },
    is_controller: true,
    losses: { payments: 'application' },
    requirement_collection: 'application',
    stripe_dashboard: { type: 'none' },
    type: 'application',
  },
  express: {
    fees: { payer: 'application_express' },
    is_controller: true,
    losses: { payments: 'application' },
    requirement_collection: 'stripe',
    stripe_dashboard: { type: 'express' },
    type: 'application',
  },
  standard: {
    fees: { payer: 'account' },
    is_controller: true,
    losses: { payments: 'stripe' },
    requirement_collection: 'stripe',
    stripe_dashboard: { type: 'full' },
    type: 'application',
  },
};

export const isExpress = ({ controller }: ConnectedAccount): boolean =>
  controller?.stripe_dashboard?.type === 'express';

/** The account as answered: its fields by the alphabet. */
export const ordered = ({ id, object, ...fields }: ConnectedAccount): ConnectedAccount => ({
  id,
  object,
  ...alphabetical(fields),
});

// Each links to the Express Dashboard once, and is kept nowhere.
const loginLinks = (id: string) => ({
  object: 'list' as const,
  data: [],
  has_more: false,
  total_count: 0,
  url: `/v1/accounts/${id}/login_links`,
});

/** An account of which nothing is known but what is given, with every field that one has. */
export function completeConnectedAccount(
  scope: Scope,
  fields: Partial<ConnectedAccount> = {},
): ConnectedAccount {
  const id = fields.id ?? scope.id('acct');
  const { type = 'custom', controller = CONTROLLERS[type === 'none' ? 'custom' : type] } = fields;
  const isOfExpress = controller.stripe_dashboard?.type === 'express';
  return ordered({
    id,
    object: ACCOUNT,
    business_profile: EMPTY_PROFILE,
    business_type: null,
    capabilities: {},
    charges_enabled: false,
    controller,
    country: 'US',
    created: scope.seconds(),
    default_currency: 'usd',
    details_submitted: false,
    email: null,
    future_requirements: NO_REQUIREMENTS,
    ...(isOfExpress ? { login_links: loginLinks(id) } : {}),
    metadata: {},
    payouts_enabled: false,
    requirements: NO_REQUIREMENTS,
    // Recorded: on for express accounts.
    settings: isOfExpress ? withDebits(SETTINGS) : SETTINGS,
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type,
    ...fields,
  });
}

const withDebits = ({ payouts, ...settings }: Settings): Settings =>
  alphabetical({
    ...settings,
    ...(payouts === undefined ? {} : { payouts: { ...payouts, debit_negative_balances: true } }),
  });
