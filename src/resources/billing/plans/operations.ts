import type Stripe from 'stripe';
import { errors } from '../../../core/catalogue.ts';
import { pageOf, pagination } from '../../../core/list.ts';
import { boolean, optional, string } from '../../../core/shape.ts';
import { timeRange } from '../../../core/time-range.ts';
import { planOf } from '../../../model/plan.ts';
import type { ParamsOf, Plan, Price } from '../../../model/wire.ts';
import { type Operation, operation } from '../../operation.ts';
import { PRICE } from '../prices/record.ts';

/* Recurring prices as they were shown before there were prices: they are made, changed and taken away as prices. */

const PLAN = 'plan';
const PATH = '/v1/plans';

const retrieve = operation(
  'GET',
  `${PATH}/:plan`,
  {
    answers: PLAN,
    sdkParams: 'PlanRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.PlanRetrieveParams>,
  },
  ({ scope, id }) => {
    const price = scope.tables[PRICE].get(id);
    const plan = price === undefined ? undefined : planOf(price);
    if (plan === undefined) throw errors.resourceMissing(PLAN, id, PLAN);
    return plan;
  },
);

const plansOf = (price: Price): readonly Plan[] => {
  const plan = planOf(price);
  return plan === undefined ? [] : [plan];
};

const list = operation(
  'GET',
  PATH,
  {
    answers: PLAN,
    list: true,
    sdkParams: 'PlanListParams',
    params: {
      ...pagination,
      active: optional(boolean),
      created: optional(timeRange),
      product: optional(string()),
    } satisfies ParamsOf<Stripe.PlanListParams>,
  },
  ({ scope, params }) => {
    const { active, created, product } = params;
    if (product !== undefined) scope.requireFor('product', product, 'product');
    const page = pageOf(
      scope.tables[PRICE],
      { url: PATH, noun: PLAN, params, outOfRange: scope.settings.assume.limitOutOfRange },
      {
        ...created,
        ...(product === undefined
          ? ({ index: 'type', key: 'recurring' } as const)
          : ({ index: 'product', key: product } as const)),
        where: (price: Price) =>
          price.recurring !== null && (active === undefined || price.active === active),
      },
    );
    return { ...page, data: page.data.flatMap(plansOf) };
  },
);

export const planOperations: readonly Operation[] = [retrieve, list];
