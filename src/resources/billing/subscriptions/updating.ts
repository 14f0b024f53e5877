import { errors } from '../../../core/catalogue.ts';
import type { Subscription, SubscriptionItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import type { LineDraft } from '../invoices/lines.ts';
import { checkSource } from '../payers.ts';
import { checkSettings } from '../payment-settings.ts';
import { type AddedDraft, addedDrafts } from './added-items.ts';
import { statusAfter } from './changing.ts';
import { checkDays } from './drafting.ts';
import { endingOf } from './ending.ts';
import { changedItems, type ItemsChange } from './item-changes.ts';
import { everyOf, intervalOf, itemsOf, withItems, withPeriod } from './items.ts';
import { hasEnded } from './lifecycle.ts';
import { fullAmount, type Proration, periodLine, prorationLine, remainingTime, unusedTime } from './lines.ts';
import type { UpdateParams } from './parameters.ts';
import { checkDefaultMethod } from './payment-method-choice.ts';
import { periodFrom } from './periods.ts';
import type { ChosenPrice } from './price-choice.ts';
import { changedSubscription } from './record.ts';
import { checkTrialEnd } from './times.ts';

/* A change of a subscription, decided: whatever can refuse it does so here, and nothing is written. */

/** A change that can be made. */
export interface SubscriptionChange {
  readonly before: Subscription;
  readonly after: Subscription;
  readonly prices: readonly ChosenPrice[];
  readonly added: readonly AddedDraft[];
  /** What is given back and what is to come of the current periods. */
  readonly prorations: readonly Proration[];
  /** The same as lines. */
  readonly prorationLines: readonly LineDraft[];
  /** What begins now and is billed at once. */
  readonly lines: readonly LineDraft[];
  /** Whether an invoice is made within the call. */
  readonly isBilledNow: boolean;
  readonly prorationDate: number;
}

/** What makes an invoice, or adds to the next one. */
const BILLED_ANEW = ['add_invoice_items', 'billing_cycle_anchor', 'trial_end'] as const;

const LEFT_OF_CANCELED = ['cancellation_details', 'metadata', 'expand'];

function checkChangeable(before: Subscription, params: UpdateParams): void {
  if (hasEnded(before)) {
    const refused = Object.keys(params).some((name) => !LEFT_OF_CANCELED.includes(name));
    if (refused) throw errors.subscriptionCanceled();
  }
  if (params.payment_behavior === 'pending_if_incomplete')
    throw errors.notYetEmulated('pending updates', 'Use payment_behavior=allow_incomplete.');
  if (before.status !== 'incomplete') return;
  // "A subscription in this status can only have metadata and default_source updated" (stripe-node types); what is billed is
  // held to that here.
  if ((params.items ?? params.plan ?? params.quantity) !== undefined)
    throw errors.subscriptionIncomplete('items');
  const refused = BILLED_ANEW.find((name) => params[name] !== undefined);
  if (refused !== undefined) throw errors.subscriptionIncomplete(refused);
}

/** Old clients change the plan and the quantity of the only item on the subscription itself. */
function itemsIn({ items, plan, quantity }: UpdateParams, before: Subscription): UpdateParams['items'] {
  if (items !== undefined || (plan === undefined && quantity === undefined)) return items;
  const [only] = itemsOf(before);
  return [
    {
      ...(only === undefined ? {} : { id: only.id }),
      ...(plan === undefined ? {} : { plan }),
      ...(quantity === undefined ? {} : { quantity }),
    },
  ];
}

const totalOf = (scope: Scope, items: readonly SubscriptionItem[]): number =>
  items.reduce((sum, item) => sum + fullAmount(scope, item), 0);

/**
 * Whether periods begin anew: it is asked for, nothing is billed as often as before, or what was free is so no more (docs:
 * billing/subscriptions/billing-cycle, and /change-price). An item of another interval beside those that there are has a
 * period of its own, and leaves theirs (assumed).
 */
function beginsAnew(scope: Scope, before: Subscription, change: ItemsChange, params: UpdateParams): boolean {
  if (before.status === 'trialing') return false;
  if (params.billing_cycle_anchor === 'now') return true;
  if (change.gained.length === 0) return false;
  const known = new Set(itemsOf(before).map(everyOf));
  if (!change.items.some((item) => known.has(everyOf(item)))) return true;
  return totalOf(scope, itemsOf(before)) === 0 && totalOf(scope, change.items) > 0;
}

type Trial = Pick<Subscription, 'status' | 'trial_end' | 'trial_start'>;

/** The trial after the call; undefined if it says nothing of one. */
function trialOf(scope: Scope, before: Subscription, { trial_end: end }: UpdateParams): Trial | undefined {
  if (end === undefined) return undefined;
  const now = scope.seconds();
  if (end === 'now') {
    if (before.status !== 'trialing') return undefined;
    return { status: statusAfter(before, 'end_trial'), trial_end: now, trial_start: before.trial_start };
  }
  checkTrialEnd(scope, end);
  return {
    status: statusAfter(before, 'begin_trial'),
    trial_end: end,
    trial_start: before.status === 'trialing' ? before.trial_start : now,
  };
}

function collectionOf(params: UpdateParams): Partial<Pick<Subscription, 'pause_collection'>> {
  const { pause_collection: pause } = params;
  if (pause === undefined) return {};
  return { pause_collection: pause && { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null } };
}

function checkParams(scope: Scope, before: Subscription, params: UpdateParams): void {
  checkDefaultMethod(scope, params.default_payment_method, before.customer);
  checkSource(scope, params.default_source, before.customer);
  checkSettings(scope, params.payment_settings);
  const { collection_method: method = before.collection_method, days_until_due: days } = params;
  if (method !== before.collection_method || days !== undefined)
    checkDays(method, days ?? (method === 'send_invoice' ? before.days_until_due : undefined));
}

/** The items in the periods that begin with the call. */
function begun(
  scope: Scope,
  items: readonly SubscriptionItem[],
  trialEnd: number | null,
): readonly SubscriptionItem[] {
  const now = scope.seconds();
  return items.map((item) =>
    withPeriod(
      item,
      trialEnd === null ? periodFrom(now, intervalOf(item.price), now) : { start: now, end: trialEnd },
    ),
  );
}

/** What is given back of the periods that are under way, and what is billed for their rest. */
function prorationsOf(
  scope: Scope,
  change: ItemsChange,
  isAnew: boolean,
  subscription: Subscription,
  from: number,
) {
  const lost = isAnew ? itemsOf(subscription) : change.lost;
  return [
    ...lost.map((item) => unusedTime(scope, { subscription, item }, from)),
    ...(isAnew ? [] : change.gained.map((item) => remainingTime(scope, { subscription, item }, from))),
  ];
}

/** Whether time that is under way has been paid for, so that there is something to give back. */
const isPaidAhead = ({ status }: Subscription): boolean => status !== 'trialing' && status !== 'paused';

/** Decides on a change of a subscription. It may be refused; nothing is written. */
export function decideUpdate(
  scope: Scope,
  before: Subscription,
  params: UpdateParams,
  where?: string,
): SubscriptionChange {
  checkChangeable(before, params);
  checkParams(scope, before, params);
  const change = changedItems(scope, before, itemsIn(params, before), where);
  const trial = trialOf(scope, before, params);
  const isTrialOver = trial !== undefined && trial.status !== 'trialing';
  const isAnew = isTrialOver || trial !== undefined || beginsAnew(scope, before, change, params);
  const trialEnd = trial?.status === 'trialing' ? trial.trial_end : null;
  const items = isAnew ? begun(scope, change.items, trialEnd) : change.items;
  const changed = {
    ...withItems(changedSubscription(before, params), items),
    ...(isAnew
      ? { billing_cycle_anchor: trialEnd ?? scope.seconds(), billing_cycle_anchor_config: null }
      : {}),
    ...trial,
    ...collectionOf(params),
  };
  const after = { ...changed, ...endingOf(scope, changed, itemsOf(changed), params) };
  const behavior = params.proration_behavior ?? 'create_prorations';
  const from = params.proration_date ?? scope.seconds();
  const prorates = behavior !== 'none' && isPaidAhead(before);
  const prorations = prorates ? prorationsOf(scope, change, isAnew, before, from) : [];
  // One that is paused is billed as it goes on.
  const isCharged = isAnew && trialEnd === null && before.status !== 'paused';
  return {
    before,
    after,
    prices: change.prices,
    added: addedDrafts(scope, after, params.add_invoice_items),
    prorations,
    prorationLines: prorations.map((proration) => prorationLine(after, proration)),
    lines: isCharged
      ? items.map((item) => {
          const period = { start: item.current_period_start, end: item.current_period_end };
          return periodLine(scope, { subscription: after, item }, period);
        })
      : [],
    isBilledNow: isCharged || (behavior === 'always_invoice' && prorations.length > 0),
    prorationDate: from,
  };
}
