import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FlowScenario } from '../../src/model/flow.ts';
import { stripeConstructor } from '../../src/stripe-js/constructor.ts';
import { left, OF_SESSIONS, seeded } from '../support/equal-runs.ts';
import { type Setup, setup } from '../support/setup.ts';
import { secretOf } from '../support/stripe-js.ts';

/* Scenarios that are over at once: in a page, and without a frame. */

const SCRIPT = 'https://js.stripe.com/v3/';

/** `Stripe()` as a page has it, its calls led to the emulator. */
function stripeIn({ emulator, fetch }: Setup, query = '') {
  vi.stubGlobal('fetch', fetch);
  return stripeConstructor(`${SCRIPT}${query}`)(emulator.publishableKey);
}

const sessionIn = async ({ stripe }: Setup) =>
  stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer: (await stripe.customers.create()).id },
    permissions: ['payment_method', 'balances'],
    manual_entry: { mode: 'automatic' },
  });

beforeEach(() => {
  // A page in which no frame can be made: whoever tries is thrown at.
  vi.stubGlobal('window', {});
  vi.stubGlobal('document', { activeElement: null });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a scenario', () => {
  const INSTANT = { show: 'instant' } as const;
  const of = (account: string): FlowScenario => ({ ...INSTANT, accounts: [account] });
  const form = (account: string) => `?autofill=${encodeURIComponent(JSON.stringify(of(account)))}`;

  interface Said {
    readonly server?: string;
    readonly script?: string;
    readonly page?: string;
    readonly session?: string;
  }

  it.each<[string, Said, string]>([
    ['the server', { server: 'Success' }, 'Success'],
    ['the URL of the script', { server: 'Success', script: 'High Balance' }, 'High Balance'],
    ['the page', { server: 'Success', script: 'Success', page: 'High Balance' }, 'High Balance'],
    ['the session', { server: 'Success', page: 'Success', session: 'High Balance' }, 'High Balance'],
  ])('of %s comes before what others say', async (_whose, { server, script, page, session }, account) => {
    const world = setup(server === undefined ? {} : { autofill: of(server) });
    const { id, client_secret } = await sessionIn(world);
    if (session !== undefined) await world.emulator.setScenario(id, of(session));
    if (page !== undefined) window.__fcEmulator = { autofill: of(page) };
    const stripe = stripeIn(world, script === undefined ? '' : form(script));

    const { financialConnectionsSession } = await stripe.collectFinancialConnectionsAccounts({
      clientSecret: client_secret ?? '',
    });

    expect(financialConnectionsSession?.accounts.map(({ display_name: name }) => name)).toEqual([account]);
  });

  it.each(['expire', 'api_error'])(
    'that ends the flow by itself shows nothing of it: %s',
    async (outcome) => {
      const world = setup();
      const { client_secret } = await sessionIn(world);
      window.__fcEmulator = { autofill: { outcome, show: 'visible' } };

      const { error } = await stripeIn(world).collectFinancialConnectionsAccounts({
        clientSecret: client_secret ?? '',
      });

      expect(error).toBeDefined();
    },
  );

  it('that the page has written wrongly is refused with what to write', async () => {
    const world = setup();
    const { client_secret } = await sessionIn(world);
    window.__fcEmulator = { autofill: 'cancle' };

    await expect(
      stripeIn(world).collectFinancialConnectionsAccounts({ clientSecret: client_secret ?? '' }),
    ).rejects.toThrow(/"cancle" is no scenario.*"cancel"/);
  });
});

describe('what a page has written wrongly in __fcEmulator', () => {
  it('is refused with what to write: labels', async () => {
    const world = setup();
    const { client_secret } = await sessionIn(world);
    // A cast: a page is not compiled.
    window.__fcEmulator = { labels: '2025' as '2026' };

    await expect(
      stripeIn(world).collectFinancialConnectionsAccounts({ clientSecret: client_secret ?? '' }),
    ).rejects.toThrow('__fcEmulator.labels is 2025. Write one of 2026, legacy.');
  });

  it('is refused: a live key', () => {
    window.__fcEmulator = { publishableKey: 'pk_live_1' };

    expect(() => stripeIn(setup())).toThrow('A live key was given to an emulator');
  });
});

describe('an instant scenario leaves what a played user leaves', () => {
  it.each<[string, Pick<FlowScenario, 'institution' | 'accounts'>]>([
    ['one account', {}],
    ['a login by a form', { institution: 'Bank (Non-OAuth)' }],
    ['a login in a popup', { institution: 'Test (OAuth)' }],
    ['a persona', { accounts: ['Persona: Payroll worker'] }],
    ['an institution that is down', { institution: 'Down (Error)' }],
  ])('in a session: %s', async (_what, scenario) => {
    const played = seeded();
    await played.emulator.completeSession((await sessionIn(played)).id, scenario);
    const paged = seeded();
    const clientSecret = (await sessionIn(paged)).client_secret ?? '';
    window.__fcEmulator = { autofill: { ...scenario, show: 'instant' } };

    await stripeIn(paged).collectFinancialConnectionsAccounts({ clientSecret });

    for (const { emulator } of [played, paged]) await emulator.clock.advance('2d');
    expect(await left(paged)).toEqual(await left(played));
  });

  it.each<[string, FlowScenario]>([
    ['an account', { accounts: ['Insufficient Funds'] }],
    ['numbers', { manual_entry: { routing_number: '110000000', account_number: '000123456789' } }],
  ])('for an intent: %s', async (_what, scenario) => {
    const made = ({ stripe }: Setup) =>
      stripe.paymentIntents.create({
        amount: 2_000,
        currency: 'usd',
        allowed_payment_method_types: ['us_bank_account'],
      });
    const played = seeded();
    const { accounts: [account] = [], manual_entry: typed } = scenario;
    await played.emulator.collectBankAccount(
      (await made(played)).id,
      typed === undefined ? { account: account ?? '' } : { manual_entry: typed },
    );
    const paged = seeded();
    const clientSecret = secretOf(await made(paged));
    window.__fcEmulator = { autofill: { ...scenario, show: 'instant' } };

    await stripeIn(paged).collectBankAccountForPayment({
      clientSecret,
      params: {
        payment_method_type: 'us_bank_account',
        payment_method_data: { billing_details: { name: 'Jenny Rosen' } },
      },
    });

    for (const { emulator } of [played, paged]) await emulator.clock.advance('2d');
    expect(await left(paged, ...OF_SESSIONS)).toEqual(await left(played, ...OF_SESSIONS));
  });
});
