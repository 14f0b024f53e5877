import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { arrayOf, oneOf } from '../../core/shape.ts';
import type { Job } from '../../model/jobs.ts';
import type { Account, ParamsOf } from '../../model/wire.ts';
import { SUBSCRIPTIONS, SUBSCRIPTIONS_OUTSIDE_PREVIEWS, type Subscription } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { allowed, obstacle, startRefreshes } from './account-refresh.ts';
import { cancelRun, DAY_MS, scheduleNextRun, scheduleRun, subscriptionsOf } from './daily-run.ts';
import { ungranted } from './refresh-features.ts';
import { parseDirective } from './refresh-plan.ts';

const TYPE = 'financial_connections.account';
const PATH = '/v1/financial_connections/accounts';

/** However often one is named. */
const features = arrayOf(oneOf(...SUBSCRIPTIONS_OUTSIDE_PREVIEWS));
const previews = { features: arrayOf(oneOf(...SUBSCRIPTIONS)) } as const;

/** Each once, in the order in which they are shown. */
const wantedOf = (named: readonly Subscription[]): readonly Subscription[] =>
  SUBSCRIPTIONS.filter((feature) => named.includes(feature));

const subscribe = operation(
  'POST',
  `${PATH}/:account/subscribe`,
  {
    answers: TYPE,
    sdkParams: 'FinancialConnections.AccountSubscribeParams',
    params: { features } satisfies ParamsOf<Stripe.FinancialConnections.AccountSubscribeParams>,
    previews,
  },
  ({ scope, id, params, header, note }) => {
    if (params.features.length === 0) throw errors.parameterMissing('features');
    const directive = parseDirective(header('emulator-refresh') ?? '');
    const account = scope.require(TYPE, id);
    // Those are left out whose permission is missing, where that is ignored: as a refresh, they then do nothing.
    const granted = allowed(scope, account, wantedOf(params.features));
    const wanted = wantedOf([...subscriptionsOf(account), ...granted]);
    const added = wanted.length - subscriptionsOf(account).length;
    const subscribed: Account = added === 0 ? account : { ...account, subscriptions: wanted };

    const obstacles = granted.map((feature) => [feature, obstacle(scope, account, feature)] as const);
    // Not refused, whatever is assumed of early refreshes: no source says that it can be.
    for (const [, why] of obstacles) if (why !== undefined) note(`${why}: no refresh was initiated.`);
    for (const [feature, why] of obstacles)
      if (why !== undefined && !subscriptionsOf(account).includes(feature))
        scheduleNextRun(scope, account, feature);
    const startable = obstacles.filter(([, why]) => why === undefined).map(([feature]) => feature);
    if (startable.length === 0) return added === 0 ? account : scope.tables[TYPE].put(subscribed);
    const start = startRefreshes(scope, subscribed, startable, directive);
    start.begin();
    return start.account;
  },
);

const unsubscribe = operation(
  'POST',
  `${PATH}/:account/unsubscribe`,
  {
    answers: TYPE,
    sdkParams: 'FinancialConnections.AccountUnsubscribeParams',
    params: { features } satisfies ParamsOf<Stripe.FinancialConnections.AccountUnsubscribeParams>,
    previews,
  },
  ({ scope, id, params }) => {
    if (params.features.length === 0) throw errors.parameterMissing('features');
    const account = scope.require(TYPE, id);
    const ended = wantedOf(params.features).filter((feature) => account.subscriptions?.includes(feature));
    // Nothing to end is no error, and a refresh that is under way ends as it would have (assumed).
    if (ended.length === 0) return account;
    for (const feature of ended) cancelRun(scope, id, feature);
    const subscriptions = account.subscriptions?.filter((feature) => !ended.includes(feature)) ?? [];
    return scope.tables[TYPE].put({ ...account, subscriptions });
  },
);

/**
 * The job of each day: initiates a refresh where a request could, and has the next one a day later. While the account is
 * inactive, or a refresh is pending, the day passes without one (assumed; "When the account status is active, data is
 * typically refreshed once a day", stripe-node types).
 */
export function runSubscription(scope: Scope, { subject, feature }: Job<'account.subscription'>): void {
  const account = scope.tables[TYPE].get(subject);
  if (account === undefined || !subscriptionsOf(account).includes(feature)) return;
  const isGranted = ungranted(account.permissions, feature) === undefined;
  if (isGranted && account.status === 'active' && obstacle(scope, account, feature) === undefined)
    startRefreshes(scope, account, [feature]).begin();
  else scheduleRun(scope, subject, feature, scope.nowMs() + DAY_MS);
}

export const subscriptionOperations: readonly Operation[] = [subscribe, unsubscribe];
