import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { type List, type PageParams, pageOf, pagination } from '../../core/list.ts';
import { optional, string } from '../../core/shape.ts';
import { nounOf } from '../../model/records.ts';
import type { ParamsOf, PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { foreign } from '../params/foreign.ts';
import { ALLOW_REDISPLAY } from './creation.ts';
import { isSource } from './sources.ts';

const TYPE = 'payment_method';
const PATH = '/v1/payment_methods';
const OF_CUSTOMER = '/v1/customers/:customer/payment_methods';

const FILTERS = {
  ...pagination,
  allow_redisplay: optional(ALLOW_REDISPLAY),
  type: foreign('PaymentMethodListParams').type,
};

type Filters = PageParams & { readonly allow_redisplay?: string; readonly type?: unknown };

interface Wanted {
  readonly url: string;
  readonly params: Filters;
  readonly customer?: string | undefined;
  readonly where?: (paymentMethod: PaymentMethod) => boolean;
}

function page(scope: Scope, { url, params, customer, where = () => true }: Wanted): List<PaymentMethod> {
  const { allow_redisplay, type } = params;
  const matches = (paymentMethod: PaymentMethod): boolean =>
    // Sources have lists of their own (assumed).
    !isSource(paymentMethod.id) &&
    where(paymentMethod) &&
    (allow_redisplay === undefined || paymentMethod.allow_redisplay === allow_redisplay) &&
    (type === undefined || paymentMethod.type === type);
  const { limitOutOfRange: outOfRange } = scope.settings.assume;
  const wanted = { url, noun: nounOf(TYPE), params, outOfRange };
  return pageOf(scope.tables[TYPE], wanted, { index: 'customer', key: customer, where: matches });
}

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'PaymentMethodListParams',
    params: {
      ...FILTERS,
      customer: optional(string()),
      customer_account: optional(string()),
    } satisfies ParamsOf<Stripe.PaymentMethodListParams>,
  },
  ({ scope, params }) => {
    const { customer, customer_account: account } = params;
    if (customer !== undefined && account !== undefined)
      throw errors.onlyOneOf('customer', 'customer_account');
    if (customer !== undefined) scope.requireFor('customer', customer, 'customer');
    // Without a customer the list is empty; it does not show all payment methods (recorded).
    const where = (paymentMethod: PaymentMethod) =>
      customer !== undefined || (account !== undefined && paymentMethod.customer_account === account);
    return page(scope, { url: PATH, params, customer, where });
  },
);

const listOfCustomer = operation(
  'GET',
  OF_CUSTOMER,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'CustomerListPaymentMethodsParams',
    params: FILTERS satisfies ParamsOf<Stripe.CustomerListPaymentMethodsParams>,
  },
  ({ scope, path: { customer = '' }, params }) => {
    scope.require('customer', customer);
    return page(scope, { url: OF_CUSTOMER.replace(':customer', customer), params, customer });
  },
);

const retrieveOfCustomer = operation(
  'GET',
  `${OF_CUSTOMER}/:payment_method`,
  {
    answers: TYPE,
    sdkParams: 'CustomerRetrievePaymentMethodParams',
    params: {} satisfies ParamsOf<Stripe.CustomerRetrievePaymentMethodParams>,
  },
  ({ scope, path: { customer = '', payment_method: id = '' } }) => {
    scope.require('customer', customer);
    const paymentMethod = scope.require(TYPE, id);
    if (paymentMethod.customer !== customer) throw errors.paymentMethodElsewhere();
    return paymentMethod;
  },
);

export const paymentMethodListOperations: readonly Operation[] = [list, listOfCustomer, retrieveOfCustomer];
