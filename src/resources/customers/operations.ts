import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { mergedMetadata } from '../../core/metadata.ts';
import { optional, string } from '../../core/shape.ts';
import { timeRange } from '../../core/time-range.ts';
import type { Customer, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { fullAddress } from '../params/address.ts';
import { given, previousAttributes } from '../params/changes.ts';
import { EXTRA_PARAMETERS } from '../params/extra.ts';
import { attachable } from '../payment-methods/operations.ts';
import { CREATE, type Given, UPDATE } from './params.ts';

const TYPE = 'customer';
const PATH = '/v1/customers';

/** A customer with every field it can have, from the few that were given. */
export function newCustomer(scope: Scope, id: string): Customer {
  return {
    id,
    object: TYPE,
    address: null,
    balance: 0,
    created: scope.seconds(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

function changed(customer: Customer, params: Given): Customer {
  const { address, shipping, invoice_settings: invoice, business_name, individual_name } = params;
  return {
    ...customer,
    ...given(
      params,
      'balance',
      'description',
      'email',
      'invoice_prefix',
      'name',
      'next_invoice_sequence',
      'phone',
      'preferred_locales',
    ),
    ...(params.tax_exempt === undefined ? {} : { tax_exempt: params.tax_exempt ?? 'none' }),
    // Typed as present or absent, never null: unsetting takes them away.
    ...(typeof business_name === 'string' ? { business_name } : {}),
    ...(typeof individual_name === 'string' ? { individual_name } : {}),
    ...(address === undefined ? {} : { address: address && fullAddress(address) }),
    ...(shipping === undefined
      ? {}
      : {
          shipping: shipping && {
            ...shipping,
            address: fullAddress(shipping.address),
            phone: shipping.phone ?? null,
          },
        }),
    ...(invoice === undefined
      ? {}
      : { invoice_settings: { ...customer.invoice_settings, ...withRendering(invoice) } }),
    metadata: mergedMetadata(customer.metadata, params.metadata),
  };
}

function withRendering(invoice: NonNullable<Given['invoice_settings']>) {
  const { rendering_options: rendering, ...rest } = invoice;
  if (rendering === undefined) return rest;
  return {
    ...rest,
    rendering_options: rendering && {
      amount_tax_display: rendering.amount_tax_display ?? null,
      template: rendering.template ?? null,
    },
  };
}

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    sdkParams: 'CustomerCreateParams',
    params: { ...CREATE, ...EXTRA_PARAMETERS['POST /v1/customers'] },
  },
  ({ scope, params }) => {
    if (params.id !== undefined && scope.tables.customer.get(params.id) !== undefined)
      throw errors.resourceExists('Customer');
    const paymentMethod =
      params.payment_method === undefined ? undefined : attachable(scope, params.payment_method, null);
    const draft = changed(newCustomer(scope, ''), params);
    const id = params.id ?? scope.id('cus');
    const prefix = params.invoice_prefix ?? id.slice(-8).toUpperCase();
    const customer = scope.tables.customer.put({ ...draft, id, invoice_prefix: prefix });
    scope.emit('customer.created', customer);
    paymentMethod?.attachTo(id);
    return customer;
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:customer`,
  {
    answers: TYPE,
    sdkParams: 'CustomerRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.CustomerRetrieveParams>,
  },
  ({ scope, id }) => {
    // A deleted customer can still be retrieved, as its stub (recorded).
    if (scope.tables.customer.deleted(id) !== undefined) return { id, object: TYPE, deleted: true };
    return scope.require(TYPE, id);
  },
);

const update = operation(
  'POST',
  `${PATH}/:customer`,
  {
    answers: TYPE,
    sdkParams: 'CustomerUpdateParams',
    params: { ...UPDATE, ...EXTRA_PARAMETERS['POST /v1/customers/:customer'] },
  },
  ({ scope, id, params }) => {
    const before = scope.require(TYPE, id);
    const after = changed(before, params);
    const previous = previousAttributes(before, after);
    // An update that changes nothing is no event (assumed).
    if (previous === undefined) return before;
    scope.tables.customer.put(after);
    scope.emit('customer.updated', after, previous);
    return after;
  },
);

const remove = operation(
  'DELETE',
  `${PATH}/:customer`,
  {
    answers: TYPE,
    sdkParams: 'CustomerDeleteParams',
    params: {} satisfies ParamsOf<Stripe.CustomerDeleteParams>,
  },
  ({ scope, id }) => {
    const customer = scope.require(TYPE, id);
    scope.tables.customer.delete(id);
    // The event shows the customer as it was, without `deleted` (recorded). Its FC accounts stay (assumed).
    scope.emit('customer.deleted', customer);
    return { id, object: TYPE, deleted: true };
  },
);

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'CustomerListParams',
    params: {
      ...pagination,
      created: optional(timeRange),
      email: optional(string({ max: 512 })),
      test_clock: optional(string()),
    } satisfies ParamsOf<Stripe.CustomerListParams>,
  },
  ({ scope, params }) => {
    // Test clocks are not emulated, so a filter by one finds no customer.
    const where = params.test_clock === undefined ? undefined : () => false;
    const filter = { ...params.created, index: 'email', key: params.email, where };
    return pageOf(
      scope.tables.customer,
      { url: PATH, noun: TYPE, params, outOfRange: scope.settings.assume.limitOutOfRange },
      filter,
    );
  },
);

export const customerOperations: readonly Operation[] = [create, retrieve, update, remove, list];
