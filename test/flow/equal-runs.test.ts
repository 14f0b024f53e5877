import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import type { FlowClient } from '../../src/stripe-js/client.ts';
import { createStripe } from '../../src/stripe-js.ts';
import { left, OF_SESSIONS, seeded } from '../support/equal-runs.ts';
import { clientOf, loggedIn, pageOf, picked, refusedWith } from '../support/flow-client.ts';
import { created, lost } from '../support/session-previews.ts';
import type { Setup } from '../support/setup.ts';

/* A user who calls the flow's endpoints, and one who is played, leave the same behind: ids, events, ledgers and all. */

const NUMBERS = { routing_number: '110000000', account_number: '000123456789' };

type SessionFields = Partial<Stripe.FinancialConnections.SessionCreateParams>;
type Played = Parameters<Setup['emulator']['completeSession']>[1];

async function session(world: Setup, fields: SessionFields) {
  const { id: customer } = await world.stripe.customers.create({ email: 'jenny@example.com' });
  return world.stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer },
    permissions: ['balances', 'transactions'],
    ...fields,
  });
}

/** Logs in by the popup, and picks there where the bank asks for that. */
async function throughPopup(world: Setup, client: FlowClient, at: string, names: readonly string[]) {
  const login = await loggedIn(client, at);
  const popup = `https://connections.stripe.com/flow/oauth/${login.id}`;
  const page = await (await world.emulator.fetch(`${popup}/details`)).json();
  const form = new URLSearchParams({ decision: 'allow' });
  for (const { id, name } of page.accounts ?? []) if (names.includes(name)) form.append('accounts[]', id);
  await world.emulator.fetch(`${popup}/decision`, { method: 'POST', body: form.toString() });
  const result = await client.oauthResults(login.id);
  await client.authorized(login.id, result?.public_token);
  const { data } = await client.partnerAccounts(login.id);
  await client.selectAccounts(
    login.id,
    data.filter(({ name }) => names.includes(name)).map(({ id }) => id),
  );
}

const PAYING: SessionFields = { permissions: ['payment_method'], manual_entry: { mode: 'automatic' } };

describe('a session', () => {
  it.each<readonly [string, SessionFields, Played, (client: FlowClient, world: Setup) => Promise<unknown>]>([
    ['in which one account is picked', {}, {}, (client) => picked(client, ['Success'])],
    [
      'in which several are picked, and prefetched',
      { prefetch: ['balances', 'transactions'] },
      { accounts: ['High Balance', 'Failure'] },
      (client) => picked(client, ['High Balance', 'Failure']),
    ],
    ['that yields a token', PAYING, {}, (client) => picked(client, ['Success'])],
    [
      'in which numbers are typed in',
      PAYING,
      { manual_entry: NUMBERS },
      async (client) => {
        await client.synchronize();
        await client.consentAcquired();
        await client.attachBankAccount(NUMBERS);
      },
    ],
    [
      'in which a persona is picked',
      {},
      { accounts: ['Persona: Payroll worker'] },
      (client) => picked(client, ['Persona: Payroll worker'], 'Emulator: Personas'),
    ],
    [
      'whose user logs in by a popup',
      {},
      { institution: 'Test (OAuth)', accounts: ['Success'] },
      (client, world) => throughPopup(world, client, 'Test (OAuth)', ['Success']),
    ],
    [
      'whose user picks accounts in a popup',
      {},
      { institution: 'Bank (OAuth)', accounts: ['Success', 'High Balance'] },
      (client, world) => throughPopup(world, client, 'Bank (OAuth)', ['Success', 'High Balance']),
    ],
    [
      'whose user fills a form in',
      {},
      { institution: 'Bank (Non-OAuth)' },
      async (client) => {
        const { id } = await loggedIn(client, 'Bank (Non-OAuth)');
        await client.login(id, { username: 'user', password: 'any' });
        const { data } = await client.partnerAccounts(id);
        await client.selectAccounts(id, [data.find(({ name }) => name === 'Success')?.id ?? '']);
      },
    ],
    ['that is left', {}, { outcome: 'cancel' }, (client) => loggedIn(client)],
    [
      'whose bank is down',
      {},
      { institution: 'Down (Error)' },
      (client) => refusedWith(loggedIn(client, 'Down (Error)')),
    ],
    ['that expires', {}, { outcome: 'expire' }, (client) => refusedWith(client.complete('session_expired'))],
  ])('%s is the same, played and walked through', async (_, fields, scenario, walk) => {
    const played = seeded();
    await played.emulator.completeSession((await session(played, fields)).id, scenario);
    const walked = seeded();
    const client = clientOf(walked, (await session(walked, fields)).client_secret);
    await walk(client, walked);
    await client.complete().catch(() => {});

    for (const { emulator } of [played, walked]) await emulator.clock.advance('2d');
    expect(await left(walked)).toEqual(await left(played));
  });
});

