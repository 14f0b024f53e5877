import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/index.ts';
import { setup } from '../support/setup.ts';

/* Taken by the emulators of their time, of one world: an endpoint that is down, one that was deleted, a payment, a refresh. */
const KEPT = readdirSync(new URL('../support/snapshots', import.meta.url));

describe('a snapshot that an earlier emulator has taken', () => {
  it.each(KEPT)(
    'goes on where it was: %s. Keep one of each version; a new table or fact is a new version',
    async (file) => {
      const text = readFileSync(new URL(`../support/snapshots/${file}`, import.meta.url), 'utf8');
      const document: Snapshot = JSON.parse(text);
      const { emulator, stripe } = setup();

      await emulator.restore(document);
      await emulator.clock.advance(1_000);

      const [first] = emulator.events();
      const [intent] = (await stripe.paymentIntents.list()).data;
      const accounts = (await stripe.financialConnections.accounts.list()).data;
      expect(first).toMatchObject({ type: 'customer.created', pending_webhooks: 1 });
      expect(intent?.status).toBe('succeeded');
      expect(accounts.map(({ balance_refresh }) => balance_refresh?.status)).toContain('succeeded');
      expect((await stripe.customers.list({}, { stripeAccount: 'acct_1' })).data).toHaveLength(1);
    },
  );

  it('is there for each version that is read', async () => {
    const present = (await setup().emulator.snapshot()).version;
    const versions = Array.from({ length: present - 1 }, (_, at) => `version-${at + 2}.json`);

    expect(KEPT).toEqual(versions);
  });
});
