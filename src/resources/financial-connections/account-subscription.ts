import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { arrayOf, oneOf } from '../../core/shape.ts';
import type { Job } from '../../model/jobs.ts';
import type { ParamsOf } from '../../model/wire.ts';
import { SUBSCRIPTIONS } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { allowed, FEATURES, obstacle, startRefreshes } from './account-refresh.ts';
import { cancelRun, DAY_MS, isSubscribed, scheduleNextRun, scheduleRun } from './daily-run.ts';
import { parseDirective } from './refresh-plan.ts';

const TYPE = 'financial_connections.account';
const PATH = '/v1/financial_connections/accounts';
const FEATURE = 'transactions';

/** The only feature there is outside previews, however often it is named. */
const features = arrayOf(oneOf(...SUBSCRIPTIONS));

const subscribe = operation(
  'POST',
  `${PATH}/:account/subscribe`,
  {
    answers: TYPE,
    sdkParams: 'FinancialConnections.AccountSubscribeParams',
    params: { features } satisfies ParamsOf<Stripe.FinancialConnections.AccountSubscribeParams>,
  },
  ({ scope, id, params, header, note }) => {
    if (params.features.length === 0) throw errors.parameterMissing('features');
    const directive = parseDirective(header('emulator-refresh') ?? '');
    const account = scope.require(TYPE, id);
    // None, where a missing permission is ignored: as a refresh, it then does nothing.
    if (allowed(scope, account, [FEATURE]).length === 0) return account;

    const isNew = !isSubscribed(account);
    const subscribed = isNew ? { ...account, subscriptions: [FEATURE] as const } : account;
    const why = obstacle(scope, account, FEATURE);
    if (why === undefined) {
      const start = startRefreshes(scope, subscribed, [FEATURE], directive);
      start.begin();
      return start.account;
    }
    // Not refused, whatever is assumed of early refreshes: no source says that it can be.
    note(`${why}: no refresh was initiated.`);
    if (!isNew) return account;
    scheduleNextRun(scope, account);
    return scope.tables[TYPE].put(subscribed);
  },
);

const unsubscribe = operation(
  'POST',
  `${PATH}/:account/unsubscribe`,
  {
    answers: TYPE,
    sdkParams: 'FinancialConnections.AccountUnsubscribeParams',
    params: { features } satisfies ParamsOf<Stripe.FinancialConnections.AccountUnsubscribeParams>,
  },
  ({ scope, id, params }) => {
    if (params.features.length === 0) throw errors.parameterMissing('features');
    const account = scope.require(TYPE, id);
    // Nothing to end is no error, and a refresh that is under way ends as it would have (assumed).
    if (account.subscriptions?.includes(FEATURE) !== true) return account;
    cancelRun(scope, id);
    return scope.tables[TYPE].put({ ...account, subscriptions: [] });
  },
);

/**
 * The job of each day: initiates a refresh where a request could, and has the next one a day later. While the account is
 * inactive, or a refresh is pending, the day passes without one (assumed; "When the account status is active, data is
 * typically refreshed once a day", stripe-node types).
 */
export function runSubscription(scope: Scope, { subject }: Job<'account.subscription'>): void {
  const account = scope.tables[TYPE].get(subject);
  if (account === undefined || !isSubscribed(account)) return;
  const isGranted = account.permissions?.includes(FEATURES[FEATURE].permission) === true;
  if (isGranted && account.status === 'active' && obstacle(scope, account, FEATURE) === undefined)
    startRefreshes(scope, account, [FEATURE]).begin();
  else scheduleRun(scope, subject, scope.nowMs() + DAY_MS);
}

export const subscriptionOperations: readonly Operation[] = [subscribe, unsubscribe];
