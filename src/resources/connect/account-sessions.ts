import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { type AnyHash, isHash } from '../../core/form.ts';
import { hash, string } from '../../core/shape.ts';
import type { AccountSession, ConnectedAccount, ParamsOf } from '../../model/wire.ts';
import { type Operation, operation } from '../operation.ts';
import { foreignMembers } from '../params/foreign.ts';
import { connectedAccountFor } from './shown-account.ts';

const TYPE = 'account_session';

// "single-use token"; how long it lasts is not documented (assumed).
const LIFETIME_SECONDS = 3600;

const PAYOUTS = 'edit_payout_schedule instant_payouts standard_payouts';
const DISPUTES =
  'destination_on_behalf_of_charge_management dispute_management refund_management smart_disputes_management';
const COLLECTING = 'disable_stripe_user_authentication external_account_collection';
const CARDS = 'card_management card_spend_dispute_management cardholder_management spend_control_management';

/** Every embedded component, with its features: each session shows them all (recorded). */
const COMPONENTS = {
  account_management: COLLECTING,
  account_onboarding: COLLECTING,
  balance_report: '',
  balances: `${COLLECTING} ${PAYOUTS}`,
  disputes_list: `${DISPUTES} capture_payments`,
  documents: '',
  financial_account: `${COLLECTING} send_money transfer_balance`,
  financial_account_transactions: 'card_spend_dispute_management',
  instant_payouts_promotion: `${COLLECTING} instant_payouts`,
  issuing_card: CARDS,
  issuing_cards_list: `${CARDS} disable_stripe_user_authentication`,
  notification_banner: COLLECTING,
  payment_details: `${DISPUTES} capture_payments`,
  payment_disputes: DISPUTES,
  payment_method_settings: 'disable_stripe_user_authentication',
  payments: `${DISPUTES} capture_payments`,
  payout_details: '',
  payout_reconciliation_report: '',
  payouts: `${COLLECTING} ${PAYOUTS}`,
  payouts_list: '',
  reporting_chart: '',
  tax_registrations: '',
  tax_settings: '',
  terminal_hardware_orders: '',
  terminal_hardware_shop: '',
} as const satisfies Readonly<Record<keyof AccountSession['components'], string>>;

/** Documented to be on by default (stripe-node types); of smart_disputes_management assumed. */
const ON_BY_DEFAULT: readonly string[] = [
  'capture_payments',
  'dispute_management',
  'external_account_collection',
  'refund_management',
  'smart_disputes_management',
];

function defaultOf(feature: string, features: readonly string[], given: AnyHash, account: ConnectedAccount) {
  // "The default value is the opposite of the external_account_collection value."
  if (feature === 'disable_stripe_user_authentication')
    return features.includes('external_account_collection') && given.external_account_collection === false;
  // "Defaults to true when controller.losses.payments is set to stripe"; of instant ones assumed.
  if (PAYOUTS.includes(feature)) return account.controller?.losses?.payments === 'stripe';
  return ON_BY_DEFAULT.includes(feature);
}

function componentOf(names: string, asked: unknown, account: ConnectedAccount) {
  const features = names.split(' ').filter(Boolean).sort();
  const { enabled = false, features: told } = isHash(asked) ? asked : {};
  const given = isHash(told) ? told : {};
  const shown = features.map((name) => [name, given[name] ?? defaultOf(name, features, given, account)]);
  return { enabled, features: Object.fromEntries(shown) };
}

function shownComponents(asked: AnyHash, account: ConnectedAccount): AccountSession['components'] {
  const shown = Object.entries(COMPONENTS).map(([name, features]) => [
    name,
    componentOf(features, asked[name], account),
  ]);
  // A cast: the table has a line for each component, with its features.
  return Object.fromEntries(shown) as AccountSession['components'];
}

const create = operation(
  'POST',
  '/v1/account_sessions',
  {
    answers: TYPE,
    sdkParams: 'AccountSessionCreateParams',
    params: {
      account: string(),
      components: hash(foreignMembers('AccountSessionCreateParams', 'components')),
    } satisfies ParamsOf<Stripe.AccountSessionCreateParams>,
  },
  ({ scope, params }): AccountSession => {
    const account = connectedAccountFor(scope, params.account, 'account');
    for (const [name, component] of Object.entries(params.components))
      if (isHash(component) && component.enabled === undefined)
        throw errors.parameterMissing(`components[${name}][enabled]`);
    return {
      object: TYPE,
      account: account.id,
      // Two underscores are recorded.
      client_secret: scope.id('accs_secret_'),
      components: shownComponents(params.components, account),
      expires_at: scope.seconds() + LIFETIME_SECONDS,
      livemode: false,
    };
  },
);

export const accountSessionOperations: readonly Operation[] = [create];