describe('a session that Stripe.js opens', () => {
  it.each<readonly [string, SessionFields, Played, object | string]>([
    ['success', {}, {}, 'success'],
    [
      'several accounts of a popup',
      { prefetch: ['balances'] },
      { institution: 'Bank (OAuth)', accounts: ['Success', 'High Balance'] },
      { institution: 'Bank (OAuth)', accounts: ['Success', 'High Balance'] },
    ],
    ['numbers', PAYING, { manual_entry: NUMBERS }, { manual_entry: NUMBERS }],
    ['nothing', {}, { outcome: 'cancel' }, 'cancel_at:account_picker'],
    ['a login that is not allowed', {}, { outcome: 'cancel' }, 'oauth_denied'],
    ['a login that fails', {}, { outcome: 'cancel' }, 'login_error'],
    ['an outage', {}, { outcome: 'down' }, 'down'],
    ['its end', {}, { outcome: 'expire' }, 'expire'],
  ])('is the same by an instant scenario as played: %s', async (_, fields, scenario, autofill) => {
    const played = seeded();
    await played.emulator.completeSession((await session(played, fields)).id, scenario);
    const instant = seeded();
    const { client_secret: clientSecret } = await session(instant, fields);
    const { emulator, fetch } = instant;
    const stripe = createStripe(emulator.publishableKey, { fetch, autofill });
    await stripe.collectFinancialConnectionsAccounts({ clientSecret: clientSecret ?? '' });

    for (const world of [played, instant]) await world.emulator.clock.advance('2d');
    expect(await left(instant)).toEqual(await left(played));
  });
});

describe('what was lost', () => {
  const relinking = async (world: Setup, ...names: readonly string[]) => {
    await world.emulator.putObjects({ customers: [{ id: 'cus_1' }] });
    const { authorization } = await lost(world, ...names);
    return created(world, `relink_options[authorization]=${authorization}&permissions[]=balances`);
  };

  it.each([[['High Balance']], [['Success', 'High Balance']]])(
    'is linked again in the same way, played, walked through and by an instant scenario: %j',
    async (names) => {
      const [played, walked, instant] = [seeded(), seeded(), seeded()];
      await played.emulator.completeSession((await relinking(played, ...names)).id);
      const client = clientOf(walked, (await relinking(walked, ...names)).client_secret);
      const { id } = await loggedIn(client);
      const { data } = await client.partnerAccounts(id);
      const preselected = data.filter(({ emulator }) => emulator.preselected);
      await client.selectAccounts(
        id,
        preselected.map((account) => account.id),
      );
      await client.complete();
      const { client_secret: clientSecret } = await relinking(instant, ...names);
      const { emulator, fetch } = instant;
      const stripe = createStripe(emulator.publishableKey, { fetch, autofill: 'success' });
      await stripe.collectFinancialConnectionsAccounts({ clientSecret });

      for (const world of [played, walked, instant]) await world.emulator.clock.advance('2d');
      expect(await left(walked)).toEqual(await left(played));
      expect(await left(instant)).toEqual(await left(played));
    },
  );
});

describe('an intent', () => {
  const payment = async ({ stripe }: Setup) =>
    stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      customer: (await stripe.customers.create()).id,
      allowed_payment_method_types: ['us_bank_account'],
      payment_method_options: {
        us_bank_account: {
          financial_connections: { permissions: ['balances', 'payment_method'], prefetch: ['balances'] },
        },
      },
    });
  const setUp = ({ stripe }: Setup) =>
    stripe.setupIntents.create({ allowed_payment_method_types: ['us_bank_account'] });

  it.each([
    ['payment', payment, 'Success'],
    ['payment', payment, undefined],
    ['setup', setUp, 'Insufficient Funds'],
    ['setup', setUp, undefined],
  ] as const)('of a %s is the same, played and walked through (%#)', async (kind, make, account) => {
    const played = seeded();
    const mine = await make(played);
    await played.emulator.collectBankAccount(
      mine.id,
      account === undefined ? { manual_entry: NUMBERS } : { account },
    );
    const walked = seeded();
    const { id, client_secret } = await make(walked);
    const call = pageOf(walked);
    const path = `/v1/${kind}_intents/${id}/link_account_sessions`;
    const asked = await call<{ id: string; client_secret: string }>('POST', path, {
      client_secret,
      payment_method_data: { type: 'us_bank_account', billing_details: { name: 'Jenny Rosen' } },
    });
    const client = clientOf(walked, asked.client_secret);
    if (account === undefined) {
      await client.consentAcquired();
      await client.attachBankAccount(NUMBERS);
    } else {
      const { data } = await picked(client, [account]);
      await client.attachLinkedAccount(data[0]?.linked_account_id ?? '');
    }
    await client.complete();
    const intent = await call<{ status: string; payment_method: { type: string } }>(
      'POST',
      `${path}/${asked.id}/attach`,
      { client_secret, expand: ['payment_method'] },
    );

    expect(intent).toMatchObject({
      status: 'requires_confirmation',
      payment_method: { type: 'us_bank_account' },
    });
    expect(await left(walked, ...OF_SESSIONS)).toEqual(await left(played, ...OF_SESSIONS));
  });
});
