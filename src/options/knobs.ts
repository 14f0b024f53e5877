import { errors } from '../core/catalogue.ts';
import { inUnits, milliseconds, type WithDurations } from '../core/duration.ts';
import { isHash } from '../core/form.ts';
import { plainCopy } from '../core/plain.ts';
import { arrayOf, hash, integer, oneOf, optional, type Shape } from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';
import { type BillingDefaults, DEFAULT_BILLING } from '../model/billing.ts';
import { type ConnectDefaults, DEFAULT_CONNECT } from '../model/connect.ts';
import { DEFAULT_DASHBOARD } from '../model/dashboard.ts';
import { LABEL_SETS } from '../model/flow.ts';
import { DEFAULT_PAYMENTS, type PaymentDefaults, REFUND_OUTCOMES } from '../model/payments.ts';
import {
  byFeature,
  DEFAULT_REFRESH,
  REFRESH_FEATURES,
  REFRESH_OUTCOMES,
  type RefreshDefaults,
} from '../model/refresh.ts';
import { DEFAULT_LIMITS, DEFAULT_OPTIONS, type Limits, type Log } from '../model/settings.ts';
import { PERMISSIONS } from '../model/words.ts';
import { assumptionsShape } from './assumptions.ts';
import { fixturesShape } from './fixtures.ts';
import { secretKey } from './key.ts';
import { type Knob, type KnobsOf, optionsOf } from './knob.ts';
import { counted } from './numbers.ts';
import type { DashboardOptions, EmulatorOptions, ObjectsOption, SandboxOptions } from './options.ts';
import { webOrigin } from './origin.ts';
import { scenario } from './scenario.ts';
import { TIME, timeOption } from './time.ts';
import { versionShape } from './version.ts';
import { WEBHOOK, webhooksShape } from './webhooks.ts';

/*
 * Every option of the emulator. To add one that is used as it is given: its line and its default in src/model/settings.ts,
 * its entry here, and the place where it is used. One that must be made into something else has its line in
 * src/options/options.ts instead, and src/options/resolve.ts makes it. Flags, the environment, configuration files,
 * `--help` and docs/options.md follow from the entry.
 */

const seed: Shape<string | number> = (value, path, voice = STRIPES_VOICE) => {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value;
  const advice = "Write a text or a number, such as 'one' or 1" as const;
  throw voice.wrong(path, value, advice, errors.invalidString(path, value));
};

/** How refreshes of a feature go, by default for every account. */
const REFRESH = {
  delayMs: {
    shape: milliseconds(),
    about: 'How long a refresh takes',
    byDefault: counted(DEFAULT_REFRESH.delayMs),
    flag: { group: 'What it emulates', takes: '<duration>', byDefault: inUnits(DEFAULT_REFRESH.delayMs) },
  },
  outcome: {
    shape: oneOf(...REFRESH_OUTCOMES),
    about: `How it ends: ${REFRESH_OUTCOMES.join(', ')}`,
    byDefault: DEFAULT_REFRESH.outcome,
    flag: { group: 'What it emulates', takes: '<outcome>' },
  },
  nextRefreshAfterMs: {
    shape: milliseconds(),
    about: 'From the start of a refresh until the next is allowed',
    byDefault: counted(DEFAULT_REFRESH.nextRefreshAfterMs),
    flag: {
      group: 'What it emulates',
      takes: '<duration>',
      byDefault: inUnits(DEFAULT_REFRESH.nextRefreshAfterMs),
    },
  },
} as const satisfies KnobsOf<WithDurations<RefreshDefaults>>;

const feature = optional(optionsOf(REFRESH));
const refresh = hash(byFeature(() => feature));

const delay = <const Name extends string>(name: Name, ms: number, about: string) =>
  ({
    shape: milliseconds(),
    about,
    byDefault: counted(ms),
    flag: { group: 'What it emulates', name, takes: '<duration>', byDefault: inUnits(ms) },
  }) as const;

/** How payments by bank debit go, by default for every intent: their flags say already what they are about. */
const PAYMENTS = {
  settlementDelayMs: delay(
    'settlement-delay',
    DEFAULT_PAYMENTS.settlementDelayMs,
    'How long the bank takes to answer a debit',
  ),
  refundDelayMs: delay('refund-delay', DEFAULT_PAYMENTS.refundDelayMs, 'How long a refund takes'),
  refundOutcome: {
    shape: oneOf(...REFUND_OUTCOMES),
    about: `How it ends: ${REFUND_OUTCOMES.join(', ')}`,
    byDefault: DEFAULT_PAYMENTS.refundOutcome,
    flag: { group: 'What it emulates', name: 'refund-outcome', takes: '<outcome>' },
  },
  disputeDelayMs: delay(
    'dispute-delay',
    DEFAULT_PAYMENTS.disputeDelayMs,
    'From the success of a payment to its dispute, where it is disputed',
  ),
} as const satisfies KnobsOf<WithDurations<PaymentDefaults>>;

