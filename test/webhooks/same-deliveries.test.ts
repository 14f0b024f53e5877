import { expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';

/* A snapshot that is put into another sandbox gives it the same deliveries, under the same ids. */

it('two sandboxes with the same delivery under way are each saved whole', async () => {
  const asked: (() => void)[] = [];
  const both = Promise.withResolvers<void>();
  const handler = () =>
    new Promise<Response>((resolve) => {
      asked.push(() => resolve(new Response('ok')));
      if (asked.length === 2) both.resolve();
    });
  const emulator = createEmulator({ log: false, webhooks: [{ handler }] });
  await emulator.linkAccount();
  const other = emulator.sandbox('sk_test_other');
  await other.restore(await emulator.snapshot());

  const advanced = [emulator.clock.advance(0), other.clock.advance(0)];
  await both.promise;
  const saved = [await emulator.snapshot(), await other.snapshot()];
  for (const answer of asked) answer();
  await Promise.all(advanced);

  for (const document of saved) {
    expect(document.jobs).toHaveLength(1);
    await createEmulator({ log: false }).restore(document);
  }
});
