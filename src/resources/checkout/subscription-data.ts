import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { formFromJson } from '../../core/form.ts';
import {
  hash,
  type OptionalShape,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  timestamp,
} from '../../core/shape.ts';
import type { CheckoutFacts, CheckoutLine } from '../../model/facts.ts';
import type { CheckoutSession, ParamsOf, Price } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkAlike, checkTwice } from '../billing/subscriptions/drafting.ts';
import { partOf } from '../billing/subscriptions/lines.ts';
import { CREATE, type CreateParams } from '../billing/subscriptions/parameters.ts';
import { periodFrom } from '../billing/subscriptions/periods.ts';
import { modeOf } from '../billing/subscriptions/record.ts';
import { anchorFor, anchorOf, trialEndOf } from '../billing/subscriptions/times.ts';
import { checkReferences } from '../intents/references.ts';
import { type DraftLine, totalOf } from './lines.ts';

/** The same, of what nothing has been set yet: an empty text unsets nothing. */
const settable = <T>(shape: Shape<T>): OptionalShape<T> =>
  optional((value, path, voice) => shape(value === '' ? string()(value, path, voice) : value, path, voice));

/** `subscription_data`: what the subscription of a session will be created with, beside its prices. */
export const SUBSCRIPTION_DATA = hash({
  application_fee_percent: settable(CREATE.application_fee_percent),
  billing_cycle_anchor: CREATE.billing_cycle_anchor,
  billing_cycle_anchor_config: CREATE.billing_cycle_anchor_config,
  billing_mode: CREATE.billing_mode,
  default_tax_rates: settable(CREATE.default_tax_rates),
  description: CREATE.description,
  invoice_settings: CREATE.invoice_settings,
  metadata: CREATE.metadata,
  on_behalf_of: settable(CREATE.on_behalf_of),
  pending_invoice_item_interval: settable(CREATE.pending_invoice_item_interval),
  proration_behavior: optional(oneOf('create_prorations', 'none')),
  transfer_data: CREATE.transfer_data,
  trial_end: optional(timestamp),
  trial_period_days: CREATE.trial_period_days,
  trial_settings: optional(
    hash({
      end_behavior: hash({ missing_payment_method: oneOf('cancel', 'create_invoice', 'pause') }),
    }),
  ),
} satisfies ParamsOf<NonNullable<Stripe.Checkout.SessionCreateParams['subscription_data']>>);

type SubscriptionData = Params<(typeof SUBSCRIPTION_DATA)['members']>;

/** What is kept of it: taxes are not emulated. */
export const keptSubscription = ({
  default_tax_rates: _taxes,
  ...data
}: SubscriptionData): SubscriptionData => data;

const SOONEST_SECONDS = 172_800;

/**
 * Refuses what no subscription could be made with, before a customer finds it out (inferred: as where the API makes one).
 * The end of a trial "has to be at least 48 hours in the future" (stripe-node types: trial_end).
 */
export function checkSubscriptionData(
  scope: Scope,
  data: SubscriptionData,
  lines: readonly DraftLine[],
): void {
  const { on_behalf_of: account, transfer_data: transfer, trial_end: end } = data;
  if (end !== undefined && end - scope.seconds() < SOONEST_SECONDS) throw errors.checkoutTrialTooShort();
  checkReferences(scope, {
    ...(account == null ? {} : { on_behalf_of: account }),
    ...(transfer == null ? {} : { transfer_data: transfer }),
  });
  const trialEnd = trialEndOf(scope, data, null, 'subscription_data');
  const every = lines.find(({ price }) => price.recurring !== null)?.price.recurring;
  if (every != null) anchorOf(scope, data, trialEnd, every, 'subscription_data');
}

type Said = Pick<CheckoutFacts, 'subscription'>;

/** What was said of the subscription, as parameters. */
const saidOf = ({ subscription = {} }: Said): SubscriptionData =>
  SUBSCRIPTION_DATA(formFromJson(subscription), 'subscription_data');