/** When invoices are finalized and collected by themselves. */
const BILLING = {
  finalizeDelayMs: {
    shape: milliseconds(),
    about: 'From the creation of an invoice that advances by itself until it is finalized',
    byDefault: `${counted(DEFAULT_BILLING.finalizeDelayMs)} (${inUnits(DEFAULT_BILLING.finalizeDelayMs)})`,
  },
  retryScheduleMs: {
    shape: arrayOf(milliseconds(), { of: 'milliseconds, or durations' }),
    about:
      'From each failure of an automatic payment to the next attempt, where the account had insufficient funds',
    byDefault: DEFAULT_BILLING.retryScheduleMs.map(inUnits).join(', '),
  },
  upcomingNoticeMs: {
    shape: milliseconds(),
    about: 'How long before it is made the invoice of a renewal is told of, by `invoice.upcoming`',
    byDefault: `${counted(DEFAULT_BILLING.upcomingNoticeMs)} (${inUnits(DEFAULT_BILLING.upcomingNoticeMs)})`,
  },
} as const satisfies KnobsOf<WithDurations<BillingDefaults>>;

const permissions = optional(arrayOf(oneOf(...PERMISSIONS)));

const DASHBOARD = {
  financialConnections: {
    shape: hash({ permissions }),
    about:
      '`permissions`: what bank accounts are asked for, where a payment offers what is switched on and names none itself; `payment_method` is always among them',
    byDefault: `\`${DEFAULT_DASHBOARD.financialConnections.permissions.join(', ')}\``,
  },
} as const satisfies KnobsOf<DashboardOptions>;
/** How connected accounts and payouts go. */
const CONNECT = {
  verificationDelayMs: delay(
    'verification-delay',
    DEFAULT_CONNECT.verificationDelayMs,
    'How long it takes until a connected account that has given everything is verified',
  ),
  payoutDelayMs: delay('payout-delay', DEFAULT_CONNECT.payoutDelayMs, 'How long a payout takes'),
} as const satisfies KnobsOf<WithDurations<ConnectDefaults>>;

const bound = <Name extends keyof Limits>(name: Name, about: string): Knob<number> => ({
  shape: name.endsWith('Ms') ? milliseconds({ min: 1 }) : integer({ min: 1 }),
  about,
  byDefault: `${counted(DEFAULT_LIMITS[name])}${name.endsWith('Ms') ? ` (${inUnits(DEFAULT_LIMITS[name])})` : ''}`,
});

const LIMITS = {
  idempotencyKeys: bound('idempotencyKeys', 'Idempotency keys that are kept'),
  idempotencyLifetimeMs: bound('idempotencyLifetimeMs', 'How much sandbox time each is kept'),
  events: bound('events', 'Events that are kept'),
  eventLifetimeMs: bound('eventLifetimeMs', 'How much sandbox time each is kept'),
  deliveries: bound('deliveries', 'Finished deliveries that are kept'),
  requests: bound('requests', 'Requests that the log keeps, and 4,096 characters of text for each'),
  sandboxes: bound('sandboxes', 'Sandboxes; one more key is refused'),
  bodyBytes: bound(
    'bodyBytes',
    'Size of a body; a larger one is refused with 413; objects that are put in place may be 256 times as large, a snapshot of any size',
  ),
} as const satisfies KnobsOf<WithDurations<Limits>>;

const objects: Shape<ObjectsOption> = (value, path, voice = STRIPES_VOICE) => {
  const advice = "Write lists by type: { customers: [{ id: 'cus_1' }] }" as const;
  if (!isHash(value)) throw voice.wrong(path, value, advice, errors.invalidHash(path));
  // A cast: the lists are checked when they are put in place.
  return plainCopy(value, path, voice) as ObjectsOption;
};

const log: Shape<Log | false> = (value, path, voice = STRIPES_VOICE) => {
  // A cast: the parameters of a function cannot be checked.
  if (value === false || typeof value === 'function') return value as Log | false;
  const advice = 'Give a function that takes the entries, or false' as const;
  throw voice.wrong(path, value, advice, errors.invalidHash(path));
};

