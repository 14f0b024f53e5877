import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { optional, string } from '../../core/shape.ts';
import { timeRange } from '../../core/time-range.ts';
import type { BankAccount, Customer, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { dropSource } from '../bank-accounts/keeping.ts';
import type { DraftBankAccount } from '../bank-accounts/making.ts';
import { keepSource, removeSource } from '../bank-accounts/sources.ts';
import { type Operation, operation } from '../operation.ts';
import { previousAttributes } from '../params/changes.ts';
import { EXTRA_PARAMETERS } from '../params/extra.ts';
import { refuseTestClock } from '../params/test-clocks.ts';
import { attachable } from '../payment-methods/operations.ts';
import { CREATE, UPDATE } from './params.ts';
import { changedCustomer, createdCustomer, CUSTOMER as TYPE } from './record.ts';
import { arrivingSource, chosenSource, withDefault } from './references.ts';

const PATH = '/v1/customers';

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
    refuseTestClock(params);
    const { payment_method: said } = params;
    const paymentMethod = said === undefined ? undefined : attachable(scope, said, null);
    const arriving =
      said === undefined || paymentMethod === undefined ? undefined : { said, id: paymentMethod.id };
    const given = { ...params, ...withDefault(scope, params, null, arriving) };
    const bankAccount = arrivingSource(scope, params.source, null);
    const created = createdCustomer(scope, given);
    const source = bankAccount && keepSource(scope, bankAccount, created.id);
    const customer = scope.tables.customer.put({ ...created, default_source: source?.id ?? null });
    scope.emit('customer.created', customer);
    if (source !== undefined) scope.emit('customer.source.created', source);
    paymentMethod?.attachTo(customer.id);
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

/**
 * "Passing source will create a new source object, make it the new customer default source, and delete the old customer
 * default if one exists" (docs: api/customers/update).
 */
function replaceSource(
  scope: Scope,
  { id, default_source: before }: Customer,
  draft: DraftBankAccount,
): BankAccount {
  const source = keepSource(scope, draft, id);
  const old = scope.tables.bank_account.get(before ?? '');
  if (old !== undefined) removeSource(scope, old);
  scope.emit('customer.source.created', source);
  return source;
}

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
    const bankAccount = arrivingSource(scope, params.source, id);
    const changed = {
      ...changedCustomer(before, withDefault(scope, params, id)),
      ...chosenSource(scope, params.default_source, id),
    };
    const source = bankAccount && replaceSource(scope, before, bankAccount);
    const after = source === undefined ? changed : { ...changed, default_source: source.id };
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
    // Its sources go with it, of which no event tells (assumed); its PaymentMethods stay as they are.
    for (const source of [...scope.tables.bank_account.walk({ index: 'customer', key: id })])
      dropSource(scope, source);
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
    const filter = { ...params.created, index: 'email', key: params.email, where } as const;
    return pageOf(
      scope.tables.customer,
      { url: PATH, noun: TYPE, params, outOfRange: scope.settings.assume.limitOutOfRange },
      filter,
    );
  },
);

export const customerOperations: readonly Operation[] = [create, retrieve, update, remove, list];
