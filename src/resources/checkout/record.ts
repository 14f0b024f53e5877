import { lettersOf } from '../../core/ids.ts';
import type { Lifecycle } from '../../core/lifecycle.ts';
import type { CheckoutSession, Customer } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { alphabetical } from '../params/alphabetical.ts';

export const CHECKOUT = 'checkout.session';

export type CheckoutMode = CheckoutSession['mode'];
type Status = NonNullable<CheckoutSession['status']>;

/** "A Checkout Session can be expired when it is in one of these statuses: `open`" (docs: api/checkout/sessions/expire). */
export const checkoutLifecycle: Lifecycle<Status, 'complete' | 'expire'> = {
  open: { complete: 'complete', expire: 'expired' },
  complete: {},
  expired: {},
};

/** `waive` where the customer submits, and nothing is to be paid then: a trial, or an amount of 0. */
export const checkoutPayments: Lifecycle<CheckoutSession['payment_status'], 'pay' | 'waive'> = {
  unpaid: { pay: 'paid', waive: 'no_payment_required' },
  paid: {},
  no_payment_required: { waive: 'no_payment_required' },
};

/** A session as Stripe answers it: `id` and `object` first, and the others by the alphabet. */
export const ordered = ({ id, object, ...fields }: CheckoutSession): CheckoutSession => ({
  id,
  object,
  ...alphabetical(fields),
});

const DAY_SECONDS = 86_400;

/** Of the fragment behind a session's URL, which is for the page alone. */
const FRAGMENT_LETTERS = 48;

/** Where the page of a session is, as it is stored: `src/model/pages.ts` says where. */
export const pathOfPage = (id: string): string => `/c/pay/${id}#fid${lettersOf(id, FRAGMENT_LETTERS)}`;

/** What the page of another is mounted with. */
export const secretOf = (id: string): string =>
  `${id}_secret_fid${lettersOf(`${id}/secret`, FRAGMENT_LETTERS)}`;

/** `a1` of what is paid, `c1` of what is set up (recorded of 2026-03-25.dahlia). */
const PREFIXES: Readonly<Record<CheckoutMode, string>> = {
  payment: 'cs_test_a1',
  setup: 'cs_test_c1',
  subscription: 'cs_test_a1',
};

const NO_INVOICE: CheckoutSession['invoice_creation'] = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
};

/** What differs by the mode (recorded of 2026-03-25.dahlia). */
function ofMode(mode: CheckoutMode): Partial<CheckoutSession> {
  if (mode === 'setup')
    return {
      discounts: null,
      payment_method_collection: 'always',
      payment_status: 'no_payment_required',
      saved_payment_method_options: null,
      total_details: null,
    };
  return mode === 'subscription'
    ? { payment_method_collection: 'always' }
    : { invoice_creation: NO_INVOICE, payment_method_collection: 'if_required' };
}

const BRANDING: NonNullable<CheckoutSession['branding_settings']> = {
  background_color: '#ffffff',
  border_style: 'rounded',
  button_color: '#0074d4',
  display_name: 'Rocket Rides',
  font_family: 'default',
  icon: null,
  logo: null,
};

const SAVED: CheckoutSession['saved_payment_method_options'] = {
  allow_redisplay_filters: ['always'],
  payment_method_remove: 'disabled',
  payment_method_save: null,
};

/** A session of which nothing is known yet, with every field that all have. */
export function newCheckout(
  scope: Scope,
  mode: CheckoutMode,
  id: string = scope.id(PREFIXES[mode]),
): CheckoutSession {
  const created = scope.seconds();
  return {
    id,
    object: CHECKOUT,
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: null,
    amount_total: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    branding_settings: BRANDING,
    cancel_url: null,
    client_reference_id: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency: 'usd',
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_creation: null,
    customer_details: null,
    customer_email: null,
    discounts: [],
    expires_at: created + DAY_SECONDS,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: {},
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: SAVED,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null,
    success_url: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: null,
    wallet_options: null,
    ...ofMode(mode),
  };
}

type Details = NonNullable<CheckoutSession['customer_details']>;

const NO_DETAILS: Details = {
  address: null,
  business_name: null,
  email: null,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: null,
};

/** What is known of a customer before the page has asked: no more than the address of mail (recorded). */
export const detailsOf = (mode: CheckoutMode, { email }: Pick<Customer, 'email'>): Details => ({
  ...NO_DETAILS,
  email,
  tax_exempt: mode === 'setup' ? null : 'none',
});

/** What the page has asked of the customer. */
export const collectedDetails = (
  { mode }: CheckoutSession,
  { name, email }: { readonly name: string; readonly email: string },
): Details => ({ ...detailsOf(mode, { email }), name, tax_ids: mode === 'setup' ? null : [] });
