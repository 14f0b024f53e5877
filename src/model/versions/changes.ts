import type { Provenance } from '../../core/errors.ts';
import type { ExpandableTypes } from '../../core/expand.ts';
import { withMissing } from '../../core/field-order.ts';
import { isHash } from '../../core/form.ts';
import type { CountedList } from '../../core/list.ts';
import type { ObjectType } from '../records.ts';
import {
  previouslyPaid,
  withInvoice,
  withItemPrice,
  withoutInvoice,
  withoutItemPrice,
  withoutPayment,
  withoutPrice,
  withPayment,
  withPrice,
  withRenderingOptions,
} from './before-basil.ts';
import {
  withEarlierMode,
  withoutShipping,
  withoutShippingRate,
  withPresentMode,
  withShipping,
  withShippingRate,
} from './before-dahlia.ts';
import { type Fields, within, without } from './older-form.ts';
import type { ShownType } from './shown-types.ts';
import { withEarlierPeriod, withItemsPeriod, withOwnPeriod } from './subscription-periods.ts';
import type { Boundary } from './version-string.ts';

/** The other objects that an older form shows with one, as the caller sees them. */
export interface Around {
  /** The object as it is in the newest version, and all that is in it. */
  readonly newest: Fields;
  readonly chargesOf: (intent: Fields) => CountedList;
  readonly refundsOf: (charge: Fields) => CountedList;
  /** The id of the invoice that a PaymentIntent or a Charge pays; null if there is none. */
  readonly invoiceOf: (payment: Fields) => string | null;
  /** The PaymentIntent that an invoice is paid by. */
  readonly intentOf: (invoice: Fields) => Fields | undefined;
  /** The price of that id, and the plan that it was: null if it does not recur. */
  readonly priceOf: (id: unknown) => { readonly price: Fields; readonly plan: Fields | null } | undefined;
}

type Older = (object: Fields, around: Around) => Fields;

/** What a version took away, renamed or reworded: how the form before it is made of the one after it. */
export interface Change {
  readonly version: Boundary;
  readonly provenance: Provenance;
  readonly source: string;
  readonly description: string;
  /** The newer form of an object → the older one. */
  readonly objects?: { readonly [Type in ShownType]?: Older };
  /** The older form of an object → the newer one: what comes back from an older caller can be put in place. */
  readonly back?: { readonly [Type in ObjectType]?: (older: Fields) => Fields };
  /** The newer form of `previous_attributes` → the older one: they have only what changed. */
  readonly previous?: { readonly [Type in ShownType]?: (attributes: Fields, object: Fields) => Fields };
  readonly error?: (error: Fields) => Fields;
  /** What could be expanded before it, and no longer can. */
  readonly expandable?: { readonly types: ExpandableTypes; readonly instead: string };
}

const shownCountries = (filters: Fields): Fields =>
  withMissing(filters, 'countries', typeof filters.country === 'string' ? [filters.country] : null);

function countryOf(session: Fields): Fields {
  return within(session, 'filters', ({ countries, ...filters }) =>
    Array.isArray(countries) && filters.country === undefined
      ? { ...filters, country: countries[0] ?? null }
      : filters,
  );
}

/** `pending` and `expired` came with endive: what was no longer usable was `deactivated`. */
export function olderNumbers(account: Fields): Fields {
  const { account_numbers: numbers } = account;
  if (!Array.isArray(numbers)) return account;
  const older = numbers.flatMap((number: unknown) => {
    if (!isHash(number)) return [number];
    if (number.status === 'pending') return [];
    return [number.status === 'expired' ? { ...number, status: 'deactivated' } : number];
  });
  return { ...account, account_numbers: older };
}

const withDefaultCurrency = (customer: Fields): Fields =>
  'currency' in customer ? withMissing(customer, 'default_currency', customer.currency) : customer;

const withUsage = (recurring: Fields): Fields => withMissing(recurring, 'aggregate_usage', null);
const withoutUsage = (recurring: Fields): Fields => without(recurring, ['aggregate_usage']);

const withFeatures = (product: Fields): Fields =>
  'marketing_features' in product ? withMissing(product, 'features', product.marketing_features) : product;

