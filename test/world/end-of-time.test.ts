import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';

const LAST = '9999-12-31T23:59:59.900Z';

describe('time', () => {
  it('goes no further than the year 9999 on the way to idle, and what is due later is kept', async () => {
    const emulator = createEmulator({ time: { start: LAST, runs: false }, log: false });
    await emulator.linkAccount({ permissions: ['balances'], prefetch: ['balances'] });

    await expect(emulator.clock.runToIdle()).rejects.toThrow('Time ends with the year 9999');

    expect(emulator.clock.now().toISOString()).toBe(LAST);
    expect(emulator.clock.pending().map(({ kind }) => kind)).toEqual(['account.refresh']);
    await createEmulator({ log: false }).restore(await emulator.snapshot());
  });

  it.each([new Date(8.64e15), '9999-12-31T23:59:59-14:00'])('starts no later than that: %s', (start) => {
    expect(() => createEmulator({ time: { start, runs: false } })).toThrow(
      'time.start is behind the year 9999, with which time ends',
    );
  });
});
