import type Stripe from 'stripe';
import { errors } from '../../../core/catalogue.ts';
import { pageFrom } from '../../../core/list.ts';
import type { ParamsOf, SubscriptionItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { type Operation, operation } from '../../operation.ts';
import { noteMetered } from '../metered.ts';
import { applyUpdate } from './applying.ts';
import {
  type ChangedItem,
  ITEM_CREATE,
  ITEM_DELETE,
  ITEM_LIST,
  ITEM_UPDATE,
  type ItemBilling,
} from './item-parameters.ts';
import { itemsOf, requireItem, ITEM as TYPE } from './items.ts';
import { checkPayable } from './payment-prospects.ts';
import { SUBSCRIPTION } from './record.ts';
import { decideUpdate } from './updating.ts';

/* The items of a subscription one by one: each call changes the subscription that has the item. */

const PATH = '/v1/subscription_items';

/** Changes an item as an update of its subscription does. */
function changeItem(
  scope: Scope,
  subscription: string,
  item: ChangedItem,
  billing: ItemBilling,
  version: string,
): readonly SubscriptionItem[] {
  const before = scope.require(SUBSCRIPTION, subscription);
  const { payment_behavior, proration_behavior, proration_date } = billing;
  const change = decideUpdate(
    scope,
    before,
    {
      items: [item],
      ...(payment_behavior === undefined ? {} : { payment_behavior }),
      ...(proration_behavior === undefined ? {} : { proration_behavior }),
      ...(proration_date === undefined ? {} : { proration_date }),
    },
    '',
  );
  checkPayable(scope, change, payment_behavior);
  return itemsOf(applyUpdate(scope, change, { version, behavior: payment_behavior }));
}

const create = operation(
  'POST',
  PATH,
  { answers: TYPE, sdkParams: 'SubscriptionItemCreateParams', params: ITEM_CREATE },
  (context) => {
    const { scope, params, version } = context;
    const { subscription, ...item } = params;
    scope.requireFor(SUBSCRIPTION, subscription, 'subscription');
    const created = changeItem(scope, subscription, item, params, version).at(-1);
    // It has just been put there.
    if (created === undefined) throw errors.internal();
    noteMetered(context, [created.price]);
    return created;
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:item`,
  {
    answers: TYPE,
    sdkParams: 'SubscriptionItemRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.SubscriptionItemRetrieveParams>,
  },
  ({ scope, id }) => requireItem(scope, id).item,
);

const update = operation(
  'POST',
  `${PATH}/:item`,
  { answers: TYPE, sdkParams: 'SubscriptionItemUpdateParams', params: ITEM_UPDATE },
  (context) => {
    const { scope, id, params, version } = context;
    const { subscription } = requireItem(scope, id);
    changeItem(scope, subscription.id, { ...params, id }, params, version);
    const { item } = requireItem(scope, id);
    if (params.price !== undefined) noteMetered(context, [item.price]);
    return item;
  },
);

const remove = operation(
  'DELETE',
  `${PATH}/:item`,
  { answers: TYPE, sdkParams: 'SubscriptionItemDeleteParams', params: ITEM_DELETE },
  ({ scope, id, params, version }) => {
    const { subscription } = requireItem(scope, id);
    changeItem(scope, subscription.id, { id, deleted: true }, params, version);
    return { id, object: TYPE, deleted: true };
  },
);

const list = operation(
  'GET',
  PATH,
  { answers: TYPE, list: true, sdkParams: 'SubscriptionItemListParams', params: ITEM_LIST },
  ({ scope, params }) => {
    const items = itemsOf(scope.requireFor(SUBSCRIPTION, params.subscription, 'subscription'));
    const at = (id: string | undefined): number => items.findIndex((item) => item.id === id);
    const outOfRange = scope.settings.assume.limitOutOfRange;
    return pageFrom(
      {
        isCursor: (id) => at(id) >= 0,
        page: ({ limit, after, before }) => {
          if (before !== undefined) {
            const start = Math.max(0, at(before) - limit);
            return { records: items.slice(start, at(before)), hasMore: start > 0 };
          }
          const start = at(after) + 1;
          return { records: items.slice(start, start + limit), hasMore: start + limit < items.length };
        },
      },
      { url: PATH, noun: 'subscription item', params, outOfRange },
    );
  },
);

export const subscriptionItemOperations: readonly Operation[] = [create, retrieve, update, remove, list];