/** The version by which the subscription is made: that of the session, where it is known. */
export const versionOf = (scope: Scope, { version = scope.settings.apiVersion }: CheckoutFacts): string =>
  version;

/** Refuses prices that its subscription could not have together (inferred: as where the API makes one). */
export function checkSubscribing(scope: Scope, facts: CheckoutFacts, lines: readonly DraftLine[]): void {
  const mode = modeOf(scope, versionOf(scope, facts), saidOf(facts).billing_mode);
  const recurring = lines.filter(({ price }) => price.type === 'recurring');
  checkAlike(recurring, mode);
  checkTwice(recurring, mode);
}

/** Whether nothing that recurs is to be paid at first. */
const isTrial = ({ subscription }: Said): boolean =>
  subscription?.trial_end !== undefined || subscription?.trial_period_days !== undefined;

/**
 * How much of a price is to be paid at first, of a session that was created then: of a trial nothing that recurs (seen in
 * public projects); where an anchor cuts the first period short what is left of it, or nothing "when prorations are disabled"
 * (docs: payments/checkout/billing-cycle; that amounts are prorated as those of the invoice is inferred).
 */
export function partAtFirst(facts: Said, price: Price, created: number): number {
  if (price.recurring === null) return 1;
  if (isTrial(facts)) return 0;
  const { billing_cycle_anchor: said, billing_cycle_anchor_config: config } = facts.subscription ?? {};
  if (said === undefined && config === undefined) return 1;
  const data = saidOf(facts);
  const { anchor } = anchorFor(data, created);
  const part = partOf(anchor, { price }, periodFrom(anchor, price.recurring, created));
  return part === 1 || data.proration_behavior !== 'none' ? part : 0;
}

/** What is to be paid at first, of a session that was created then. */
export const dueAtFirst = (facts: Said, lines: readonly DraftLine[], created: number): number =>
  totalOf(
    lines.map((line) => ({
      ...line,
      amount: Math.round(line.amount * partAtFirst(facts, line.price, created)),
    })),
  );

/** What invoices are told of how they are paid: what the session was told. */
function settingsOf(session: CheckoutSession): NonNullable<CreateParams['payment_settings']> {
  const { payment_method_configuration_details: details, allowed_payment_method_types: allowed } = session;
  const { financial_connections: connections, verification_method } =
    session.payment_method_options?.us_bank_account ?? {};
  const isNamed = details === null || allowed !== null;
  const { permissions = ['payment_method'] } = connections ?? {};
  return {
    ...(isNamed ? { payment_method_types: session.payment_method_types } : {}),
    ...(session.payment_method_options?.us_bank_account === undefined
      ? {}
      : {
          payment_method_options: {
            us_bank_account: {
              financial_connections: { permissions, prefetch: connections?.prefetch ?? [] },
              ...(verification_method === undefined ? {} : { verification_method }),
            },
          },
        }),
  };
}

/** The parameters by which the subscription of a session is made, beside its customer. */
export function subscribingWith(
  scope: Scope,
  session: CheckoutSession,
  lines: readonly CheckoutLine[],
): CreateParams {
  const isRecurring = ({ price }: CheckoutLine): boolean =>
    scope.tables.price.get(price)?.type === 'recurring';
  const once = lines.filter((line) => !isRecurring(line)).map(({ price, quantity }) => ({ price, quantity }));
  const { enabled, liability } = session.automatic_tax;
  return {
    ...saidOf(scope.facts.checkouts.get(session.id) ?? {}),
    automatic_tax: { enabled, ...(liability === null ? {} : { liability }) },
    items: lines.filter(isRecurring).map(({ price, quantity }) => ({ price, quantity })),
    ...(once.length === 0 ? {} : { add_invoice_items: once }),
    payment_settings: settingsOf(session),
  };
}
