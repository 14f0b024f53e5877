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

  it('may have as many connected accounts as there may be', async () => {
    const taken = await (await richWorld()).snapshot();
    const emulator = quietEmulator([], { limits: { sandboxes: 3 } });
    await emulator.restore(structuredClone(taken));

    expect(await emulator.snapshot()).toEqual(taken);
  });

  it('may name what is not there where nobody has made sure that it is', async () => {
    // A cast: a snapshot is plain JSON to its users.
    const document = structuredClone(await (await richWorld()).snapshot()) as never as Rich;
    const { customer, charge } = document.scopes[0].tables;
    for (const [record] of customer) record.invoice_settings.default_payment_method = 'pm_9';
    for (const [record] of charge)
      record.payment_method_details = { us_bank_account: { mandate: 'mandate_9' } };

    await expect(quietEmulator().restore(document as never)).resolves.toBeUndefined();
  });
});

interface Rich {
  readonly scopes: readonly [
    {
      readonly tables: {
        readonly customer: readonly (readonly [
          { invoice_settings: { default_payment_method: string } },
          boolean,
        ])[];
        readonly charge: readonly (readonly [{ payment_method_details: object }, boolean])[];
      };
    },
  ];
}
