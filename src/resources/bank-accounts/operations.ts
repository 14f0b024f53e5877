import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { type List, type PageParams, pageOf, pagination } from '../../core/list.ts';
import { mergedMetadata, metadata } from '../../core/metadata.ts';
import { arrayOf, integer, oneOf, optional, type Params, type Shape, string } from '../../core/shape.ts';
import type { BankAccount, ParamsOf } from '../../model/wire.ts';
import { BANK_HOLDER_TYPES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { CUSTOMER } from '../customers/record.ts';
import { type Operation, type OperationContext, operation } from '../operation.ts';
import { given } from '../params/changes.ts';
import { EXTRA_PARAMETERS } from '../params/extra.ts';
import { foreign } from '../params/foreign.ts';
import { putSource } from './keeping.ts';
import { BANK_ACCOUNT as TYPE } from './record.ts';
import {
  draftSource,
  type GivenSource,
  keepSource,
  removeSource,
  requireSource,
  SOURCE,
  setDefaultSource,
} from './sources.ts';
import { verifySource } from './verification.ts';

/* The sources of a customer, and the same by the paths of older clients: the SDK knows those no longer. */

const PATH = '/v1/customers/:customer/sources';
const OLDER = '/v1/customers/:customer/bank_accounts';

type Context<P> = Pick<OperationContext<P>, 'scope' | 'path' | 'params'>;

// A cast: the SDK has only the text, and the docs of older versions the hash as well.
const REQUIRED_SOURCE: Shape<GivenSource> & { readonly optional?: never } = (value, path, voice) =>
  SOURCE(value, path, voice);

const CREATE = {
  ...foreign('CustomerCreateSourceParams'),
  metadata,
  source: REQUIRED_SOURCE,
} satisfies ParamsOf<Stripe.CustomerCreateSourceParams>;

const UPDATE = {
  ...foreign('CustomerUpdateSourceParams'),
  account_holder_name: optional(string()),
  account_holder_type: optional(oneOf(...BANK_HOLDER_TYPES)),
  metadata,
} satisfies ParamsOf<Stripe.CustomerUpdateSourceParams>;
type Update = Pick<Params<typeof UPDATE>, 'account_holder_name' | 'account_holder_type' | 'metadata'>;

const VERIFY = {
  amounts: optional(arrayOf(integer())),
} satisfies ParamsOf<Stripe.CustomerVerifySourceParams>;

const LIST = {
  ...pagination,
  object: optional(string()),
} satisfies ParamsOf<Stripe.CustomerListSourcesParams>;

function create({
  scope,
  path,
  params,
}: Context<Pick<Params<typeof CREATE>, 'metadata' | 'source'>>): BankAccount {
  const customer = scope.require(CUSTOMER, path.customer ?? '');
  const draft = draftSource(scope, params.source, customer.id);
  const source = keepSource(scope, draft, customer.id, mergedMetadata({}, params.metadata));
  scope.emit('customer.source.created', source);
  // "The first source of a customer becomes default_source" (docs: api/customers/create, of cards).
  if (customer.default_source === null) setDefaultSource(scope, customer, source.id);
  return source;
}

function page(
  scope: Scope,
  url: string,
  customer: string,
  params: PageParams,
  object = TYPE,
): List<BankAccount> {
  scope.require(CUSTOMER, customer);
  const { limitOutOfRange: outOfRange } = scope.settings.assume;
  return pageOf(
    scope.tables[TYPE],
    { url: url.replace(':customer', customer), noun: 'source', params, outOfRange },
    // Of other kinds there are none.
    { index: 'customer', key: customer, ...(object === TYPE ? {} : { where: () => false }) },
  );
}

function retrieve({
  scope,
  path: { customer = '', source = '' },
}: Pick<Context<unknown>, 'scope' | 'path'>): BankAccount {
  scope.require(CUSTOMER, customer);
  return requireSource(scope, customer, source);
}

function update({ params, ...context }: Context<Update>): BankAccount {
  const before = retrieve(context);
  return putSource(context.scope, before, {
    ...before,
    ...given(params, 'account_holder_name', 'account_holder_type'),
    metadata: mergedMetadata(before.metadata ?? {}, params.metadata),
  });
}

function remove({ scope, path }: Pick<Context<unknown>, 'scope' | 'path'>) {
  const source = retrieve({ scope, path });
  const customer = scope.require(CUSTOMER, source.customer ?? '');
  removeSource(scope, source);
  if (customer.default_source === source.id) {
    // "The most recently added source will become the new default" (docs: api/cards/delete).
    const [latest] = scope.tables[TYPE].page({ index: 'customer', key: customer.id, limit: 1 }).records;
    setDefaultSource(scope, customer, latest?.id ?? null);
  }
  return { id: source.id, object: TYPE, deleted: true };
}

const ANSWER = { answers: TYPE } as const;

/** By their paths of today. */
const sources: readonly Operation[] = [
  operation('POST', PATH, { ...ANSWER, sdkParams: 'CustomerCreateSourceParams', params: CREATE }, create),
  operation(
    'GET',
    PATH,
    { ...ANSWER, list: true, sdkParams: 'CustomerListSourcesParams', params: LIST },
    ({ scope, path: { customer = '' }, params }) => page(scope, PATH, customer, params, params.object),
  ),
  operation(
    'GET',
    `${PATH}/:source`,
    {
      ...ANSWER,
      sdkParams: 'CustomerRetrieveSourceParams',
      params: {} satisfies ParamsOf<Stripe.CustomerRetrieveSourceParams>,
    },
    retrieve,
  ),
  operation(
    'POST',
    `${PATH}/:source`,
    { ...ANSWER, sdkParams: 'CustomerUpdateSourceParams', params: UPDATE },
    update,
  ),
  operation(
    'DELETE',
    `${PATH}/:source`,
    {
      ...ANSWER,
      sdkParams: 'CustomerDeleteSourceParams',
      params: {} satisfies ParamsOf<Stripe.CustomerDeleteSourceParams>,
    },
    remove,
  ),
  operation(
    'POST',
    `${PATH}/:source/verify`,
    { ...ANSWER, sdkParams: 'CustomerVerifySourceParams', params: VERIFY },
    ({ scope, path, params }) => verifySource(scope, retrieve({ scope, path }), params.amounts),
  ),
];

/** By those of before 2015. */
const older: readonly Operation[] = [
  operation(
    'POST',
    OLDER,
    { ...ANSWER, sdkParams: '', params: EXTRA_PARAMETERS[`POST ${OLDER}`] },
    (context) => {
      const { bank_account: bank, source = bank, ...params } = context.params;
      if (source === undefined) throw errors.parameterMissing('source');
      return create({ ...context, params: { ...params, source } });
    },
  ),
  operation(
    'GET',
    OLDER,
    { ...ANSWER, list: true, sdkParams: '', params: EXTRA_PARAMETERS[`GET ${OLDER}`] },
    ({ scope, path: { customer = '' }, params }) => page(scope, OLDER, customer, params),
  ),
  operation('GET', `${OLDER}/:source`, { ...ANSWER, sdkParams: '', params: {} }, retrieve),
  operation(
    'POST',
    `${OLDER}/:source`,
    { ...ANSWER, sdkParams: '', params: EXTRA_PARAMETERS[`POST ${OLDER}/:source`] },
    update,
  ),
  operation('DELETE', `${OLDER}/:source`, { ...ANSWER, sdkParams: '', params: {} }, remove),
  operation(
    'POST',
    `${OLDER}/:source/verify`,
    { ...ANSWER, sdkParams: '', params: EXTRA_PARAMETERS[`POST ${OLDER}/:source/verify`] },
    ({ scope, path, params }) => verifySource(scope, retrieve({ scope, path }), params.amounts),
  ),
];

export const sourceOperations: readonly Operation[] = [...sources, ...older];
