import { asText } from '../../core/as-text.ts';
import { errors } from '../../core/catalogue.ts';
import { withMissing } from '../../core/field-order.ts';
import { type AnyHash, isHash } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import type { Shape } from '../../core/shape.ts';
import type { FactName } from '../../model/facts.ts';
import { PAYMENT_FATES, type PaymentFate } from '../../model/payments.ts';
import type { ObjectType } from '../../model/records.ts';
import { heldOwnersShape } from '../../model/shapes/ownership.ts';
import type { Session } from '../../model/wire.ts';
import { nextRunMs, subscriptionsOf } from '../../resources/financial-connections/daily-run.ts';
import {
  ledgerOfRefresh,
  refreshShown,
} from '../../resources/financial-connections/transactions/account-ledger.ts';
import { asRecorded } from '../../resources/payment-intents/older.ts';
import { SNAPSHOT_VERSION } from './snapshot.ts';
import type { StagedWorld } from './staged.ts';

interface Migration {
  /** Facts and tables that a snapshot of that version does not have. */
  readonly without: readonly (FactName | ObjectType)[];
  /** Makes of what was read what the next version would have held. */
  readonly migrate: (world: StagedWorld) => void;
}

/** Every version that is read, oldest first, besides the present one: how each becomes the next. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map([
  [2, { without: ['awaiting'], migrate: tellWhoWaits }],
  // The charges of version 3 that had succeeded go on without a balance transaction: none was told of.
  [3, { without: ['eventCharges', 'balance_transaction'], migrate: showWhatIsShownNow }],
  // Payments could only succeed, and jobs knew which charge was meant.
  [
    4,
    {
      without: [
        'dispute',
        'intents',
        'microdeposits',
        'refund',
        'setup_attempt',
        'setup_intent',
        'singleUses',
      ],
      migrate: () => {},
    },
  ],
  // Banks knew balances, and nothing else; what was subscribed to did not happen.
  [
    5,
    {
      without: [
        'authorizations',
        'financial_connections.account_ownership',
        'financial_connections.authorization',
        'financial_connections.consent',
        'ledgers',
        'ledgerTags',
        'ownerships',
        'token',
        'transactionIds',
      ],
      migrate: knowMore,
    },
  ],
  // Nothing was billed, nobody was connected, and payments were not checked out.
  [
    6,
    {
      without: [
        'account',
        'bankAccounts',
        'bank_account',
        'dashboard',
        'invoice',
        'invoice_payment',
        'invoiceitem',
        'line_item',
        'checkout.session',
        'checkouts',
        'payment_method_configuration',
        'payout',
        'price',
        'prices',
        'product',
        'subscription',
        'subscriptionItems',
      ],
      migrate: () => {},
    },
  ],
  // Nobody could be shown the authentication flow.
  [7, { without: ['flows', 'scenarios'], migrate: () => {} }],
]);

/** The version of a snapshot, if it is one that can be read. */
export function readableVersion(given: unknown): number {
  if (typeof given === 'number' && (given === SNAPSHOT_VERSION || MIGRATIONS.has(given))) return given;
  const older = [...MIGRATIONS.keys()].join(', ');
  throw errors.misuse(
    sentence`This snapshot has version ${asText(given)}, and this emulator reads version ${SNAPSHOT_VERSION}, and of older ones ${older}.`,
  );
}

const migrationsFrom = (version: number): readonly Migration[] =>
  [...MIGRATIONS].flatMap(([older, migration]) => (older >= version ? [migration] : []));

/** Whether a snapshot of that version may be without a fact or a table. */
export const mayLack = (version: number, part: FactName | ObjectType): boolean =>
  migrationsFrom(version).some(({ without }) => without.includes(part));

/** Fields that records of older snapshots do not have, and that were null in their time, too. */
const LATER: ReadonlyMap<ObjectType, readonly string[]> = new Map([
  ['charge', ['destination', 'dispute', 'order']],
  ['payment_method', ['shared_payment_granted_token']],
]);

/** The pair that was read of a record of that type, with every field that one has now, in its place. */
export function withLaterFields(type: ObjectType, pair: unknown): unknown {
  const later = LATER.get(type);
  if (later === undefined || !Array.isArray(pair)) return pair;
  const [record, ...rest] = pair as readonly unknown[];
  if (!isHash(record)) return pair;
  return [later.reduce((whole, name) => withMissing(whole, name, null), record), ...rest];
}

/** What before version 5 was said of how a payment would end, where it is not what follows this word. */
const UNSUPPORTED = 'unsupported:';
const EARLIER_FATES: ReadonlyMap<string, PaymentFate> = new Map([
  ['charge_exceeds_weekly_limit', 'charge_exceeds_source_limit'],
  ['deactivated_account_number', 'tokenized_account_number_deactivated'],
  ['dispute', 'disputed'],
]);

function fateNow(word: unknown): unknown {
  if (typeof word !== 'string' || !word.startsWith(UNSUPPORTED)) return word;
  const name = word.slice(UNSUPPORTED.length);
  return EARLIER_FATES.get(name) ?? PAYMENT_FATES.find((fate) => fate === name) ?? 'succeeds';
}

/** The one that told that microdeposits do not reach a bank account: so it is not verified, and payments from it succeed. */
const UNREACHED = `${UNSUPPORTED}failed_microdeposits`;

