import { beforeAll, describe, expect, it } from 'vitest';
import type { Emulator, EmulatorOptions, Snapshot } from '../../src/index.ts';
import { call, quietEmulator, richWorld } from '../support/rich-world.ts';

/* A document that was changed after it was taken is refused in a sentence, and the sandbox stays as it was. */

// biome-ignore lint/suspicious/noExplicitAny: damage has no type.
type Any = any;
type Damage = (document: Any) => unknown;

let taken: Snapshot;
beforeAll(async () => {
  taken = await (await richWorld()).snapshot();
});

const damagedBy = (damage: Damage): Any => {
  const document = structuredClone(taken);
  damage(document);
  return document;
};

const withoutRequests = ({ requests: _requests, ...rest }: Snapshot): object => rest;

async function standing(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = quietEmulator([], options);
  await emulator.linkAccount({ prefetch: ['balances'] });
  return emulator;
}

/** The sentence with which a document is refused, by both doors, when that has changed nothing. */
async function refusalOf(document: Any, emulator: Emulator): Promise<string> {
  const before = withoutRequests(await emulator.snapshot());
  const byHttp = await call(emulator, 'PUT', '/_emulator/snapshot', document);
  const inProcess = await emulator.restore(document).then(
    () => 'taken',
    (thrown: Error) => thrown.message,
  );
  expect(byHttp).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error' } } });
  expect(inProcess).toBe(byHttp.body.error.message);
  expect(withoutRequests(await emulator.snapshot())).toEqual(before);
  return inProcess;
}

const jobOf = (document: Any, kind: string): Any => document.jobs.find(({ job }: Any) => job.kind === kind);
const factsOf = ({ scopes: [platform] }: Any): Any => platform.facts;
const tablesOf = ({ scopes: [platform] }: Any): Any => platform.tables;
const answerOf = ({ scopes: [platform] }: Any): Any => platform.idempotency[0][1];
const ASKING = { us_bank_account: { financial_connections: { permissions: ['__proto__'] } } };
const named = (entries: Any, id: string): Any => entries.find(([record]: Any) => record.id === id)[0];