const NUMBERS_OF_ACCOUNTS: readonly unknown[] = [
  'financial_connections_account_pending_account_numbers',
  'financial_connections_account_unavailable_account_numbers',
];

function withoutNewerCode(error: Fields): Fields {
  if (!NUMBERS_OF_ACCOUNTS.includes(error.code)) return error;
  const { code: _code, doc_url: _url, ...rest } = error;
  return rest;
}

const FINANCIAL_CONNECTIONS = 'changelog 2026-09-30.endive';

/**
 * What breaking versions changed of what is emulated, newest first. A boundary only removes: what replaced the removed is
 * shown under older versions, too (recorded).
 */
export const CHANGES: readonly Change[] = [
  {
    version: '2026-09-30.endive',
    provenance: 'recorded',
    source: `recordings of sessions, 2023 and 2024; ${FINANCIAL_CONNECTIONS}`,
    description: 'Before, `filters` of a Session have `countries`, a list of one or null, beside `country`.',
    objects: {
      'financial_connections.session': (session) => within(session, 'filters', shownCountries),
    },
    back: { 'financial_connections.session': countryOf },
  },
  {
    version: '2026-09-30.endive',
    provenance: 'assumed',
    source: `${FINANCIAL_CONNECTIONS} adds the two words; how they were told before is not documented`,
    description:
      'Before, the status `expired` of an account number is `deactivated`, and numbers that are `pending` are left out.',
    objects: { 'financial_connections.account': olderNumbers },
    previous: { 'financial_connections.account': olderNumbers },
  },
  {
    version: '2026-03-25.dahlia',
    provenance: 'documented',
    source: 'changelog 2026-03-25.dahlia; that older versions show the older name is inferred',
    description:
      'Before, the `ui_mode` of a Checkout Session is `hosted`, `embedded` or `custom`, where it is `hosted_page`, `embedded_page` or `elements` since.',
    objects: { 'checkout.session': withEarlierMode },
    back: { 'checkout.session': withPresentMode },
  },
  {
    version: '2025-09-30.clover',
    provenance: 'documented',
    source: 'changelog 2025-09-30.clover',
    description:
      'Before, an error about the account numbers of a Financial Connections account has no `code` and no `doc_url`.',
    error: withoutNewerCode,
  },
  {
    version: '2025-03-31.basil',
    provenance: 'recorded',
    source: 'one event in three versions; changelog 2025-03-31.basil',
    description: 'Before, PaymentIntents and Charges have `invoice`: the one that they pay, or null.',
    objects: { payment_intent: withInvoice, charge: withInvoice },
    back: { payment_intent: withoutInvoice, charge: withoutInvoice },
    expandable: {
      types: {
        payment_intent: { invoice: 'invoice' },
        charge: { invoice: 'invoice' },
        // What an invoice named then (stripe-node types of 9 to 17).
        invoice: {
          charge: 'charge',
          payment_intent: 'payment_intent',
          quote: 'quote',
          subscription: 'subscription',
        },
      },
      instead: 'invoices name their payments',
    },
  },
  {
    version: '2025-03-31.basil',
    provenance: 'recorded',
    source: 'invoices of 2025-04 in an older version; stripe-node types of 9 to 17',
    description:
      'Before, an Invoice has `paid`, `payment_intent`, `charge`, `subscription` and what else it lost, and its lines have `price`, `plan`, `type`, `proration` and theirs, beside what took their places.',
    objects: { invoice: withPayment, line_item: withPrice },
    back: { invoice: withoutPayment, line_item: withoutPrice },
    previous: { invoice: previouslyPaid },
  },
  {
    version: '2025-03-31.basil',
    provenance: 'documented',
    source: 'changelog 2025-03-31.basil; stripe-node types of 9 to 17',
    description:
      'Before, an invoice item has `price`, `plan`, `unit_amount`, `unit_amount_decimal` and `subscription` beside `pricing` and `parent`.',
    objects: { invoiceitem: withItemPrice },
    back: { invoiceitem: withoutItemPrice },
    expandable: {
      types: { invoiceitem: { price: 'price', plan: 'plan', subscription: 'subscription' } },
      instead: '`pricing.price_details.price` takes the place of `price`',
    },
  },
  {
    version: '2025-03-31.basil',
    provenance: 'documented',
    source: 'stripe-node types of 17 and 18; that it is null is inferred: no usage is counted',
    description: 'Before, a Plan and `recurring` of a Price have `aggregate_usage`.',
    objects: { plan: withUsage, price: (price) => within(price, 'recurring', withUsage) },
    back: { price: (price) => within(price, 'recurring', withoutUsage) },
  },
  {
    version: '2025-03-31.basil',
    provenance: 'documented',
    source:
      'changelog 2025-03-31.basil (deprecate-subscription-current-period-start-and-end); that discount is null: none is emulated',
    description:
      'Before, a Subscription has `current_period_start`, `current_period_end` and `discount`; its items have their periods as well.',
    objects: { subscription: withOwnPeriod },
    back: { subscription: withItemsPeriod },
    previous: { subscription: withEarlierPeriod },
  },
  {
    version: '2024-04-10',
    provenance: 'documented',
    source: 'stripe-node types of 9 to 14; that it is null without a display of taxes is inferred',
    description: 'Before, an Invoice has `rendering_options` beside `rendering`.',
    objects: { invoice: withRenderingOptions },
    back: { invoice: (invoice) => without(invoice, ['rendering_options']) },
  },
  {
    version: '2024-04-10',
    provenance: 'documented',
    source: 'stripe-node 15.0.0; that a product has both names under older versions is inferred',
    description: 'Before, a Product has `features` beside `marketing_features`.',
    objects: { product: withFeatures },
    back: { product: (product) => without(product, ['features']) },
    previous: { product: withFeatures },
  },
  {
    version: '2025-03-31.basil',
    provenance: 'documented',
    source: 'stripe-node CHANGELOG, 18.0.0',
    description:
      'Before, a Checkout Session has `shipping_details`, which are in `collected_information` since.',
    objects: { 'checkout.session': withShipping },
    back: { 'checkout.session': withoutShipping },
  },
  {
    version: '2022-11-15',
    provenance: 'recorded',
    source: 'one event in three versions; changelog 2022-11-15; that the newest comes first is assumed',
    description:
      'Before, a PaymentIntent has `charges`, a list with `total_count`, beside `latest_charge`; each in the same version.',
    objects: {
      payment_intent: (intent, { chargesOf }) => withMissing(intent, 'charges', chargesOf(intent)),
    },
    back: { payment_intent: (intent) => without(intent, ['charges']) },
    expandable: {
      types: { payment_intent: { charges: '[]charge' } },
      instead: '`latest_charge` takes its place',
    },
  },
  {
    version: '2022-11-15',
    provenance: 'recorded',
    source: '34 charges of 34 under 2020-08-27; changelog 2022-11-15',
    description: 'Before, a Charge has `refunds` without being asked to expand it.',
    objects: { charge: (charge, { refundsOf }) => withMissing(charge, 'refunds', refundsOf(charge)) },
    back: { charge: (charge) => without(charge, ['refunds']) },
  },
  {
    version: '2022-08-01',
    provenance: 'documented',
    source: 'changelog 2022-08-01; stripe-node types of 9 and 10',
    description: 'Before, a Checkout Session has `shipping` and `shipping_rate`, which are null.',
    objects: { 'checkout.session': withShippingRate },
    back: { 'checkout.session': withoutShippingRate },
  },
  {
    version: '2022-08-01',
    provenance: 'recorded',
    source: 'new customers, where both are null; that it equals `currency` is inferred; changelog 2022-08-01',
    description: 'Before, a Customer has `default_currency`.',
    objects: { customer: withDefaultCurrency },
    back: { customer: (customer) => without(customer, ['default_currency']) },
    previous: { customer: withDefaultCurrency },
  },
];

/** An object that a caller of any version may have got, in the newest form. */
export const newestOf = (type: ObjectType, object: Fields): Fields =>
  CHANGES.reduceRight((older, { back }) => back?.[type]?.(older) ?? older, object);
