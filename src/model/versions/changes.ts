import { withMissing } from '../../core/field-order.ts';
import { isHash } from '../../core/form.ts';
import type { ObjectType } from '../records.ts';
import { withRenderingOptions } from './before-basil.ts';
import { withEarlierMode, withoutShippingRate, withPresentMode, withShippingRate } from './before-dahlia.ts';
import type { Change } from './change.ts';
import { CHANGES_OF_BASIL } from './changes-of-basil.ts';
import { type Fields, within, without } from './older-form.ts';

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
  ...CHANGES_OF_BASIL,
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
