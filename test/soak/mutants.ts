/* What could be wrong about refreshes: small changes of the source, each of which the model test must notice. */

export interface Mutant {
  readonly name: string;
  /** Within `src`. */
  readonly file: string;
  /** What stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

type Change = readonly [name: string, from: string, to: string];

const REFRESH: readonly Change[] = [
  [
    'subscription: a refresh does not put off the daily one',
    'if (features.includes(feature)) scheduleRun(',
    'if (features.includes(feature) && scope.sandbox.cause.id === null) scheduleRun(',
  ],
  [
    'ownership: a refresh that fails makes one',
    "return status === 'failed' ? ended",
    "return status === 'failed' && feature !== 'ownership' ? ended",
  ],
  [
    'as_of goes back after a refresh without a balance',
    'login.lastAsOf === undefined ? null : { as_of: login.lastAsOf }',
    'null',
  ],
  [
    'a job ends the refresh of an account that was put in place anew',
    'if (loginOf(scope, subject).started[feature]?.token === token)',
    'if (token >= 0)',
  ],
  [
    'a job ends what is not pending',
    "if (before === undefined || statusOf(before, feature) !== 'pending') return;",
    'if (before === undefined) return;',
  ],
  [
    'a refresh that is pending when its account is disconnected never ends',
    "if (before === undefined || statusOf(before, feature) !== 'pending') return;",
    "if (before?.status === 'disconnected' || before === undefined || statusOf(before, feature) !== 'pending') return;",
  ],
  [
    'a refresh succeeds although its account was disconnected meanwhile',
    "before.status === 'disconnected' ? 'failed' : planned",
    'planned',
  ],
  [
    'next_refresh_available_at may be before the refresh has ended',
    'Math.max(scope.seconds(), lastAttemptedAt + Math.ceil(nextRefreshAfterMs / 1000))',
    'lastAttemptedAt + Math.ceil(nextRefreshAfterMs / 1000)',
  ],
  [
    'next_refresh_available_at counts from the end of a refresh',
    'lastAttemptedAt + Math.ceil(nextRefreshAfterMs / 1000)',
    'scope.seconds() + Math.ceil(nextRefreshAfterMs / 1000)',
  ],
  [
    'an inactive account gets a next_refresh_available_at',
    "account.status === 'active' ? nextAvailableAt(",
    "account.status !== 'disconnected' ? nextAvailableAt(",
  ],
  ['a refresh is too early in the very second', 'scope.seconds() < at) {', 'scope.seconds() <= at) {'],
  [
    'last_attempted_at is when a refresh ended',
    '...account[field],\n',
    '...account[field],\n      last_attempted_at: scope.seconds(),\n',
  ],
  [
    'inactive accounts can be refreshed',
    "if (account.status === 'inactive') throw errors.inactiveAccount();",
    '',
  ],
  [
    'an outcome by header uses up one of the list',
    'if (directive.outcome === undefined) login = script.login;',
    'login = script.login;',
  ],
  [
    'next_refresh_after by header is not kept until the end',
    'login = withStarted(login, feature, plan);',
    'login = withStarted(login, feature, script.plan);',
  ],
  ['the event is sent before the account is changed', '.event}`, finished);', '.event}`, before);'],
  [
    'a refresh that fails takes the balance away',
    "return status === 'failed' ? ended",
    "return status === 'failed' ? { ...ended, ...(feature === 'balance' ? { balance: null } : {}) }",
  ],
  [
    'a refresh that deactivates does not',
    "outcome === 'failed_and_deactivated' && finished.status === 'active'",
    "outcome === 'failed_and_deactivated' && finished.status === 'inactive'",
  ],
  [
    'refreshes of transactions share an id',
    "{ id: scope.id('fctxnref'), ...hash }",
    "{ id: account.transaction_refresh?.id ?? scope.id('fctxnref'), ...hash }",
  ],
  [
    'a feature that is asked for twice is refreshed twice',
    '[...new Set(params.features)]',
    'params.features',
  ],
  ['only of the balance something is unavailable', "feature === 'balance' &&\n", 'true &&\n'],
  [
    'a refusal because it is too early starts the others',
    'if (blocked !== undefined && scope',
    'if (blocked !== undefined && obstacles.length === 1 && scope',
  ],
  [
    'the next refresh is allowed within the second',
    'lastAttemptedAt + Math.ceil(nextRefreshAfterMs / 1000)',
    'lastAttemptedAt + Math.floor(nextRefreshAfterMs / 1000)',
  ],
  ['refreshes end in reverse', 'of plans) schedule(', 'of plans.toReversed()) schedule('],
  ["a header's delay is passed over", '{ ...script.plan, ...directive }', '{ ...directive, ...script.plan }'],
];

const HOLDINGS: readonly Change[] = [
  ['as_of stays the same', '(previous?.as_of ?? 0) + 1)', '(previous?.as_of ?? 0))'],
  ["as_of is the refresh's own time", 'balance.asOf ?? Math.max(', 'Math.max('],
  ['current_only shows all', "outcome === 'current_only' ? null : figures.usable", 'figures.usable'],
  ['unavailable shows a balance', "balance === null || outcome === 'unavailable'", 'balance === null'],
  [
    'what is not said to be usable is not',
    'usable: usable === undefined ? spec.current : usable',
    'usable: usable ?? null',
  ],
  ['what says only how much it is is cash', ': balanceTypeOf(category));', ": 'cash');"],
];

const STATUS: readonly Change[] = [
  ['subscription: a disconnected account stays subscribed', '    subscriptions: [],\n', ''],
  ['disconnecting keeps the balance', '...(kept ? {} : { balance: null }),', ''],
  [
    'a pending refresh tells when the next is allowed',
    "refresh === null || refresh.status === 'pending'",
    'refresh === null',
  ],
  [
    'a reactivated account waits for its next refresh',
    'withNextRefresh(account, scope.seconds())',
    'withNextRefresh(account, scope.seconds() + 1)',
  ],
  [
    'reactivating does not',
    "inactive: { disconnect: 'disconnected', deactivate: 'inactive', reactivate: 'active' }",
    "inactive: { disconnect: 'disconnected', deactivate: 'inactive', reactivate: 'inactive' }",
  ],
  [
    'an inactive account still foretells its end',
    'const { status_details: _expected, ...rest } = account;\n  return moved(scope, rest, {',
    'return moved(scope, account, {',
  ],
  [
    'disconnecting twice sends two events',
    'const kept = scope.settings.assume.disconnectedBalance',
    'account = { ...account, status: "active" }; const kept = scope.settings.assume.disconnectedBalance',
  ],
  [
    'refreshes of transactions go on as if nothing were',
    'transaction_refresh: moved(account.transaction_refresh)',
    'transaction_refresh: account.transaction_refresh',
  ],
];

const PLAN: readonly Change[] = [
  ['a listed outcome is not used up', '[feature]: { ...script, outcomes } }', '[feature]: script }'],
  [
    'the outcome behind the listed ones is passed over',
    'first ?? script?.afterwards ?? defaults.outcome',
    'first ?? defaults.outcome',
  ],
];

const PROSPECTS: readonly Change[] = [
  [
    'dates are of the second before',
    'scope.seconds() + Math.ceil(ms / 1000)',
    'scope.seconds() + Math.floor(ms / 1000)',
  ],
  [
    'what is put in place is announced',
    "scope.tables[TYPE].put(withField(account, 'status_details', { active: end }));",
    'expectDeactivation(scope, account, end);',
  ],
  [
    'what comes without notice is announced',
    'const end = announced === true ? endAfter(scope, testAccount, after) : undefined;',
    'const end = endAfter(scope, testAccount, after);',
  ],
];

const FORETOLD: readonly Change[] = [
  [
    'runToIdle waits for a deactivation',
    'scope.in(Math.max(0, afterMs), job, true);',
    'scope.in(Math.max(0, afterMs), job, false);',
  ],
];

const SCHEDULER: readonly Change[] = [
  ['of jobs due at once the last is first', 'a.sequence < b.sequence;', 'a.sequence > b.sequence;'],
  ['deliveries come before jobs', 'a.phase < b.phase :', 'a.phase > b.phase :'],
  [
    'a restored queue counts from the start',
    'this.#sequence = Math.max(this.#sequence, scheduled.sequence + 1);',
    '',
  ],
  [
    'awaited jobs come before others due at once',
    'before(foreground, background)) return',
    'foreground.dueMs <= background.dueMs) return',
  ],
  ['runToIdle waits for what is in the background', 'this.#foreground.peek()?.dueMs', 'this.nextDueMs()'],
  [
    'what was in the background is awaited once restored',
    'this.#heapOf(scheduled.background).push(',
    'this.#heapOf(false).push(',
  ],
  [
    'deliveries are taken among jobs',
    'phase !== undefined && first.phase !== phase ? undefined : first',
    'first',
  ],
];

const HEAP: readonly Change[] = [
  ['the last job of the queue is passed over', 'right < size &&', 'right < size - 1 &&'],
  ['a job sinks to the wrong place', 'child = 2 * at + 1)', 'child = 2 * at + 2)'],
  ['a job rises past the wrong one', '(at - 1) >> 1', 'at >> 1'],
];

const COLLECTION: readonly Change[] = [
  [
    'an account that is put in place anew forgets what was started',
    '    started,\n    ...(earlier',
    '    started: {},\n    ...(earlier',
  ],
  ['an account that is put in place anew is new', '{ created: earlier.created }', '{}'],
  [
    'what is foretold comes before prefetches that end at once',
    'start.begin();',
    'foretellAll(scope, start.account, testAccount);\n    start.begin();\n    if (features.length > 0) return scope.tables[TYPE].get(account.id) ?? start.account;',
  ],
  [
    'what is foretold shows an account as it was before its prefetches ended',
    'foretellAll(scope, present, testAccount);',
    'foretellAll(scope, start.account, testAccount);',
  ],
  ['an inactive account is prefetched', "account.status === 'active' && !closes", '!closes'],
];

const DAILY: readonly Change[] = [
  [
    'subscription: each refresh adds a daily one',
    '  cancelRun(scope, account, feature);\n  scope.in(',
    '  scope.in(',
  ],
  [
    'subscription: a disconnected account is to be refreshed daily',
    "status === 'disconnected'\n    ? []",
    "status === 'inactive'\n    ? []",
  ],
  [
    'subscription: the next daily refresh may have been due before',
    'Math.max(1, Math.floor((nowMs - lastMs) / DAY_MS) + 1)',
    '1',
  ],
];

const SUBSCRIPTION: readonly Change[] = [
  [
    'subscription: that of an inactive account ends',
    'else scheduleRun(',
    "else if (account.status === 'active') scheduleRun(",
  ],
  [
    'subscription: a daily refresh starts too early',
    "account.status === 'active' && obstacle(scope, account, feature) === undefined",
    "account.status === 'active' && account.transaction_refresh?.status !== 'pending'",
  ],
  ['subscription: it goes on when it was ended', 'cancelRun(scope, id, feature);', ';'],
  [
    'subscription: it begins tomorrow, whenever the last refresh was',
    'scheduleNextRun(scope, account, feature)',
    'scheduleRun(scope, id, feature, scope.nowMs() + DAY_MS)',
  ],
  [
    'subscription: an account without permission is refreshed daily',
    'if (isGranted && account.status',
    'if (account.status',
  ],
];

const BY_FILE: Readonly<Record<string, readonly Change[]>> = {
  'resources/financial-connections/account-refresh.ts': REFRESH,
  'bank/holdings.ts': HOLDINGS,
  'resources/financial-connections/account-status.ts': STATUS,
  'resources/financial-connections/refresh-plan.ts': PLAN,
  'resources/financial-connections/account-prospects.ts': PROSPECTS,
  'resources/financial-connections/foretold.ts': FORETOLD,
  'resources/financial-connections/account-relink.ts': [
    [
      'what was not granted is prefetched',
      'prefetch.includes(FEATURES[feature].prefetch) && ungranted(permissions, feature) === undefined',
      'prefetch.includes(FEATURES[feature].prefetch)',
    ],
  ],
  'resources/financial-connections/expected-deactivation.ts': [
    [
      'an account whose access ends stays active',
      "if (account?.status === 'active') deactivate(",
      "if (account?.status === 'inactive') deactivate(",
    ],
  ],
  'resources/financial-connections/daily-run.ts': DAILY,
  'resources/financial-connections/account-subscription.ts': SUBSCRIPTION,
  'resources/financial-connections/account-ownership.ts': [
    ['ownership: all of an account are one', "id: scope.id('fcaowns')", "id: ['fcaowns', account].join('_')"],
  ],
  'core/scheduler.ts': SCHEDULER,
  'core/heap.ts': HEAP,
  'resources/financial-connections/account-collection.ts': COLLECTION,
  'resources/financial-connections/bank-login.ts': [
    [
      'all refreshes have one token',
      '(login.started[feature]?.token ?? 0) + 1',
      '(login.started[feature]?.token ?? 0)',
    ],
  ],
  'control/seeding/accounts.ts': [
    [
      'an inactive account is put in place with a next refresh',
      "status !== 'pending' && accountStatus === 'active'",
      "status !== 'pending'",
    ],
    [
      'a refresh that is put in place as pending is none of its own',
      '=> withStarted(login, feature), loginOf',
      '=> login, loginOf',
    ],
  ],
  'control/account-link.ts': [
    ['a change of one script is a new one', 'scripts[feature] ?? { outcomes: [] }', '{ outcomes: [] }'],
  ],
  'control/accounts.ts': [
    [
      'a refresh is told to end before the status changes',
      '  changeLife(scope, account, change);',
      '  for (const [feature, outcome] of finishing) finishRefresh(scope, id, feature, outcome);\n  changeLife(scope, scope.require(TYPE, id), change);',
    ],
    [
      'a refresh that was finished waits on',
      '!finishing.some(([finished]) => finished === feature)',
      'finishing.length > 0 || feature',
    ],
  ],
  'model/refresh.ts': [
    ['a change of outcomes forgets the delay', 'change.delay ?? before.timing', 'change.delay'],
    [
      'outcomes behind a list stay when it changes',
      ': { outcomes: outcome };',
      ': { outcomes: outcome, ...(afterwards === undefined ? {} : { afterwards }) };',
    ],
    ['a change of delay forgets the outcome', 'const after = then ?? afterwards;', 'const after = then;'],
    [
      'a list of outcomes is its first',
      'only !== undefined && second === undefined',
      'only !== undefined && second !== only',
    ],
  ],
  'core/clock.ts': [['times are rounded up', 'Math.floor(ms / 1000)', 'Math.round(ms / 1000)']],
  'world/time/journey.ts': [
    [
      'a job runs at the time to which the clock is moved, not at its own',
      'await this.#instant(Math.max(dueMs, clock.now()));',
      'await this.#instant(Math.max(Math.min(limitMs, 8.64e15), clock.now()));',
    ],
  ],
  'world/snapshots/snapshot.ts': [
    [
      'a snapshot forgets which refreshes were started',
      'const values = [...map.values()];',
      'const values = [...map.values()].map((value) => JSON.parse(JSON.stringify(value).replace(/"token":\\d+/g, \'"token":0\')));',
    ],
  ],
};

export const MUTANTS: readonly Mutant[] = Object.entries(BY_FILE).flatMap(([file, changes]) =>
  changes.map(([name, from, to]) => ({ name, file, from, to })),
);
