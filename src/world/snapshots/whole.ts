import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { REFERENCES } from '../../model/expandable.ts';
import type { Job, StateJob, StateJobKind } from '../../model/jobs.ts';
import { isObjectType, OBJECT_TYPES, type ObjectType } from '../../model/records.ts';
import type { Limits } from '../../model/settings.ts';
import type { StagedScope, StagedWorld } from './staged.ts';
import { damaged, named } from './voice.ts';
import { checkConnections, checkRuns } from './whole-connections.ts';
import { checkFlows } from './whole-flows.ts';
import { checkLedgers } from './whole-ledgers.ts';

/* What the parts of a snapshot are together: whatever names something else finds it. */

const has = ({ tables }: StagedScope, type: ObjectType, id: string): boolean => tables[type].isCursor(id);

/** A field that leads to an object that is there, be it deleted. */
interface Reference {
  readonly path: readonly string[];
  readonly type: ObjectType;
}

interface Field {
  readonly object?: string;
  readonly list?: string;
  readonly dangles?: true;
  readonly fields?: Fields;
}
type Fields = Readonly<Record<string, Field>>;

const referencesIn = (fields: Fields, under: readonly string[] = []): readonly Reference[] =>
  Object.entries(fields).flatMap(([name, { object = '', dangles, fields: inner = {} }]) => {
    const path = [...under, name];
    if (dangles === true || !isObjectType(object)) return referencesIn(inner, path);
    return [{ path, type: object }];
  });

const LEADS = new Map(OBJECT_TYPES.map((type) => [type, referencesIn(REFERENCES[type])]));

function valueAt(record: unknown, path: readonly string[]): unknown {
  let value = record;
  for (const name of path) value = isHash(value) ? value[name] : undefined;
  return value;
}

/** Of what is there; a deleted object names what was there before it. */
function checkRecords(scope: StagedScope, type: ObjectType, place: string): void {
  const references = LEADS.get(type) ?? [];
  const table = scope.tables[type];
  for (const record of table.values()) {
    // One that is listed, and is not what its id leads to, is there twice.
    if (table.get(record.id) !== record)
      throw damaged(`${place}.${type}`, `${named(record.id)} is there more than once.`);
    for (const { path, type: other } of references) {
      const id = valueAt(record, path);
      if (typeof id === 'string' && !has(scope, other, id))
        throw damaged(
          `${place}.${type}`,
          `${named(record.id)} names the ${other} ${named(id)} as its ${path.join('.')}, and there is none.`,
        );
    }
  }
}

/** What is known of intents is known of one of either kind. */
function checkIntents(scope: StagedScope, place: string): void {
  for (const name of ['intents', 'microdeposits'] as const)
    for (const id of scope.facts[name].keys())
      if (!has(scope, 'payment_intent', id) && !has(scope, 'setup_intent', id))
        throw damaged(`${place}.${name}`, `it knows of the intent ${named(id)}, and there is none.`);
}

/** What is known of bank accounts is known of one, or of its token. */
function checkBankAccounts(scope: StagedScope, place: string): void {
  for (const id of scope.facts.bankAccounts.keys())
    if (!has(scope, 'bank_account', id) && !has(scope, 'token', id))
      throw damaged(`${place}.bankAccounts`, `it knows of the bank_account ${named(id)}, and there is none.`);
}

/** What microdeposits verify, and what is paid by then. */
function checkMicrodeposits(scope: StagedScope, place: string): void {
  for (const { paymentMethod, mandate } of scope.facts.microdeposits.values()) {
    const names = [
      ['payment_method', paymentMethod],
      ['mandate', mandate],
    ] as const;
    for (const [type, id] of names)
      if (id !== null && !has(scope, type, id))
        throw damaged(`${place}.microdeposits`, `it knows of the ${type} ${named(id)}, and there is none.`);
  }
}

