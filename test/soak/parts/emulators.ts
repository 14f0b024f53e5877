import { createEmulator } from '../../../src/index.ts';
import { atMost, heapBytes, megabytes, same } from '../promise.ts';

/* 2,000 emulators, one after another, as the tests of a large suite make and close them. */

const EMULATORS = 2_000;
// What the runtime keeps of code that has become warm is there after these.
const WARM = 200;

let received = 0;
async function one(): Promise<void> {
  const handler = () => {
    received++;
    return new Response('ok');
  };
  await using emulator = createEmulator({ log: false, webhooks: [{ handler }] });
  await emulator.linkAccount({ prefetch: ['balances'], permissions: ['balances'] });
  await emulator.clock.runToIdle();
  await emulator.restore(await emulator.snapshot());
}

for (let at = 0; at < WARM; at++) await one();
const warmBytes = await heapBytes();
for (let at = 0; at < EMULATORS; at++) await one();
const left = (await heapBytes()) - warmBytes;
same('webhooks received, two an emulator', received, 2 * (WARM + EMULATORS));
atMost('heap that is left of them all', Math.max(0, left), 4_194_304, megabytes);
