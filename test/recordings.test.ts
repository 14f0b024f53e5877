import { describe, it, onTestFinished } from 'vitest';
import { type ComparableFact, RECORDED_FACTS } from '../scripts/recorded-facts.ts';
import { connections } from './support/recordings/connections.ts';
import { microdeposits } from './support/recordings/microdeposits.ts';
import { payments } from './support/recordings/payments.ts';
import { setups } from './support/recordings/setups.ts';
import { wire } from './support/recordings/wire.ts';
import { type Comparison, recordingsWorld } from './support/recordings/world.ts';

// A recorded fact without its comparison, and a comparison of no fact, do not compile.
const COMPARISONS = { ...wire, ...microdeposits, ...payments, ...setups, ...connections } satisfies Readonly<
  Record<ComparableFact, Comparison>
>;

describe('what was recorded of Stripe is what the emulator answers', () => {
  for (const [name, compare] of Object.entries<Comparison>(COMPARISONS)) {
    // A cast: the names of the comparisons are those of the facts.
    const { fact, seen } = RECORDED_FACTS[name as ComparableFact];
    it(`${fact} (${seen})`, async () => {
      const world = recordingsWorld();
      onTestFinished(() => world.emulator.close());
      await compare(world);
    });
  }
});
