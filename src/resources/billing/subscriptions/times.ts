import { errors } from '../../../core/catalogue.ts';
import type { Subscription, SubscriptionItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import type { CreateParams } from './parameters.ts';
import { type AnchorConfig, anchorFrom, daysAfter, type Interval, periodAt } from './periods.ts';
import { memberOf } from './price-choice.ts';

/* When a subscription's trial and its first period end, as its creation says. */

/** Days of two years (docs: api/subscriptions/create, trial_end). */
const LONGEST_TRIAL_DAYS = 730;

/** Refuses a time that has passed. */
function checkFuture(scope: Scope, param: string, seconds: number): void {
  if (seconds <= scope.seconds()) throw errors.timestampNotInFuture(param);
}

type TrialParams = Pick<CreateParams, 'trial_end' | 'trial_from_plan' | 'trial_period_days'>;

/** When a trial ends that begins now; null where there is none. `path` is where its parameters are, if not in the call itself. */
export function trialEndOf(
  scope: Scope,
  params: TrialParams,
  daysOfPrice: number | null,
  path = '',
): number | null {
  const { trial_end: end, trial_period_days: days } = params;
  const named = (name: keyof TrialParams): string => memberOf(path, name);
  if (end !== undefined && days !== undefined)
    throw errors.onlyOneOf(named('trial_end'), named('trial_period_days'));
  const now = scope.seconds();
  if (end === 'now') return null;
  if (end !== undefined) {
    checkTrialEnd(scope, end, path);
    return end;
  }
  const given = days ?? (params.trial_from_plan === true ? daysOfPrice : null);
  if (given === null || given === undefined) return null;
  if (given > LONGEST_TRIAL_DAYS) throw errors.trialTooLong(named('trial_period_days'));
  return daysAfter(now, given);
}

/** Refuses the end of a trial that is past, or too far ahead. */
export function checkTrialEnd(scope: Scope, end: number, path = ''): void {
  const param = memberOf(path, 'trial_end');
  checkFuture(scope, param, end);
  if (end > daysAfter(scope.seconds(), LONGEST_TRIAL_DAYS)) throw errors.trialTooLong(param);
}

type AnchorParams = Pick<CreateParams, 'billing_cycle_anchor' | 'billing_cycle_anchor_config'>;

/** From when on periods are counted, and how that was said. */
export interface Anchor {
  readonly anchor: number;
  readonly config: Subscription['billing_cycle_anchor_config'];
}

/** The anchor of a first period that begins at `start`: what is said, or else that. */
export function anchorFor(
  { billing_cycle_anchor: said, billing_cycle_anchor_config: config }: AnchorParams,
  start: number,
): Anchor {
  if (config === undefined) return { anchor: said ?? start, config: null };
  const shown: AnchorConfig = {
    day_of_month: config.day_of_month,
    hour: config.hour ?? null,
    minute: config.minute ?? null,
    month: config.month ?? null,
    second: config.second ?? null,
  };
  return { anchor: anchorFrom(shown, start), config: shown };
}

/** The anchor of a new subscription: what is said, or else the end of its trial or now. */
export function anchorOf(
  scope: Scope,
  params: AnchorParams,
  trialEnd: number | null,
  every: Interval,
  path = '',
): Anchor {
  const { billing_cycle_anchor: said, billing_cycle_anchor_config: config } = params;
  const start = trialEnd ?? scope.seconds();
  if (said !== undefined && config !== undefined)
    throw errors.onlyOneOf(
      memberOf(path, 'billing_cycle_anchor'),
      memberOf(path, 'billing_cycle_anchor_config'),
    );
  if (said === undefined) return anchorFor(params, start);
  checkFuture(scope, memberOf(path, 'billing_cycle_anchor'), said);
  // From now on, whatever trial there is (stripe-java issue 454).
  const natural = periodAt(scope.seconds(), every, scope.seconds()).end;
  if (said > natural) throw errors.anchorTooLate(natural, memberOf(path, 'billing_cycle_anchor'));
  return anchorFor(params, start);
}

/** When it is to end, as `cancel_at` says; null where it does not. */
export function cancelAtOf(
  scope: Scope,
  said: CreateParams['cancel_at'] | null,
  items: readonly SubscriptionItem[],
): number | null {
  if (said === undefined || said === null) return null;
  const ends = items.map((item) => item.current_period_end);
  if (said === 'min_period_end') return Math.min(...ends);
  // Nothing is billed ahead of its period here: what is billed ends with the last one.
  if (said === 'max_period_end' || said === 'max_billed_until') return Math.max(...ends);
  checkFuture(scope, 'cancel_at', said);
  return said;
}
