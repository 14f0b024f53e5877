import { expect, it } from 'vitest';
import { setup } from '../../../support/setup.ts';

const DAY = 86_400;

it('says how many of the transactions that were given are older than any list', async () => {
  const logged: string[] = [];
  const { emulator, stripe } = setup({ log: ({ text }) => void logged.push(text) });
  const now = Math.floor(emulator.clock.now().getTime() / 1000);
  const transactions = [181, 190, 179].map((days) => ({
    amount: -100,
    description: `${days} days ago`,
    transacted_at: now - days * DAY,
  }));
  const { id } = await emulator.linkAccount({ holdings: { transactions }, prefetch: ['transactions'] });

  await emulator.clock.advance('1s');

  const { data } = await stripe.financialConnections.transactions.list({ account: id });
  expect(data.map(({ description }) => description)).toEqual(['179 days ago']);
  expect(logged.filter((text) => text.includes('180 days'))).toEqual([
    `2 of the transactions that were given to ${id} are older than the 180 days before its first refresh, and no list has them: their transacted_at is before ${now - 180 * DAY}.`,
  ]);
});

it('says so of one that is posted later, too', async () => {
  const logged: string[] = [];
  const { emulator } = setup({ log: ({ text }) => void logged.push(text) });
  const now = Math.floor(emulator.clock.now().getTime() / 1000);
  const { id } = await emulator.linkAccount({ prefetch: ['transactions'] });
  await emulator.clock.advance('1s');

  await emulator.updateTransactions(id, {
    post: [{ amount: -1, description: 'x', transacted_at: now - 181 * DAY }],
  });

  expect(logged.join()).toContain(`1 of the transactions that were given to ${id} are older`);
});
