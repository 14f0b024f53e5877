import type Stripe from 'stripe';
import { balanceAt } from '../../bank/holdings.ts';
import { errors } from '../../core/catalogue.ts';
import { withField } from '../../core/field-order.ts';
import { next } from '../../core/lifecycle.ts';
import { arrayOf, oneOf } from '../../core/shape.ts';
import { becauseOf, type Inactivity } from '../../model/inactivity.ts';
import type { Job } from '../../model/jobs.ts';
import {
  FEATURES_OUTSIDE_PREVIEWS,
  REFRESH_FEATURES,
  type RefreshFeature,
  type RefreshOutcome,
} from '../../model/refresh.ts';
import type { Account, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { newOwnership } from './account-ownership.ts';
import { DENIED, deactivate } from './account-status.ts';
import { loginOf, withStarted } from './bank-login.ts';
import { DAY_MS, scheduleRun, subscriptionsOf } from './daily-run.ts';
import { noteInferred } from './inferred-balances/bank-figures.ts';
import { FEATURES, type RefreshState, refreshLifecycle, ungranted } from './refresh-features.ts';
import { parseDirective, planned, type RefreshPlan } from './refresh-plan.ts';
import { noteRefreshEnd, noteShownRefresh } from './transactions/account-ledger.ts';
import { figuresAt } from './transactions/bank-balance.ts';

const TYPE = 'financial_connections.account';

/** Refreshes that have been started: the account as it will be shown, and how to schedule their ends. */
export interface Start {
  readonly account: Account;
  /** Schedules the ends. An immediate refresh ends in this call; `account` shows it pending all the same. */
  readonly begin: () => void;
}

/** Puts the account in place with a pending refresh of each feature. */
export function startRefreshes(
  scope: Scope,
  account: Account,
  features: readonly RefreshFeature[],
  directive: Partial<RefreshPlan> = {},
): Start {
  let pending = account;
  let login = loginOf(scope, account.id);
  const plans: (readonly [RefreshFeature, RefreshPlan])[] = [];
  for (const feature of features) {
    pending = started(scope, pending, feature);
    const script = planned(scope, login, feature);
    // A request that names its outcome by header does not use up one of the listed outcomes.
    if (directive.outcome === undefined) login = script.login;
    const plan = { ...script.plan, ...directive };
    login = withStarted(login, feature, plan);
    plans.push([feature, plan]);
  }
  scope.tables[TYPE].put(pending);
  scope.facts.logins.set(account.id, login);
  // Before the refresh's end is scheduled: where both are due at one instant, the run finds it pending.
  for (const feature of subscriptionsOf(pending))
    if (features.includes(feature)) scheduleRun(scope, account.id, feature, scope.nowMs() + DAY_MS);
  if (features.includes('transactions')) noteShownRefresh(scope, pending);
  const begin = () => {
    for (const [feature, plan] of plans) schedule(scope, account.id, feature, plan);
  };
  return { account: pending, begin };
}

function started(scope: Scope, account: Account, feature: RefreshFeature): Account {
  const status = next(refreshLifecycle, TYPE, statusOf(account, feature), 'start');
  const hash = { last_attempted_at: scope.seconds(), next_refresh_available_at: null, status };
  const shown = feature === 'transactions' ? { id: scope.id('fctxnref'), ...hash } : hash;
  return withField(account, FEATURES[feature].field, shown);
}

const statusOf = (account: Account, feature: RefreshFeature): RefreshState =>
  account[FEATURES[feature].field]?.status ?? 'none';

function schedule(
  scope: Scope,
  account: string,
  feature: RefreshFeature,
  { outcome, timing }: RefreshPlan,
): void {
  const token = loginOf(scope, account).started[feature]?.token ?? 0;
  const job: Job<'account.refresh'> = { kind: 'account.refresh', subject: account, feature, outcome, token };
  if (timing.kind === 'delay') scope.in(timing.delayMs, job);
  else if (timing.kind === 'immediate') finishRefresh(scope, account, feature, outcome);
  else if (timing.kind === 'manual') {
    const login = loginOf(scope, account);
    scope.facts.logins.set(account, { ...login, waiting: [...login.waiting, feature] });
  }
}

/** The job `account.refresh`: nothing, if another refresh is under way than the one that it was to end. */
export function endRefresh(scope: Scope, { subject, feature, outcome, token }: Job<'account.refresh'>): void {
  if (loginOf(scope, subject).started[feature]?.token === token)
    finishRefresh(scope, subject, feature, outcome);
}

/** Ends a pending refresh: copies from the bank, sets when the next is allowed, sends the event, for failures too. */
export function finishRefresh(
  scope: Scope,
  id: string,
  feature: RefreshFeature,
  planned: RefreshOutcome,
): void {
  const before = scope.tables[TYPE].get(id);
  if (before === undefined || statusOf(before, feature) !== 'pending') return;
  // The account was disconnected while the refresh was under way (assumed: it fails).
  const outcome = before.status === 'disconnected' ? 'failed' : planned;
  const failed =
    outcome === 'failed' ||
    outcome === 'failed_and_deactivated' ||
    (outcome === 'unavailable' &&
      feature === 'balance' &&
      scope.settings.assume.unavailableBalance === 'failed');
  const finished = withResult(scope, before, feature, failed ? 'failed' : 'succeeded', outcome);
  if (finished.balance === null && before.balance !== null)
    scope.facts.logins.set(id, { ...loginOf(scope, id), lastAsOf: before.balance.as_of });
  if (feature === 'transactions') noteRefreshEnd(scope, id, failed ? 'failed' : 'succeeded');
  scope.tables[TYPE].put(finished);
  scope.emit(`${TYPE}.${FEATURES[feature].event}`, finished);
  if (outcome === 'failed_and_deactivated' && finished.status === 'active') deactivate(scope, finished);
}

function withResult(
  scope: Scope,
  account: Account,
  feature: RefreshFeature,
  status: 'succeeded' | 'failed',
  outcome: RefreshOutcome,
): Account {
  const { field } = FEATURES[feature];
  const { nextRefreshAfterMs } = loginOf(scope, account.id).started[feature] ?? {};
  const started = attemptedAt(account, feature);
  const ended: Account = {
    ...account,
    [field]: {
      ...(status === 'failed' ? errorOf(scope, outcome) : {}),
      ...account[field],
      next_refresh_available_at:
        account.status === 'active' ? nextAvailableAt(scope, feature, started, nextRefreshAfterMs) : null,
      status: next(refreshLifecycle, TYPE, 'pending', status === 'failed' ? 'fail' : 'succeed'),
    },
  };
  // A failed refresh leaves what there was (assumed; docs: financial-connections/webhooks says so of inactive accounts).
  return status === 'failed' ? ended : { ...ended, ...RESULTS[feature](scope, account, outcome) };
}

const attemptedAt = (account: Account, feature: RefreshFeature): number =>
  account[FEATURES[feature].field]?.last_attempted_at ?? 0;

/** What a refresh of each feature that has succeeded brings into the account. */
const RESULTS: Readonly<
  Record<RefreshFeature, (scope: Scope, account: Account, outcome: RefreshOutcome) => Partial<Account>>
> = {
  balance: (scope, account, outcome) => {
    const login = loginOf(scope, account.id);
    const gone = login.lastAsOf === undefined ? null : { as_of: login.lastAsOf };
    const figures = (seconds: number) => figuresAt(scope, account, seconds);
    return { balance: balanceAt(login, outcome, scope.seconds(), account.balance ?? gone, figures) };
  },
  inferred_balances: (scope, account) => {
    noteInferred(scope, account, attemptedAt(account, 'inferred_balances'));
    return {};
  },
  ownership: (scope, account) => ({
    ownership: newOwnership(scope, account.id, attemptedAt(account, 'ownership')).id,
  }),
  transactions: () => ({}),
};

/** Why a refresh has failed, where it is asked for. */
function errorOf(scope: Scope, outcome: RefreshOutcome): { readonly error?: Inactivity } {
  if (scope.settings.assume.refreshError === 'absent') return {};
  return { error: outcome === 'failed_and_deactivated' ? DENIED : becauseOf('account_unavailable') };
}

/** When the next refresh is allowed after one that started at `lastAttemptedAt` and is over now. */
export function nextAvailableAt(
  scope: Scope,
  feature: RefreshFeature,
  lastAttemptedAt: number,
  nextRefreshAfterMs: number = scope.settings.refresh[feature].nextRefreshAfterMs,
): number {
  return Math.max(scope.seconds(), lastAttemptedAt + Math.ceil(nextRefreshAfterMs / 1000));
}

/** The reason why a refresh of an active account would not be initiated now; undefined if there is none. */
export function obstacle(scope: Scope, account: Account, feature: RefreshFeature): string | undefined {
  const refresh = account[FEATURES[feature].field];
  if (refresh == null) return undefined;
  if (refresh.status === 'pending') return `A ${feature} refresh is pending`;
  const at = refresh.next_refresh_available_at;
  if (at === null || scope.seconds() < at) {
    const when = at === null ? 'not available' : `available at ${at}, in ${at - scope.seconds()} s`;
    return `The next ${feature} refresh is ${when}`;
  }
  return undefined;
}

const refresh = operation(
  'POST',
  '/v1/financial_connections/accounts/:account/refresh',
  {
    answers: TYPE,
    sdkParams: 'FinancialConnections.AccountRefreshParams',
    params: {
      features: arrayOf(oneOf(...FEATURES_OUTSIDE_PREVIEWS)),
    } satisfies ParamsOf<Stripe.FinancialConnections.AccountRefreshParams>,
    previews: { features: arrayOf(oneOf(...REFRESH_FEATURES)) },
  },
  ({ scope, id, params, header, note }) => {
    const wanted = [...new Set(params.features)];
    if (wanted.length === 0) throw errors.parameterMissing('features');
    const directive = parseDirective(header('emulator-refresh') ?? '');
    const account = scope.require(TYPE, id);
    const features = allowed(scope, account, wanted);

    const obstacles = features.map((feature) => [feature, obstacle(scope, account, feature)] as const);
    const [blocked] = obstacles.filter(([, why]) => why !== undefined);
    if (blocked !== undefined && scope.settings.assume.earlyRefresh === 'error')
      throw errors.refreshNotAvailable(blocked[0]);
    for (const [, why] of obstacles) if (why !== undefined) note(`${why}: no refresh was initiated.`);
    const startable = obstacles.filter(([, why]) => why === undefined).map(([feature]) => feature);
    if (startable.length === 0) return account;
    const start = startRefreshes(scope, account, startable, directive);
    start.begin();
    return start.account;
  },
);

/** Refuses the whole call before any feature starts; Stripe's writes are atomic per request. */
export function allowed<Feature extends RefreshFeature>(
  scope: Scope,
  account: Account,
  features: readonly Feature[],
): readonly Feature[] {
  if (account.status === 'disconnected') throw errors.accountNotRefreshable();
  if (account.status === 'inactive') throw errors.inactiveAccount();
  const [missing] = features.flatMap((feature) => ungranted(account.permissions, feature) ?? []);
  if (missing !== undefined && scope.settings.assume.missingPermission === 'error')
    throw errors.insufficientPermission(missing, 'features');
  return features.filter((feature) => ungranted(account.permissions, feature) === undefined);
}

export const accountRefreshOperations: readonly Operation[] = [refresh];
