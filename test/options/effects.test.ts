import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { linkedAccount, setup } from '../support/setup.ts';

describe('options', () => {
  it.each([
    [{ sed: 'x' }, 'unknown option "sed". Did you mean "seed"?'],
    [{ assume: { earlyRefresh: 'never' } }, 'assume.earlyRefresh is "never". Say ignored or error.'],
    [
      { refresh: { balance: { outcome: 'done' } } },
      'refresh.balance.outcome is "done". Say succeeded, failed',
    ],
    [{ webhooks: [{}] }, 'needs a url or a handler'],
    [{ webhooks: [{ url: 'localhost' }] }, 'is no URL'],
    [{ time: { start: 'soon', runs: true } }, 'is no date'],
    [{ apiVersion: '2099-01-01' }, 'is no API version up to'],
    [{ limits: { events: 0 } }, 'Write a whole number of at least 1'],
  ])('%j are refused with what to write', (options, message) => {
    expect(() => createEmulator(options as never)).toThrow(message);
  });

  it('decide that an early refresh is an error', async () => {
    const world = setup({ assume: { earlyRefresh: 'error' } });
    const { id } = await linkedAccount(world, { prefetch: ['balances'] });

    await expect(
      world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] }),
    ).rejects.toThrow('not available for this Financial Connections account yet');
  });

  it('decide that a refresh without permission is ignored', async () => {
    const world = setup({ assume: { missingPermission: 'ignored' } });
    const { id } = await linkedAccount(world);

    const account = await world.stripe.financialConnections.accounts.refresh(id, { features: ['ownership'] });

    expect(account.ownership_refresh).toBeNull();
  });

  it('decide that a disconnected account keeps its balance', async () => {
    const world = setup({ assume: { disconnectedBalance: 'kept' } });
    const { id } = await linkedAccount(world, { prefetch: ['balances'] });
    await world.emulator.clock.advance(1_000);

    expect((await world.stripe.financialConnections.accounts.disconnect(id)).balance).not.toBeNull();
  });

  it('decide that a limit out of range is clamped', async () => {
    const world = setup({ assume: { limitOutOfRange: 'clamped' } });

    expect((await world.call('GET', '/v1/customers?limit=0')).status).toBe(200);
  });

  it('bound what is kept, and say so once', async () => {
    const said: string[] = [];
    const { emulator, stripe } = setup({
      limits: { events: 3, requests: 2, idempotencyKeys: 2, deliveries: 2 },
      log: ({ kind, text }) => kind === 'notice' && said.push(text),
    });
    for (let made = 0; made < 6; made++) await stripe.customers.create();
    await emulator.clock.advance(0);

    expect(emulator.events()).toHaveLength(3);
    expect(emulator.requests()).toHaveLength(2);
    expect(emulator.deliveries()).toHaveLength(2);
    expect(said.sort()).toEqual([
      'More than 2 deliveries are pending: each is kept until it has ended, which limits.deliveries does not bound.',
      'More than 2 deliveries: the oldest are forgotten (limits.deliveries).',
      'More than 2 idempotency keys: the oldest are forgotten (limits.idempotencyKeys).',
      'More than 2 requests: the oldest are forgotten (limits.requests).',
      'More than 3 events: the oldest are forgotten (limits.events).',
    ]);
  });
});
