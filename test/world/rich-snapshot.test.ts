import { describe, expect, it } from 'vitest';
import { quietEmulator, richWorld } from '../support/rich-world.ts';

describe('a snapshot of a rich world', () => {
  it('is, once restored, the same again, byte for byte', async () => {
    const taken = await (await richWorld()).snapshot();
    const emulator = quietEmulator();
    await emulator.restore(structuredClone(taken));

    expect(JSON.stringify(await emulator.snapshot())).toBe(JSON.stringify(taken));
  });

  it.each(['2022-08-01', '2023-12-14', '2025-11-17.clover'])(
    'whose account is at %s can be restored',
    async (apiVersion) => {
      const document = await (await richWorld(quietEmulator([], { apiVersion }))).snapshot();
      const emulator = quietEmulator();
      await emulator.restore(document);

      expect(await emulator.snapshot()).toEqual(document);
    },
  );
});