/** Where a fact tells how payments end. */
const FATES: ReadonlyMap<FactName, string> = new Map([
  ['logins', 'payment'],
  ['paymentMethods', 'fate'],
]);

/** What a bank may know besides balances; before version 6 it could be anything, and nothing used it. */
const KNOWN_SINCE_6: Readonly<Record<string, Shape<unknown>>> = { owners: heldOwnersShape };

/** The login without what nobody could use, and does not fit now. */
function withoutMisfits({ transactions: _unused, ...login }: AnyHash): AnyHash {
  const fits = ([name, known]: readonly [string, unknown]): boolean => {
    const shape = KNOWN_SINCE_6[name];
    try {
      shape?.(known, name);
      return true;
    } catch {
      return false;
    }
  };
  return Object.fromEntries(Object.entries(login).filter(fits));
}

/** The pair that was read of a fact, in today's words. A version that has not yet been read is none that is known. */
export function withLaterWords(name: FactName, pair: unknown, version: number): unknown {
  const member = FATES.get(name);
  if (member === undefined || !Array.isArray(pair)) return pair;
  const [key, fact] = pair as readonly unknown[];
  if (!isHash(fact)) return pair;
  const isUnreached = name === 'paymentMethods' && fact[member] === UNREACHED;
  const known = name === 'logins' && !(version >= 6) ? withoutMisfits(fact) : fact;
  const plan = isUnreached ? { ...fact, unreachable: true, verified: false } : known;
  return [key, { ...plan, [member]: fateNow(fact[member]) }];
}

/** Brings what was read of an older snapshot to the present form. */
export function migrated(version: number, world: StagedWorld): void {
  for (const { migrate } of migrationsFrom(version)) migrate(world);
}

function knowMore(world: StagedWorld): void {
  runDaily(world);
  noteRefreshes(world);
}

/** Before version 6 only accounts told of refreshes of transactions: of each the last. */
function noteRefreshes({ scopes }: StagedWorld): void {
  for (const { tables, facts } of scopes)
    for (const account of tables['financial_connections.account'].values()) {
      const refresh = refreshShown(account);
      if (refresh !== undefined) ledgerOfRefresh(facts, account.id, refresh);
    }
}

/** What they could be subscribed to. */
const FEATURE = 'transactions';

/** Before version 6 accounts could be subscribed, and nothing came of it. */
function runDaily({ scopes, jobs, nowMs }: StagedWorld): void {
  // No spread: there may be more jobs than a call takes arguments.
  let sequence = jobs.reduce((last, queued) => Math.max(last, queued.sequence), -1);
  for (const { account: owner, tables } of scopes)
    for (const account of tables['financial_connections.account'].values()) {
      if (!subscriptionsOf(account).includes(FEATURE)) continue;
      const job = { kind: 'account.subscription', subject: account.id, feature: FEATURE } as const;
      jobs.push({
        job: owner === null ? job : { ...job, account: owner },
        dueMs: nextRunMs(nowMs, account, FEATURE),
        sequence: ++sequence,
        phase: 0,
        background: true,
      });
    }
}

/** Before version 4 PaymentIntents had not all that was recorded of them. */
function showAsRecorded({ scopes }: StagedWorld): void {
  for (const { tables } of scopes)
    for (const intent of [...tables.payment_intent.values()]) tables.payment_intent.put(asRecorded(intent));
}

/** Before version 3 only a number told how many endpoints had not yet got an event: deliveries tell which. */
function tellWhoWaits({ scopes, deliveries }: StagedWorld): void {
  const [platform] = scopes;
  if (platform === undefined) return;
  const { event: events } = platform.tables;
  const { awaiting } = platform.facts;
  // Those of the options are in no snapshot; their ids begin so.
  const isThere = (endpoint: string): boolean =>
    endpoint.startsWith('webhook_') ||
    scopes.some(({ tables }) => tables.webhook_endpoint.get(endpoint) !== undefined);
  const got = new Set<string>();
  for (const { event, endpoint, status } of deliveries.values())
    if (status === 'succeeded') got.add(`${event} ${endpoint}`);
  for (const { event, endpoint } of deliveries.values()) {
    if (events.get(event) === undefined || got.has(`${event} ${endpoint}`) || !isThere(endpoint)) continue;
    awaiting.set(event, [...new Set([...(awaiting.get(event) ?? []), endpoint])]);
  }
  for (const event of [...events.values()]) {
    const waiting = awaiting.get(event.id)?.length ?? 0;
    if (waiting !== event.pending_webhooks) events.put({ ...event, pending_webhooks: waiting });
  }
}

/** What objects show since version 4 besides. */
function showWhatIsShownNow(world: StagedWorld): void {
  showFilters(world);
  showAsRecorded(world);
}

/** Before version 4 a session that was opened without filters did not show that it has none. */
function showFilters({ scopes }: StagedWorld): void {
  for (const { tables } of scopes) {
    const sessions = tables['financial_connections.session'];
    for (const session of [...sessions.values()])
      if (session.filters === undefined) sessions.put(inOrder(session));
  }
}

/** With the filters where a new session has them. */
function inOrder(session: Session): Session {
  const { id, object, account_holder, accounts, client_secret, ...rest } = session;
  const filters = { account_subcategories: null, country: null };
  return { id, object, account_holder, accounts, client_secret, filters, ...rest };
}
