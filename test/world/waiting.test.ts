import { describe, expect, it } from 'vitest';
import { linkedAccount, setup } from '../support/setup.ts';

const REFRESHED = 'financial_connections.account.refreshed_balance';

describe('waiting', () => {
  it('finds what has happened', async () => {
    const { emulator, stripe, call } = setup();
    const { id } = await stripe.customers.create();

    expect(await emulator.waitForEvent('customer.created')).toMatchObject({ data: { object: { id } } });
    expect((await call('GET', `/_emulator/events/wait?type=customer.*&object=${id}`)).body.type).toBe(
      'customer.created',
    );
  });

  it('starts behind an event', async () => {
    const { emulator, stripe } = setup();
    await stripe.customers.create();
    const first = await emulator.waitForEvent('customer.created');
    const second = await stripe.customers.create();

    expect((await emulator.waitForEvent('customer.created', { after: first.id })).data.object.id).toBe(
      second.id,
    );
  });

  it('on a clock that stands ends at once, and says what is pending', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await expect(world.emulator.waitForEvent(REFRESHED)).rejects.toThrow(
      `account.refresh of ${id} in 1.0 s. Move time with clock.advance(ms)`,
    );
  });

  it('on a clock that runs gets what is to come', async () => {
    const world = setup({ time: 'real', refresh: { balance: { delayMs: 5 } } });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(await world.emulator.waitForEvent({ type: REFRESHED, object: id })).toMatchObject({
      type: REFRESHED,
    });
    await world.emulator.close();
  });

  it('in vain ends with 408', async () => {
    const { call } = setup();

    const { status, body } = await call('GET', '/_emulator/events/wait?type=customer.deleted&timeout=5ms');

    expect(status).toBe(408);
    expect(body.error.message).toContain('No event customer.deleted came within 5 ms');
  });

  it('is sure that nothing comes, by moving a clock that stands', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.expectNoEvent(REFRESHED, { withinMs: 999 });
    await expect(world.emulator.expectNoEvent(REFRESHED, { withinMs: 1 })).rejects.toThrow(
      'Expected no event',
    );
  });
});
