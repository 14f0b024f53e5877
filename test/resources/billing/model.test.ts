import { describe, it } from 'vitest';
import { playSeed } from '../../support/payment-play.ts';

/*
 * A walk that fails names its seed; with it in MODEL_SEED it is the first one again. MODEL_SHRINK=0 leaves away the search
 * for a smaller walk that fails.
 */

const PARTS = 20;
const WALKS = 10;
const STEPS = 250;
const { MODEL_SEED } = process.env;
const firstSeed = Number(MODEL_SEED ?? Math.floor(Date.now() / 1000));

describe('invoices and Checkout Sessions, and the payments that come through them', () => {
  it.each(Array.from({ length: PARTS }, (_, part) => part))(
    `go as the model says, whatever happens to them, the clock and the sandbox: ${WALKS} walks of ${STEPS} steps of MODEL_SEED=${firstSeed}, part %i`,
    async (part) => {
      for (let walk = 0; walk < WALKS; walk++)
        await playSeed(firstSeed + part * WALKS + walk, STEPS, 'doors');
    },
  );
});
