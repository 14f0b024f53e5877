import fc from 'fast-check';
import { describe, it } from 'vitest';
import { type Step, step } from '../../support/refresh-steps.ts';
import { SideBySide } from '../../support/side-by-side.ts';

const PARTS = Array.from({ length: 20 }, (_, at) => at + 1);
const WALKS = 10;
const LINK: Step = {
  do: 'link',
  permissions: ['balance', 'ownership', 'transactions'],
  prefetch: [],
  closes: false,
};

describe('refreshes', () => {
  it.each(PARTS)(
    `go as the model says, whatever happens to the account, the clock and the sandbox: ${WALKS} walks, %i of ${PARTS.length}`,
    async () => {
      const walk = fc.array(step, { minLength: 1, maxLength: 80, size: 'max' });
      const property = fc.asyncProperty(walk, async (given) => {
        const world = new SideBySide();
        for (const next of [LINK, ...given]) await world.take(next);
        await world.close();
      });
      await fc.assert(property, { numRuns: WALKS });
    },
  );
});
