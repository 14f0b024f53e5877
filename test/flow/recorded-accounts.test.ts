import { describe, expect, it } from 'vitest';
import { openSession, type Setup, setup } from '../support/setup.ts';

/* What recordings of Stripe tell of the accounts that a session collects. */

const START = '2026-01-01T00:00:00Z';
const BASIC = [
  'Success',
  'Failure',
  'Account closes after linking',
  'Insufficient Funds',
  'High Balance',
  'Very High Balance',
  'Success (Later Disputed)',
  'Payment Processes Indefinitely',
  'Debit Not Authorized',
  'Weekly Payment Volume Exceeded',
];

const completed = async (world: Setup, accounts: readonly string[], institution = 'Test (Non-OAuth)') => {
  const { id } = await openSession(world);
  await world.emulator.completeSession(id, { institution, accounts: [...accounts] });
  const { accounts: collected } = await world.stripe.financialConnections.sessions.retrieve(id);
  return collected.data;
};

const eventsOf = ({ emulator }: Setup, id: string) =>
  emulator
    .events()
    .filter(({ data }) => data.object.id === id)
    .map(({ type, data }) => [type.replace('financial_connections.account.', ''), data.object.status]);

describe('the accounts of a completed session', () => {
  // A public application, confirmed live: ten accounts, of which these two are inactive in the collected set.
  it('are ten at Test (Non-OAuth), of which Failure and Account closes after linking are inactive', async () => {
    const world = setup({ time: { start: START, runs: false } });

    const accounts = await completed(world, BASIC);

    expect(accounts).toHaveLength(10);
    expect(
      accounts
        .filter(({ status }) => status === 'inactive')
        .map(({ display_name: name }) => name)
        .sort(),
    ).toEqual(['Account closes after linking', 'Failure']);
  });

  // Recorded in test mode, 2024-06, of an account called "Account Closed".
  it('show one that is closed as recorded', async () => {
    const world = setup({ time: { start: START, runs: false } });

    const [account] = await completed(world, ['Account Closed']);

    expect(account).toMatchObject({
      balance: null,
      institution_name: 'StripeBank',
      status: 'inactive',
      subscriptions: [],
      supported_payment_method_types: ['us_bank_account', 'link'],
      transaction_refresh: null,
    });
  });

  it('tell of a closed one by events at once, and never again', async () => {
    const world = setup({ time: { start: START, runs: false } });

    const [closes, fails] = await completed(world, ['Account closes after linking', 'Failure']).then(
      (accounts) =>
        ['Account closes after linking', 'Failure'].map(
          (name) => accounts.find(({ display_name }) => display_name === name)?.id ?? '',
        ),
    );
    await world.emulator.clock.advance(86_400_000);

    expect(eventsOf(world, closes ?? '')).toEqual([
      ['created', 'active'],
      ['deactivated', 'inactive'],
    ]);
    expect(eventsOf(world, fails ?? '')).toEqual([['created', 'inactive']]);
  });

  it('are not refreshed when one is closed, whatever was to be prefetched', async () => {
    const { emulator, stripe } = setup({ time: { start: START, runs: false } });

    const linked = await emulator.linkAccount({
      account: 'Account closes after linking',
      prefetch: ['balances', 'transactions'],
    });
    await emulator.clock.runToIdle();

    expect(await stripe.financialConnections.accounts.retrieve(linked.id)).toMatchObject({
      balance: null,
      balance_refresh: null,
      status: 'inactive',
      transaction_refresh: null,
    });
  });

  it('stay active if they are told to', async () => {
    const { emulator, stripe } = setup({ time: { start: START, runs: false } });
    const account = 'Account closes after linking';
    const { id } = await emulator.linkAccount({ account, status: 'active' });
    await emulator.putObjects({
      'financial_connections.accounts': [
        { id: 'fca_closed', account },
        { id: 'fca_open', account, status: 'active' },
      ],
    });
    const statusOf = async (named: string) =>
      (await stripe.financialConnections.accounts.retrieve(named)).status;

    expect(await statusOf(id)).toBe('active');
    expect(await statusOf('fca_closed')).toBe('inactive');
    expect(await statusOf('fca_open')).toBe('active');
  });
});

describe('supported_payment_method_types', () => {
  it.each([
    // Recorded live, 2022-02, and of a checking account in test mode, 2024-06.
    ['Checking', ['us_bank_account', 'link']],
    ['Savings', ['us_bank_account']],
    ['Credit Card', []],
    ['Mortgage', []],
  ])('of a %s account are %j', async (account, types) => {
    const { emulator, stripe } = setup();

    const { id } = await emulator.linkAccount({ institution: 'Emulator: Balances', account });

    const { supported_payment_method_types: shown } = await stripe.financialConnections.accounts.retrieve(id);
    expect(shown).toEqual(types);
  });
});
