import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { mergedMetadata, metadata } from '../../core/metadata.ts';
import { oneOf, optional, type Params, string } from '../../core/shape.ts';
import { isWithin, timeRange } from '../../core/time-range.ts';
import { nounOf } from '../../model/records.ts';
import type { BankAccount, ParamsOf, Payout } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { sumsOf } from '../balance/sums.ts';
import { BANK_ACCOUNT } from '../bank-accounts/record.ts';
import { type Operation, operation } from '../operation.ts';
import { previousAttributes } from '../params/changes.ts';
import { amount, currency } from '../params/money.ts';
import { statementDescriptor } from '../params/texts.ts';
import { cancelPayout, makePayout, reversePayout } from './course.ts';
import { noSuchDestination, payoutAccount } from './destination.ts';
import { PAYOUT as TYPE } from './record.ts';

const PATH = '/v1/payouts';
const ONE = `${PATH}/:payout`;

const CREATE = {
  amount,
  currency,
  description: optional(string()),
  destination: optional(string()),
  metadata,
  method: optional(oneOf('instant', 'standard')),
  payout_method: optional(string()),
  source_type: optional(oneOf('bank_account', 'card', 'fpx')),
  statement_descriptor: optional(statementDescriptor),
} satisfies ParamsOf<Stripe.PayoutCreateParams>;

// Recorded: "less than or equal to $9999".
const HIGHEST_INSTANT = 999_900;

/** Refuses a payout that the account, its balance or its destination does not allow. */
function check(scope: Scope, params: Params<typeof CREATE>, destination: BankAccount): void {
  const { amount: wanted, method, source_type: source = 'card' } = params;
  if (method === 'instant' && wanted > HIGHEST_INSTANT) throw errors.instantPayoutTooLarge();
  if (destination.currency !== params.currency) throw errors.noExternalAccount(params.currency);
  const sums = sumsOf(scope.tables, scope.seconds()).get('payments')?.get(params.currency);
  const { available } = sums?.get(source) ?? { available: 0 };
  if (wanted > available) throw errors.balanceInsufficient(source);
}

const create = operation(
  'POST',
  PATH,
  { answers: TYPE, sdkParams: 'PayoutCreateParams', params: CREATE },
  ({ scope, params, ownAccount }) => {
    const destination = payoutAccount(scope, params, ownAccount);
    check(scope, params, destination);
    const externals = scope.tables[BANK_ACCOUNT];
    if (externals.get(destination.id) === undefined) externals.put(destination);
    const { currency: unit, description, method, source_type: source, statement_descriptor: text } = params;
    return makePayout(scope, {
      amount: params.amount,
      currency: unit,
      destination: destination.id,
      metadata: mergedMetadata({}, params.metadata),
      ...(description === undefined ? {} : { description }),
      ...(method === undefined ? {} : { method }),
      ...(params.payout_method === undefined ? {} : { payout_method: params.payout_method }),
      ...(source === undefined ? {} : { source_type: source }),
      ...(text === undefined ? {} : { statement_descriptor: text }),
    });
  },
);

const retrieve = operation(
  'GET',
  ONE,
  {
    answers: TYPE,
    sdkParams: 'PayoutRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.PayoutRetrieveParams>,
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

const update = operation(
  'POST',
  ONE,
  {
    answers: TYPE,
    sdkParams: 'PayoutUpdateParams',
    params: { metadata } satisfies ParamsOf<Stripe.PayoutUpdateParams>,
  },
  ({ scope, id, params }) => {
    const before = scope.require(TYPE, id);
    const after: Payout = { ...before, metadata: mergedMetadata(before.metadata ?? {}, params.metadata) };
    const previous = previousAttributes(before, after);
    // An update that changes nothing is no event (assumed).
    if (previous === undefined) return before;
    scope.tables[TYPE].put(after);
    scope.emit('payout.updated', after, previous);
    return after;
  },
);

const cancel = operation(
  'POST',
  `${ONE}/cancel`,
  {
    answers: TYPE,
    sdkParams: 'PayoutCancelParams',
    params: {} satisfies ParamsOf<Stripe.PayoutCancelParams>,
  },
  ({ scope, id }) => cancelPayout(scope, scope.require(TYPE, id)),
);

const reverse = operation(
  'POST',
  `${ONE}/reverse`,
  {
    answers: TYPE,
    sdkParams: 'PayoutReverseParams',
    params: { metadata } satisfies ParamsOf<Stripe.PayoutReverseParams>,
  },
  ({ scope, id, params }) => {
    const payout = scope.require(TYPE, id);
    if (payout.reversed_by !== null) throw errors.payoutAlreadyReversed(id);
    return reversePayout(scope, payout, mergedMetadata({}, params.metadata));
  },
);

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'PayoutListParams',
    params: {
      ...pagination,
      arrival_date: optional(timeRange),
      created: optional(timeRange),
      destination: optional(string()),
      status: optional(string()),
    } satisfies ParamsOf<Stripe.PayoutListParams>,
  },
  ({ scope, params }) => {
    const { arrival_date: arrival, created, destination, status } = params;
    if (destination !== undefined && scope.tables[BANK_ACCOUNT].get(destination) === undefined)
      throw noSuchDestination(destination);
    const where = (payout: Payout): boolean =>
      (arrival === undefined || isWithin(arrival, payout.arrival_date)) &&
      (status === undefined || payout.status === status);
    const by =
      destination === undefined
        ? ({ index: 'status', key: status } as const)
        : ({ index: 'destination', key: destination } as const);
    return pageOf(
      scope.tables[TYPE],
      { url: PATH, noun: nounOf(TYPE), params, outOfRange: scope.settings.assume.limitOutOfRange },
      { ...created, ...by, where },
    );
  },
);

export const payoutOperations: readonly Operation[] = [create, retrieve, update, list, cancel, reverse];
