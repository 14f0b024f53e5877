import { afterEach, describe, expect, it, vi } from 'vitest';
import { linkedAccount, setup } from '../support/setup.ts';

const HOUR_MS = 3_600_000;
const REFRESHED = 'financial_connections.account.refreshed_balance';

afterEach(() => void vi.useRealTimers());

/** A sandbox on a clock that runs, in which a refresh is under way. */
async function refreshing(delayMs = 600_000) {
  const world = setup({ time: 'real', refresh: { balance: { delayMs } } });
  const { id } = await linkedAccount(world);
  await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
  return { ...world, isRefreshed: () => world.emulator.events().some(({ type }) => type === REFRESHED) };
}

describe('a machine whose clock is set back an hour', () => {
  it.each([600_000, 3 * HOUR_MS])('delays nothing by an hour: what is due in %d ms', async (delayMs) => {
    vi.useFakeTimers();
    const { isRefreshed } = await refreshing(delayMs);

    await vi.advanceTimersByTimeAsync(120_000);
    vi.setSystemTime(Date.now() - HOUR_MS);
    await vi.advanceTimersByTimeAsync(delayMs - 121_000);
    expect(isRefreshed()).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);

    expect(isRefreshed()).toBe(true);
  });

  it('does not set a sandbox back', async () => {
    vi.useFakeTimers();
    const { emulator } = await refreshing();
    const before = emulator.clock.now();

    vi.setSystemTime(Date.now() - HOUR_MS);

    expect(emulator.clock.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
  });
});

describe('fake timers', () => {
  it('move a clock that runs when only Date is faked', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { emulator, isRefreshed } = await refreshing();
    const before = emulator.clock.now().getTime();

    vi.setSystemTime(Date.now() + HOUR_MS);

    expect(emulator.clock.now().getTime()).toBe(before + HOUR_MS);
    expect(isRefreshed()).toBe(true);
  });
});