const DAMAGES: readonly (readonly [what: string, damage: Damage, sentence: string])[] = [
  [
    'an ownership of no account',
    (d) => Object.assign(factsOf(d).ownerships[0][1], { account: 'fca_gone' }),
    'scopes[0].facts.ownerships: it knows of the financial_connections.account "fca_gone", and there is none.',
  ],
  [
    'owners of an ownership that is gone',
    (d) => Object.assign(factsOf(d).ownerships[0], { 0: 'fcaowns_gone' }),
    'it knows of the financial_connections.account_ownership "fcaowns_gone", and there is none.',
  ],
  [
    'a bank that knows an owner without a name',
    (d) =>
      Object.assign(factsOf(d).logins[0][1], { owners: [{ email: null, phone: null, raw_address: null }] }),
    '[1].owners[0].name: there is none.',
  ],
  [
    'a daily refresh of no account',
    (d) => Object.assign(jobOf(d, 'account.subscription').job, { subject: 'fca_gone' }),
    'job.subject: there is no financial_connections.account "fca_gone".',
  ],
  ...(['ownerships', 'authorizations'] as const).map((name): (typeof DAMAGES)[number] => [
    `${name} of which nothing is known`,
    (d) => Object.assign(factsOf(d), { [name]: [] }),
    `scopes[0].facts.${name}: nothing is known of the financial_connections.`,
  ]),
  [
    'a subscription without its daily refresh',
    (d) => Object.assign(d, { jobs: d.jobs.filter(({ job }: Any) => job.kind !== 'account.subscription') }),
    'is subscribed to transactions, for which there is one job, and there are 0.',
  ],
  [
    'a subscription with two daily refreshes',
    (d) => d.jobs.push({ ...jobOf(d, 'account.subscription'), sequence: d.jobs.length + 1e6 }),
    'is subscribed to transactions, for which there is one job, and there are 2.',
  ],
  [
    'a job of the kind __proto__',
    (d) => Object.assign(jobOf(d, 'account.refresh').job, { kind: '__proto__' }),
    'job.kind: it is "__proto__".',
  ],
  [
    'an endpoint of which nothing is known',
    (d) => Object.assign(factsOf(d), { endpoints: [['we_1', null]] }),
    'scopes[0].facts.endpoints[0][1]: it is null.',
  ],
  [
    'a login without its members',
    (d) => Object.assign(factsOf(d), { logins: [['fca_1', {}]] }),
    'scopes[0].facts.logins[0][1].institution: there is none.',
  ],
  [
    'a refresh job without its fields',
    (d) => {
      const { job } = jobOf(d, 'account.refresh');
      delete job.feature;
    },
    'job.feature: there is none.',
  ],
  [
    'a refresh job with a token that is none',
    (d) => Object.assign(jobOf(d, 'account.refresh').job, { token: -1 }),
    'job.token: it is -1.',
  ],
  [
    'a job with a detail of another kind',
    (d) => Object.assign(jobOf(d, 'payment_intent.settle').job, { token: 1 }),
    'job: it has a member "token", which none has.',
  ],
  [
    'a job in an account that is not there',
    (d) => Object.assign(jobOf(d, 'account.refresh').job, { account: 'acct_9' }),
    'job.account: there is no account "acct_9" in its scopes.',
  ],
  [
    'a refresh of an account that is not there',
    (d) => Object.assign(jobOf(d, 'account.refresh').job, { subject: 'fca_9' }),
    'job.subject: there is no financial_connections.account "fca_9".',
  ],
  [
    'a settlement of an intent that is not there',
    (d) => Object.assign(jobOf(d, 'payment_intent.settle').job, { subject: 'pi_none' }),
    'job.subject: there is no payment_intent "pi_none".',
  ],
  [
    'an attempt of a delivery that is not there',
    (d) => Object.assign(jobOf(d, 'webhook.attempt').job, { subject: 'whd_9' }),
    'job.subject: no delivery "whd_9" waits for this attempt.',
  ],
  [
    'two attempts of one delivery',
    (d) => void d.jobs.push(jobOf(d, 'webhook.attempt')),
    'waits for this attempt.',
  ],
  [
    'a pending delivery that nothing attempts',
    (d) => Object.assign(d, { jobs: d.jobs.filter(({ job }: Any) => job.kind !== 'webhook.attempt') }),
    'is pending, and no job attempts it.',
  ],
  [
    'a delivery among what happens first',
    (d) => Object.assign(jobOf(d, 'webhook.attempt'), { phase: 0 }),
    'phase: it is 0.',
  ],
  [
    'a refresh among the deliveries',
    (d) => Object.assign(jobOf(d, 'account.refresh'), { phase: 1 }),
    'phase: it is 1.',
  ],
  [
    'a job that is never due',
    (d) => Object.assign(jobOf(d, 'account.refresh'), { dueMs: 1e300 }),
    'dueMs: it is 1e+300.',
  ],
  [
    'no room behind its jobs',
    (d) => Object.assign(jobOf(d, 'account.refresh'), { sequence: Number.MAX_SAFE_INTEGER }),
    'sequence: it is 9007199254740991.',
  ],
  [
    'a saved status that is none of HTTP',
    (d) => Object.assign(answerOf(d), { status: 99 }),
    'idempotency[0][1].status: it is 99.',
  ],
  [
    'a saved status that has no body',
    (d) => Object.assign(answerOf(d), { status: 204 }),
    'idempotency[0][1].status: it is 204.',
  ],
  [
    'a saved answer that is no JSON',
    (d) => Object.assign(answerOf(d), { text: '{' }),
    'idempotency[0][1].text: it is "{".',
  ],
  [
    'a saved id of a request that no header takes',
    (d) => Object.assign(answerOf(d), { requestId: 'req_1\r\nx: y' }),
    'idempotency[0][1].requestId',
  ],
  [
    'an idempotency key twice',
    (d) => void d.scopes[0].idempotency.push(d.scopes[0].idempotency[0]),
    'scopes[0].idempotency: the key "',
  ],
  [
    'a time that is too large for one',
    (d) => Object.assign(d.clock, { now_ms: 1e300 }),
    'clock.now_ms: it is 1e+300.',
  ],
  [
    'a time beyond the year 9999',
    (d) => Object.assign(d.clock, { now_ms: Date.UTC(10_000, 0) }),
    'clock.now_ms: it is 253402300800000.',
  ],
  [
    'a setup that asks for a permission that there is not',
    (d) => Object.assign(tablesOf(d).setup_intent[0][0], { payment_method_options: ASKING }),
    '.payment_method_options.us_bank_account.financial_connections.permissions[0]: it is "__proto__".',
  ],
  ['no time', (d) => Object.assign(d.clock, { now_ms: null }), 'clock.now_ms: it is null.'],
  [
    'a status that there is not',
    (d) => Object.assign(named(tablesOf(d)['financial_connections.account'], 'fca_1'), { status: 'asleep' }),
    '.status: it is "asleep".',
  ],
  [
    'an intent without an amount',
    (d) => {
      delete named(tablesOf(d).payment_intent, 'pi_1').amount;
    },
    '.amount: there is none.',
  ],
  [
    'a field that no customer has',
    (d) => Object.assign(named(tablesOf(d).customer, 'cus_1'), { mail: 'x' }),
    ': it has a member "mail", which none has.',
  ],
  [
    'a record of another table',
    (d) => void tablesOf(d).customer.push(tablesOf(d).charge[0]),
    'scopes[0].tables.customer[3][0].object: it is "charge".',
  ],
  [
    'a customer twice',
    (d) => void tablesOf(d).customer.push(tablesOf(d).customer[0]),
    'scopes[0].tables.customer[3]: "cus_1" is there more than once.',
  ],
  [
    'a customer who is not there',
    (d) => Object.assign(named(tablesOf(d).payment_method, 'pm_1'), { customer: 'cus_9' }),
    '"pm_1" names the customer "cus_9" as its customer, and there is none.',
  ],
  [
    'an account holder who is not there',
    (d) =>
      Object.assign(named(tablesOf(d)['financial_connections.account'], 'fca_1').account_holder, {
        customer: 'cus_9',
      }),
    '"fca_1" names the customer "cus_9" as its account_holder.customer, and there is none.',
  ],
  [
    'a login of an account that is not there',
    (d) => Object.assign(factsOf(d).logins[0], { 0: 'fca_9' }),
    'it knows of the financial_connections.account "fca_9", and there is none.',
  ],
  [
    'a ledger of an account that is not there',
    (d) => Object.assign(factsOf(d).ledgers[0], { 0: 'fca_9' }),
    'it knows of the financial_connections.account "fca_9", and there is none.',
  ],
  [
    'a tag that does not lead to its account',
    (d) => Object.assign(factsOf(d).ledgerTags[0], { 1: 'fca_9' }),
    'scopes[0].facts.ledgerTags: the tag of "fca_2" does not lead to it.',
  ],
  [
    'a tag too many',
    (d) => factsOf(d).ledgerTags.push(['0000000000', 'fca_1']),
    'scopes[0].facts.ledgerTags: one leads to an account without it.',
  ],
  [
    'an id that leads to another transaction',
    (d) => Object.assign(factsOf(d).transactionIds[0][1], { number: 1 }),
    'scopes[0].facts.transactionIds: "fctxn_1" does not lead to its transaction.',
  ],
  [
    'an id too many',
    (d) => factsOf(d).transactionIds.push(['fctxn_9', { account: 'fca_2', number: 1 }]),
    'scopes[0].facts.transactionIds: one leads to no transaction.',
  ],
  [
    'numbers that are out of order',
    (d) => factsOf(d).ledgers[0][1].own.reverse(),
    '"fca_2": its own transactions do not have numbers of their own.',
  ],
  [
    'a refresh that is pending and has ended',
    (d) => Object.assign(factsOf(d).ledgers[0][1].refreshes[0], { status: 'pending' }),
    '"fca_2": a refresh is pending that is not the last, or has no end, or one that is pending has.',
  ],
  [
    'a word twice for one transaction',
    (d) => factsOf(d).ledgers[0][1].retold.push(factsOf(d).ledgers[0][1].retold[0]),
    '"fca_2": what was said of a transaction is there more than once.',
  ],
  [
    'stages out of order',
    (d) => factsOf(d).ledgers[0][1].own[0].stages.push({ status: 'void', at: 1, amount: 1, description: '' }),
    'scopes[0].facts.ledgers[0][1].own[0].stages: it is a list.',
  ],
  [
    'a secret of a session that is not there',
    (d) => Object.assign(factsOf(d).sessionSecrets[0], { 1: 'fcsess_9' }),
    'it knows of the financial_connections.session "fcsess_9", and there is none.',
  ],
  [
    'a plan of a PaymentMethod that is not there',
    (d) => Object.assign(factsOf(d).paymentMethods[0], { 0: 'pm_9' }),
    'it knows of the payment_method "pm_9", and there is none.',
  ],
  [
    'an endpoint of an account that is not there',
    (d) => Object.assign(factsOf(d).endpoints[0][1], { account: 'acct_9' }),
    'it knows of the webhook_endpoint "we_1", and there is none.',
  ],
  [
    'collected accounts that are not there',
    (d) => Object.assign(factsOf(d).sessions[1][1], { accounts: ['fca_9'] }),
    'it knows of the financial_connections.account "fca_9", and there is none.',
  ],
  [
    'endpoints with a connected account',
    (d) => Object.assign(d.scopes[1].facts, { endpoints: factsOf(d).endpoints }),
    'scopes[1].facts.endpoints: those of connected accounts are kept with the platform.',
  ],
  [
    'events with a connected account',
    (d) => Object.assign(d.scopes[1].tables, { event: tablesOf(d).event }),
    'scopes[1].tables.event: the events of all accounts are kept with the platform.',
  ],
  ['an account twice', (d) => void d.scopes.push(d.scopes[1]), 'scopes: an account is there more than once.'],
  [
    'no platform',
    (d) => void d.scopes.shift(),
    "scopes: the first is not the platform's, whose account is null.",
  ],
  [
    'an account that has no such id',
    (d) => Object.assign(d.scopes[1], { account: 'x y' }),
    'scopes[1].account: it is "x y".',
  ],
  ['a delivery twice', (d) => void d.deliveries.push(d.deliveries[0]), 'is there more than once.'],
  [
    'a request without a status',
    (d) => {
      delete d.requests.log[0].status;
    },
    'requests.log[0].status: there is none.',
  ],
  ['a seed of banks that is a text', (d) => Object.assign(d, { bank_seed: 'a' }), 'bank_seed: it is "a".'],
  ['no seed of banks', (d) => Reflect.deleteProperty(d, 'bank_seed'), 'bank_seed: there is none.'],
  [
    'a refresh of transactions that no ledger has',
    (d) => Object.assign(factsOf(d), { ledgers: [], ledgerTags: [], transactionIds: [] }),
    'which the account shows.',
  ],
  [
    'a refresh of transactions under another id',
    (d) => {
      const [, { refreshes }] = factsOf(d).ledgers.find(([, ledger]: Any) => ledger.refreshes.length > 0);
      Object.assign(refreshes.at(-1), { id: 'fctxnref_other' });
    },
    'which the account shows.',
  ],
  ['a count below nothing', (d) => Object.assign(d.ids, { cus: -1 }), 'ids.cus: it is -1.'],
];

