import type { Browser, FrameLocator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { describe, expect } from 'vitest';
import type { FlowScenario } from '../../src/model/flow.ts';
import { serve } from '../../src/node.ts';
import { ROUTED, routedTo } from '../../src/server/browser-route.ts';
import { left, OF_SESSIONS, seeded } from '../support/equal-runs.ts';
import type { Setup } from '../support/setup.ts';
import { begin, type Called, ended, modalOf, of, openShop } from './support/button-page.ts';
import type { Site } from './support/site.ts';
import { test } from './support/test.ts';

/*
 * A customer who clicks through the modal in a browser, one who is played by a control call, and one for whom a scenario
 * decides, be it shown or in an instant, leave the same behind: ids, events, ledgers, jobs and all.
 * test/flow/equal-runs.test.ts has more of such pairs, without a browser.
 */

const NUMBERS = { routing_number: '110000000', account_number: '000123456789' };

type Clicks = (modal: FrameLocator, page: Page) => Promise<unknown>;

type Method = 'completeSession' | 'collectBankAccount';

interface Run<Played extends Method> {
  readonly what: string;
  readonly clicks: Clicks;
  /** The same, as a control call says it. */
  readonly played: Parameters<Setup['emulator'][Played]>[1];
  /** The same, as a page says it. */
  readonly autofill: FlowScenario;
}

const consent = (modal: FrameLocator): Promise<void> => modal.getByTestId('agree-button').click();

const finish = async (modal: FrameLocator): Promise<void> => {
  await modal.getByTestId('link-not-now-button').click();
  await modal.getByTestId('done-button').click();
};

/** Links accounts of an institution that asks for no login of its own. */
const picking =
  (institution: string, ...accounts: readonly string[]): Clicks =>
  async (modal) => {
    await consent(modal);
    await modal.getByTestId('institution-search-input').fill(institution);
    await modal.getByRole('button', { name: institution }).click();
    for (const account of accounts) await modal.getByTestId(account.toLowerCase()).click();
    await modal.getByTestId('select-button').click();
    await finish(modal);
  };

const typingIn: Clicks = async (modal) => {
  await consent(modal);
  await modal.getByText('Manually verify instead').click();
  await modal.getByLabel('Routing number').fill(NUMBERS.routing_number);
  await modal.getByLabel('Account number', { exact: true }).fill(NUMBERS.account_number);
  await modal.getByLabel('Confirm account number').fill(NUMBERS.account_number);
  await modal.getByRole('button', { name: 'Submit' }).click();
  await modal.getByTestId('done-button').click();
};

/** Links by a bank's own window, in which the accounts are picked. */
const throughPopup: Clicks = async (modal, page) => {
  await consent(modal);
  await modal.getByRole('button', { name: 'Bank (OAuth)' }).click();
  const popup = page.waitForEvent('popup');
  await modal.getByTestId('continue-button').click();
  const bank = await popup;
  for (const account of ['success', 'high balance']) await bank.getByTestId(account).click();
  await bank.getByTestId('oauth-allow-button').click();
  await finish(modal);
};

const away = async (modal: FrameLocator): Promise<void> => {
  await modal.getByTestId('close-button').click();
  await modal.getByTestId('confirm-cancel-button').click();
};

const leaving: Clicks = async (modal) => {
  await consent(modal);
  await modal.getByRole('button', { name: 'Test (Non-OAuth)' }).click();
  await away(modal);
};

const denying: Clicks = async (modal, page) => {
  await consent(modal);
  await modal.getByRole('button', { name: 'Test (OAuth)' }).click();
  const popup = page.waitForEvent('popup');
  await modal.getByTestId('continue-button').click();
  await (await popup).getByTestId('oauth-deny-button').click();
  await modal.getByRole('alert').waitFor();
  await away(modal);
};

const mistaken: Clicks = async (modal) => {
  await consent(modal);
  await modal.getByRole('button', { name: 'Bank (Non-OAuth)' }).click();
  await modal.getByTestId('bank-username-input').fill('user');
  await modal.getByTestId('bank-password-input').fill('error');
  await modal.getByTestId('continue-button').click();
  await modal.getByTestId('try-again-button').waitFor();
  await away(modal);
};

interface Opened {
  readonly called: Called;
  readonly settings?: object;
  readonly clicks?: Clicks;
}

/** A browser's page of that world, in which a click calls a method of Stripe.js; resolves once that has ended. */
async function inBrowser(
  browser: Browser,
  site: Site,
  { emulator }: Setup,
  { called, settings = {}, clicks }: Opened,
): Promise<void> {
  await using _server = await serve(emulator, { port: 0 });
  const context = await browser.newContext();
  try {
    await context.route(ROUTED, routedTo(emulator));
    const page = await context.newPage();
    await openShop(page, site, of(emulator, { settings }));
    await begin(page, called);
    await clicks?.(modalOf(page), page);
    await ended(page);
  } finally {
    await context.close();
  }
}

/** The worlds in which a browser has done it: by clicks, by panes that go by themselves, and without panes. */
async function inBrowsers(
  browser: Browser,
  site: Site,
  { clicks, autofill }: Pick<Run<Method>, 'clicks' | 'autofill'>,
  calledIn: (world: Setup) => Promise<Called>,
): Promise<readonly Setup[]> {
  const ways = [
    { clicks },
    { settings: { autofill: { ...autofill, show: 'visible' } } },
    { settings: { autofill: { ...autofill, show: 'instant' } } },
  ];
  const worlds: Setup[] = [];
  for (const way of ways) {
    const world = seeded();
    await inBrowser(browser, site, world, { called: await calledIn(world), ...way });
    worlds.push(world);
  }
  return worlds;
}

async function expectEqual(worlds: readonly Setup[], ...without: readonly string[]): Promise<void> {
  const [first, ...others] = worlds;
  if (first === undefined) throw new Error('There is nothing to compare.');
  for (const { emulator } of worlds) await emulator.clock.advance('10d');
  const expected = await left(first, ...without);
  for (const other of others) expect(await left(other, ...without)).toEqual(expected);
}

describe('a session', () => {
  type Fields = Partial<Stripe.FinancialConnections.SessionCreateParams>;

  const secretOf = async (
    { stripe }: Setup,
    fields: Fields,
  ): Promise<{ id: string; clientSecret: string }> => {
    const { id: customer } = await stripe.customers.create({ email: 'jenny@example.com' });
    const session = await stripe.financialConnections.sessions.create({
      account_holder: { type: 'customer', customer },
      permissions: ['balances', 'payment_method', 'transactions'],
      prefetch: ['balances', 'transactions'],
      ...fields,
    });
    return { id: session.id, clientSecret: session.client_secret ?? '' };
  };

  const RUNS: readonly (Run<'completeSession'> & { readonly fields?: Fields })[] = [
    {
      what: 'that links an account',
      clicks: picking('Test (Non-OAuth)', 'Success'),
      played: {},
      autofill: {},
    },
    {
      what: 'that links several',
      // Not in the order in which they are listed.
      clicks: picking('Test (Non-OAuth)', 'High Balance', 'Failure'),
      played: { accounts: ['High Balance', 'Failure'] },
      autofill: { accounts: ['High Balance', 'Failure'] },
    },
    {
      what: 'that links a persona',
      clicks: picking('Emulator: Personas', 'Persona: Payroll worker'),
      played: { accounts: ['Persona: Payroll worker'] },
      autofill: { accounts: ['Persona: Payroll worker'] },
    },
    {
      what: 'that links accounts of a popup',
      clicks: throughPopup,
      played: { institution: 'Bank (OAuth)', accounts: ['Success', 'High Balance'] },
      autofill: { institution: 'Bank (OAuth)', accounts: ['Success', 'High Balance'] },
    },
    {
      what: 'in which numbers are typed in',
      fields: { permissions: ['payment_method'], prefetch: [], manual_entry: { mode: 'automatic' } },
      clicks: typingIn,
      played: { manual_entry: NUMBERS },
      autofill: { manual_entry: NUMBERS },
    },
    { what: 'that is left', clicks: leaving, played: { outcome: 'cancel' }, autofill: { outcome: 'cancel' } },
    {
      what: 'whose login is not allowed',
      clicks: denying,
      played: { outcome: 'cancel' },
      autofill: { outcome: 'oauth_denied' },
    },
    {
      what: 'whose login fails',
      clicks: mistaken,
      played: { outcome: 'cancel' },
      autofill: { outcome: 'login_error' },
    },
  ];

  test.for(RUNS)(
    '$what is the same by clicks, by control and by a scenario',
    async (run, { browser, site }) => {
      const { played, fields = {} } = run;
      const controlled = seeded();
      await controlled.emulator.completeSession((await secretOf(controlled, fields)).id, played);
      const others = await inBrowsers(browser, site, run, async (world) => [
        'collectFinancialConnectionsAccounts',
        { clientSecret: (await secretOf(world, fields)).clientSecret },
      ]);

      await expectEqual([controlled, ...others]);
    },
  );
});

describe('an intent', () => {
  const PARAMS = {
    payment_method_type: 'us_bank_account',
    payment_method_data: { billing_details: { name: 'Jenny Rosen' } },
  };
  const options = {
    us_bank_account: {
      financial_connections: { permissions: ['balances', 'payment_method'], prefetch: ['balances'] },
    },
  } satisfies Stripe.PaymentIntentCreateParams.PaymentMethodOptions;
  const mandate_data = { customer_acceptance: { type: 'offline', offline: {} } } as const;

  interface Kind {
    readonly method: string;
    readonly create: (world: Setup) => Promise<Stripe.PaymentIntent | Stripe.SetupIntent>;
    readonly confirm: (world: Setup, id: string) => Promise<unknown>;
  }
  const KINDS: Readonly<Record<'payment' | 'setup', Kind>> = {
    payment: {
      method: 'collectBankAccountForPayment',
      create: async ({ stripe }) =>
        stripe.paymentIntents.create({
          amount: 2_000,
          currency: 'usd',
          customer: (await stripe.customers.create()).id,
          allowed_payment_method_types: ['us_bank_account'],
          payment_method_options: options,
        }),
      confirm: ({ stripe }, id) => stripe.paymentIntents.confirm(id, { mandate_data }),
    },
    setup: {
      method: 'collectBankAccountForSetup',
      create: async ({ stripe }) =>
        stripe.setupIntents.create({
          customer: (await stripe.customers.create()).id,
          allowed_payment_method_types: ['us_bank_account'],
        }),
      confirm: ({ stripe }, id) => stripe.setupIntents.confirm(id, { mandate_data }),
    },
  };

  const ways = (account: string): Omit<Run<'collectBankAccount'>, 'what'> => ({
    clicks: picking('Test (Non-OAuth)', account),
    played: { account },
    autofill: { accounts: [account] },
  });
  const RUNS = [
    { kind: 'payment', what: 'that succeeds', ...ways('Success') },
    { kind: 'payment', what: 'that fails', ...ways('Insufficient Funds') },
    {
      kind: 'payment',
      what: 'whose numbers are typed in',
      clicks: typingIn,
      played: { manual_entry: NUMBERS },
      autofill: { manual_entry: NUMBERS },
    },
    { kind: 'setup', what: 'that succeeds', ...ways('Success') },
  ] as const satisfies readonly (Run<'collectBankAccount'> & { readonly kind: keyof typeof KINDS })[];

  test.for(RUNS)(
    'of a $kind $what is the same by clicks, by control and by a scenario',
    async (run, { browser, site }) => {
      const { method, create, confirm } = KINDS[run.kind];
      const controlled = seeded();
      const { id } = await create(controlled);
      await controlled.emulator.collectBankAccount(id, run.played);
      const others = await inBrowsers(browser, site, run, async (world) => [
        method,
        { clientSecret: (await create(world)).client_secret, params: PARAMS },
      ]);
      for (const world of [controlled, ...others]) await confirm(world, id);

      await expectEqual(others);
      await expectEqual([controlled, ...others], ...OF_SESSIONS);
    },
  );
});
