import type Stripe from 'stripe';
import { hash, oneOf, optional, type Params } from '../../../core/shape.ts';
import { SAVING_METHODS } from '../../../model/billing-words.ts';
import type { Invoice, ParamsOf, Subscription } from '../../../model/wire.ts';
import {
  settingsOptionsParser,
  settingsTypes,
  shownSettingsOptions,
  shownSettingsTypes,
} from '../payment-settings.ts';

/* How the invoices of a subscription are to be paid: what each of them shows, and what its PaymentIntent gets. */

type Settings = NonNullable<Subscription['payment_settings']>;
type Options = Settings['payment_method_options'];
type OptionsOfInvoices = Invoice['payment_settings']['payment_method_options'];

const members = (root: 'SubscriptionCreateParams' | 'SubscriptionUpdateParams') =>
  ({
    payment_method_options: optional(settingsOptionsParser(root)),
    payment_method_types: settingsTypes(root),
    save_default_payment_method: optional(oneOf(...SAVING_METHODS)),
  }) as const satisfies ParamsOf<Stripe.SubscriptionCreateParams.PaymentSettings>;

export const settingsParser = (root: 'SubscriptionCreateParams' | 'SubscriptionUpdateParams') =>
  hash(members(root));

type GivenSettings = Params<ReturnType<typeof members>>;

export const NO_SETTINGS: Settings = {
  payment_method_options: null,
  payment_method_types: null,
  save_default_payment_method: 'off',
};

// Casts: of one other payment method an invoice's options have a member that a subscription's do not always have.
export const optionsOfInvoices = (options: Options): OptionsOfInvoices => options as OptionsOfInvoices;

/** The settings as they travel, after a change. */
export function shownSettings(current: Settings, change: GivenSettings | Settings | undefined): Settings {
  if (change === undefined) return current;
  const { payment_method_options: options, payment_method_types: types } = change;
  const before = optionsOfInvoices(current.payment_method_options);
  return {
    payment_method_options: shownSettingsOptions(before, options) as Options,
    payment_method_types: shownSettingsTypes(current.payment_method_types, types),
    save_default_payment_method: change.save_default_payment_method ?? current.save_default_payment_method,
  };
}
