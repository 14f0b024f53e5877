import fc from 'fast-check';
import { describe, it } from 'vitest';
import { type Step, step } from '../../support/refresh-steps.ts';
import { SideBySide } from '../../support/side-by-side.ts';

async function taken(steps: readonly Step[]): Promise<number> {
  const world = new SideBySide();
  for (const next of steps) await world.take(next);
  await world.close();
  return world.refreshes;
}

describe('refreshes', () => {
  it('go as the model says, whatever happens to the account, the clock and the sandbox', async () => {
    let steps = 0;
    let refreshes = 0;
    const walk = fc.array(step, { minLength: 1, maxLength: 80, size: 'max' });
    await fc.assert(
      fc.asyncProperty(walk, async (given) => {
        refreshes += await taken([
          { do: 'link', permissions: ['balance', 'ownership', 'transactions'], prefetch: [], closes: false },
          ...given,
        ]);
        steps += given.length;
      }),
      { numRuns: 200 },
    );
    console.info(`refresh model: ${steps} steps, ${refreshes} refreshes`);
  }, 60_000);
});
