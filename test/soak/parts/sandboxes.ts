import { createEmulator } from '../../../src/index.ts';
import { atMost, heapBytes, same } from '../promise.ts';

/* 10,000 sandboxes, one a key, each with an account whose balance has been read. */

const SANDBOXES = 10_000;

const emptyBytes = await heapBytes();
const emulator = createEmulator({ log: false });
const call = (key: string, path: string, body?: string) =>
  emulator.fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body }),
  });

let read = 0;
// One is the emulator's own.
for (let at = 1; at < SANDBOXES; at++) {
  const key = `sk_test_${at}`;
  const account: { readonly id: string } = await (
    await call(key, '/_emulator/financial_connections/accounts', 'permissions[]=balances')
  ).json();
  const path = `/v1/financial_connections/accounts/${account.id}`;
  await call(key, `${path}/refresh`, 'features[]=balance');
  await call(key, '/_emulator/clock/advance', 'until=idle');
  const { balance }: { readonly balance: object | null } = await (await call(key, path)).json();
  if (balance !== null) read++;
}
const heldBytes = (await heapBytes()) - emptyBytes;
same('balances read, each in a sandbox of its own', read, SANDBOXES - 1);
atMost('heap for each sandbox', heldBytes / SANDBOXES, 60_000, (bytes) => `${Math.round(bytes)} bytes`);
same('one more is refused', (await call('sk_test_one_more', '/v1/customers')).status, 400);
same('the first one is there still', (await call('sk_test_1', '/v1/events')).status, 200);
