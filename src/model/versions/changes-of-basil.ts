import { withMissing } from '../../core/field-order.ts';
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
} from './before-basil.ts';
import { withoutShipping, withShipping } from './before-dahlia.ts';
import type { Change } from './change.ts';
import { type Fields, within, without } from './older-form.ts';
import { withEarlierPeriod, withItemsPeriod, withOwnPeriod } from './subscription-periods.ts';

const withUsage = (recurring: Fields): Fields => withMissing(recurring, 'aggregate_usage', null);
const withoutUsage = (recurring: Fields): Fields => without(recurring, ['aggregate_usage']);

/** What 2025-03-31.basil changed, which is most of what is billed. */
export const CHANGES_OF_BASIL: readonly Change[] = [
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
      'Before, a Subscription has `current_period_start`, `current_period_end` and `discount`; its items have their periods as well, of which its own is the smallest.',
    objects: { subscription: withOwnPeriod },
    back: { subscription: withItemsPeriod },
    previous: { subscription: withEarlierPeriod },
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
];