/** What is known of objects is known of objects that are there. */
function checkFacts(scope: StagedScope, scopes: Scopes, place: string): void {
  const { logins, ownerships, authorizations, sessions, sessionSecrets, paymentMethods } = scope.facts;
  const { checkouts, singleUses, endpoints, awaiting, eventCharges, prices, subscriptionItems } = scope.facts;
  const known = (name: string, ids: Iterable<string>, type: ObjectType, owner = scope): void => {
    for (const id of ids)
      if (!has(owner, type, id))
        throw damaged(`${place}.${name}`, `it knows of the ${type} ${named(id)}, and there is none.`);
  };
  known('logins', logins.keys(), 'financial_connections.account');
  known('ownerships', ownerships.keys(), 'financial_connections.account_ownership');
  for (const { account } of ownerships.values())
    known('ownerships', [account], 'financial_connections.account');
  known('authorizations', authorizations.keys(), 'financial_connections.authorization');
  known('paymentMethods', paymentMethods.keys(), 'payment_method');
  known('singleUses', singleUses.keys(), 'setup_intent');
  known('checkouts', checkouts.keys(), 'checkout.session');
  known('sessions', sessions.keys(), 'financial_connections.session');
  known('prices', prices.keys(), 'price');
  known('subscriptionItems', subscriptionItems.values(), 'subscription');
  known('awaiting', awaiting.keys(), 'event');
  known('eventCharges', eventCharges.keys(), 'event');
  known('sessionSecrets', sessionSecrets.values(), 'financial_connections.session');
  for (const { accounts, scope: owner, token } of sessions.values()) {
    if (token !== undefined) known('sessions', [token], 'token');
    const collected = owner === null ? scope : scopes.get(owner);
    if (collected !== undefined) known('sessions', accounts, 'financial_connections.account', collected);
    else if (accounts.length > 0)
      throw damaged(`${place}.sessions`, `it knows of the account ${named(owner)}, and there is none.`);
  }
  if (scope.account !== null && endpoints.size > 0)
    throw damaged(`${place}.endpoints`, 'those of connected accounts are kept with the platform.');
  for (const [id, { account }] of endpoints)
    if (scopes.get(account)?.tables.webhook_endpoint.get(id) === undefined)
      throw damaged(
        `${place}.endpoints`,
        `it knows of the webhook_endpoint ${named(id)}, and there is none.`,
      );
}

type Scopes = ReadonlyMap<string | null, StagedScope>;

function checkedScopes({ scopes }: StagedWorld, { sandboxes: bound }: Limits): Scopes {
  const byAccount = new Map(scopes.map((scope) => [scope.account, scope]));
  if (scopes[0]?.account !== null)
    throw damaged('scopes', "the first is not the platform's, whose account is null.");
  if (byAccount.size < scopes.length) throw damaged('scopes', 'an account is there more than once.');
  const connected = scopes.length - 1;
  if (connected <= bound) return byAccount;
  throw errors.misuse(
    `This snapshot has ${connected} connected accounts, and limits.sandboxes is ${bound}: start the emulator with more, or restore what has fewer.`,
  );
}

function checkAnswers({ answers }: StagedScope, place: string): void {
  const keys = new Set<string>();
  for (const [key] of answers) {
    if (keys.has(key)) throw damaged(place, `the key ${named(key)} is there more than once.`);
    keys.add(key);
  }
}