describe('a snapshot with', () => {
  it.each(DAMAGES)('%s is refused, and nothing changes', async (_what, damage, sentence) => {
    const refusal = await refusalOf(damagedBy(damage), await standing());

    expect(refusal).toMatch(/^This snapshot is damaged, in its /);
    expect(refusal).toContain(sentence);
  });

  it.each(['object', 'version'])('its %s that holds itself is refused in process', async (part) => {
    const itself: Record<string, unknown> = {};
    itself.list = [itself];
    const document = damagedBy((d) => Object.assign(d, { [part]: itself }));

    await expect((await standing()).restore(document)).rejects.toThrow(
      /^This snapshot is damaged, in its \w+\.list\[0\].*: it is an? \w+\./,
    );
  });

  it('a time that is none is refused in process, where JSON would not hold it', async () => {
    const document = damagedBy((d) => Object.assign(d.clock, { now_ms: Number.NaN }));

    await expect((await standing()).restore(document)).rejects.toThrow('in its clock.now_ms: it is NaN');
  });

  it('more connected accounts than there may be is refused before anything is touched', async () => {
    const document = damagedBy((d) => void d.scopes.push({ ...d.scopes[2], account: 'acct_3' }));

    expect(await refusalOf(document, await standing({ limits: { sandboxes: 2 } }))).toBe(
      'This snapshot has 4 connected accounts, and limits.sandboxes is 2: start the emulator with more, or restore what has fewer.',
    );
  });
});