/** What `createEmulator` takes, and a configuration file. */
export const OPTIONS = {
  apiKey: {
    shape: secretKey,
    about: 'The key that `emulator.apiKey` is, for code that makes its client at load time',
    byDefault: DEFAULT_OPTIONS.apiKey,
    flag: {
      group: 'What it emulates',
      takes: '<key>',
      about: 'The secret key that it shows and gives to the command of exec',
    },
  },
  seed: {
    shape: seed,
    about: 'Same seed, same start and same calls give the same ids and data',
    byDefault: 'random ids',
    flag: { group: 'What it emulates', takes: '<value>' },
  },
  time: {
    shape: timeOption,
    about:
      "`'real'` runs with the wall clock, `'frozen'` stands at the whole second of creation, `{ start, runs, scale }` starts at an instant",
    byDefault: "`'frozen'` in process, `'real'` on the command line",
    flag: {
      group: 'What it emulates',
      takes: '<when>',
      about: 'real, frozen, or an instant at which the clock stands, such as 2026-01-31T12:00:00Z',
      byDefault: 'real',
    },
    parts: TIME,
  },
  refresh: {
    shape: refresh,
    about: `How refreshes go, by feature: ${REFRESH_FEATURES.map((name) => `\`${name}\``).join(', ')}. The flags are for all of them`,
    parts: REFRESH,
  },
  payments: {
    shape: optionsOf(PAYMENTS),
    about: 'How payments, refunds and disputes go; of one intent by `POST /_emulator/payment_intents/{id}`',
    parts: PAYMENTS,
  },
  billing: {
    shape: optionsOf(BILLING),
    about: 'When invoices are finalized and collected by themselves',
    parts: BILLING,
  },
  dashboard: {
    shape: optionsOf(DASHBOARD),
    about: "What a user sets in Stripe's Dashboard; of a running sandbox by `POST /_emulator/dashboard`",
    parts: DASHBOARD,
  },
  connect: {
    shape: optionsOf(CONNECT),
    about: 'How connected accounts and payouts go',
    parts: CONNECT,
  },
  webhooks: {
    shape: webhooksShape,
    about:
      'Where events are delivered besides the endpoints created by API: a list. They receive the events of every sandbox',
    byDefault: 'none',
    parts: WEBHOOK,
  },
  fixtures: {
    shape: fixturesShape,
    about: 'Institutions and accounts, merged over the shipped ones: [below](#fixtures)',
  },
  objects: {
    shape: objects,
    about: 'What every new sandbox starts with, as for `POST /_emulator/objects`; copied',
    byDefault: 'nothing',
  },
  apiVersion: {
    shape: versionShape,
    about: "The account's default API version",
    byDefault: 'the newest',
    flag: { group: 'What it emulates', takes: '<version>' },
  },
  publicUrl: {
    shape: webOrigin,
    about: 'The origin in the URLs of pages, such as `hosted_verification_url`',
    byDefault: "the server's own; in process Stripe's hosts, whose pages `fetch` and `stripeHandlers` answer",
    flag: {
      group: 'What it emulates',
      takes: '<origin>',
      about: 'The origin in the URLs of pages, such as https://stripe.app.test',
      byDefault: "the server's own",
    },
  },
  autofill: {
    shape: scenario,
    about:
      'What the pages of the authentication flow do by themselves, where neither the session nor the page says: an object, or a text as [flow.md](flow.md#scenarios) has it',
    byDefault: 'nothing: they wait for a user',
    flag: {
      group: 'What it emulates',
      takes: '<scenario>',
      about: "What the authentication flow's pages do by themselves: success, cancel_at:<pane>, …",
      byDefault: 'nothing',
    },
  },
  labels: {
    shape: oneOf(...LABEL_SETS),
    about:
      'The words on the panes of the authentication flow: those of today, or `legacy` ones of before December 2025',
    byDefault: DEFAULT_OPTIONS.labels,
    flag: { group: 'What it emulates', takes: '<2026|legacy>' },
  },
  assume: {
    shape: assumptionsShape,
    about: 'Choices where Stripe documents nothing: [fidelity.md](fidelity.md)',
    byDefault: 'the first of each',
    flag: {
      group: 'What it emulates',
      takes: '<name=value>',
      many: true,
      about: 'A choice where Stripe documents nothing; see docs/fidelity.md',
    },
  },
  limits: {
    shape: optionsOf(LIMITS),
    about:
      'How much is kept. Reaching a limit is logged once, in a sentence; the oldest are forgotten, unless said otherwise',
    parts: LIMITS,
  },
  rateLimit: {
    shape: oneOf('off', 'stripe'),
    about: "`stripe` applies test mode's 25 reads and 25 writes a second, counted in sandbox time",
    byDefault: DEFAULT_OPTIONS.rateLimit,
    flag: { group: 'What it emulates', takes: '<off|stripe>' },
  },
  log: {
    shape: log,
    about: 'A function that receives every request, delivery, notice and error, or `false`',
    byDefault: 'prints notices and errors',
  },
} as const satisfies KnobsOf<EmulatorOptions>;

/** Durations are read: they are milliseconds. */
export const emulatorOptions = optionsOf(OPTIONS);

/** What `emulator.sandbox` takes. */
const SANDBOX = { webhooks: OPTIONS.webhooks } as const satisfies KnobsOf<SandboxOptions>;

export const sandboxOptions = optionsOf(SANDBOX);