/** What a job of each kind is about; a delivery belongs to the sandbox, and is looked for there. */
const SUBJECTS: { readonly [Kind in StateJobKind]: ObjectType | ((job: Job<Kind>) => ObjectType) } = {
  'account.refresh': 'financial_connections.account',
  'account.deactivate': 'financial_connections.account',
  'account.upcoming_deactivation': 'financial_connections.account',
  'account.number_expires': 'financial_connections.account',
  'account.subscription': 'financial_connections.account',
  'invoice.finalize': 'invoice',
  'invoice.collect': 'invoice',
  'session.expire': 'financial_connections.session',
  'checkout.expire': 'checkout.session',
  'account.upcoming_number_expiry': 'financial_connections.account',
  'account.numbers_arrive': 'financial_connections.account',
  'payment_intent.settle': 'payment_intent',
  'bank_account.bounce': 'bank_account',
  'charge.settle': 'charge',
  'charge.dispute': 'charge',
  'refund.end': 'refund',
  'connected_account.verify': 'account',
  'payout.end': 'payout',
  'microdeposits.arrive': ({ intent }) => intent,
  'microdeposits.fail': ({ intent }) => intent,
  'microdeposits.expire': ({ intent }) => intent,
  'subscription.renew': 'subscription',
  'subscription.cancel': 'subscription',
  'subscription.expire': 'subscription',
  'subscription.trial_will_end': 'subscription',
  'subscription.upcoming_invoice': 'subscription',
  'subscription.resume_collection': 'subscription',
  'subscription.overdue': 'subscription',
  'subscription.give_up': 'subscription',
};

function subjectOf<Kind extends StateJobKind>(job: Job<Kind>): ObjectType {
  const subject: ObjectType | ((job: Job<Kind>) => ObjectType) = SUBJECTS[job.kind];
  return typeof subject === 'string' ? subject : subject(job);
}

function checkWork(job: StateJob, scopes: Scopes, place: string): void {
  const scope = scopes.get(job.account ?? null);
  if (scope === undefined)
    throw damaged(`${place}.account`, `there is no account ${named(job.account)} in its scopes.`);
  const charge = job.kind === 'payment_intent.settle' ? job.charge : undefined;
  if (charge !== undefined && !has(scope, 'charge', charge))
    throw damaged(`${place}.charge`, `there is no charge ${named(charge)}.`);
  const type = subjectOf(job);
  if (!has(scope, type, job.subject))
    throw damaged(`${place}.subject`, `there is no ${type} ${named(job.subject)}.`);
}

function checkJobs({ jobs, deliveries }: StagedWorld, scopes: Scopes): void {
  const attempted = new Set<string>();
  for (const [at, { job }] of jobs.entries()) {
    const place = `jobs[${at}].job`;
    if (job.kind !== 'webhook.attempt') {
      checkWork(job, scopes, place);
      continue;
    }
    if (deliveries.get(job.subject)?.status !== 'pending' || attempted.has(job.subject))
      throw damaged(`${place}.subject`, `no delivery ${named(job.subject)} waits for this attempt.`);
    attempted.add(job.subject);
  }
  // One that nothing attempts would wait for ever, and be kept for as long.
  for (const { id, status, next_attempt_at: nextAt } of deliveries.values())
    if (status === 'pending' && (nextAt === null || !attempted.has(id)))
      throw damaged('deliveries', `${named(id)} is pending, and no job attempts it.`);
}

/** Refuses a world in which one part contradicts another, or that has more accounts than there may be. */
export function checkWhole(world: StagedWorld, limits: Limits): void {
  const scopes = checkedScopes(world, limits);
  for (const [at, scope] of world.scopes.entries()) {
    for (const type of OBJECT_TYPES) {
      // The events of all accounts are in the platform's table.
      if (type === 'event' && at > 0) {
        const isOwn = scope.tables.event !== world.scopes[0]?.tables.event;
        if (isOwn && scope.tables.event.size > 0)
          throw damaged(
            `scopes[${at}].tables.event`,
            'the events of all accounts are kept with the platform.',
          );
      } else checkRecords(scope, type, `scopes[${at}].tables`);
    }
    checkFacts(scope, scopes, `scopes[${at}].facts`);
    checkIntents(scope, `scopes[${at}].facts`);
    checkFlows(scope, scopes, `scopes[${at}].facts`);
    checkBankAccounts(scope, `scopes[${at}].facts`);
    checkConnections(scope, `scopes[${at}].facts`);
    checkLedgers(scope, `scopes[${at}].facts`);
    checkMicrodeposits(scope, `scopes[${at}].facts`);
    checkAnswers(scope, `scopes[${at}].idempotency`);
  }
  checkJobs(world, scopes);
  checkRuns(world);
}
