import type { Checkout } from './checkout.ts';
import { rowsOf } from './program.ts';
import type { Effort, Row, Section } from './report.ts';

/* What calls cost in one process, next to their baseline there. */

export async function inProcessSections(
  effort: Effort,
  against: Checkout | undefined,
): Promise<readonly Section[]> {
  return [
    {
      title: 'The official client in process',
      note: '`Stripe.createFetchHttpClient(emulator.fetch)` beside the same client over an empty hono app that reads the same body and answers the same bytes. A whole test creates a customer and a PaymentIntent, links a bank account, refreshes it, advances the clock and reads the balance: five calls, a link and two advances, held against the five calls alone; a payment is one call that creates and confirms it, and the advance to its success, held against the call alone.',
      unit: 'µs',
      baselineName: 'empty hono app',
      oursName: 'emulator',
      rows: await rowsOf({ file: 'in-process.ts' }, effort, against),
    },
  ];
}

// One takes seconds.
const ROUNDS_OF_NAMES = 3;

export async function hostileSections(
  effort: Effort,
  against: Checkout | undefined,
): Promise<readonly Section[]> {
  const bodies = await rowsOf({ file: 'hostile.ts' }, effort, against);
  const names = await rowsOf({ file: 'many-names.ts' }, { ...effort, rounds: ROUNDS_OF_NAMES }, against);
  return [
    {
      title: 'A million unknown names',
      note: 'The cost of a name, in a body with a million that nobody knows beside one with a fifth as many. Near 1, time is linear; 5 would be the square. A large heap alone makes up to 2 or 3 of it.',
      unit: 'µs a name',
      baselineName: '200,000 names',
      oursName: '1,000,000 names',
      rows: names,
    },
    {
      title: 'Bodies that nobody honest sends',
      note: 'Each beside one parameter of as many bytes that no operation knows. None may take seconds.',
      unit: 'µs',
      baselineName: 'one parameter',
      oursName: 'body',
      rows: bodies,
    },
  ];
}

export async function mswSections(
  effort: Effort,
  against: Checkout | undefined,
): Promise<readonly Section[]> {
  const rows: Row[] = [];
  for (const major of ['3', '2'])
    rows.push(...(await rowsOf({ file: 'msw.ts', args: [major] }, effort, against)));
  return [
    {
      title: 'The official client through MSW',
      note: '`stripeHandlers(emulator)` beside one handler that answers a constant.',
      unit: 'µs',
      baselineName: 'constant handler',
      oursName: 'emulator',
      rows,
    },
  ];
}

// Each takes as long as a million accounts take to be linked.
const ROUNDS_OF_MANY = 1;

export async function transactionSections(
  effort: Effort,
  against: Checkout | undefined,
): Promise<readonly Section[]> {
  const execArgv = ['--expose-gc', '--max-old-space-size=8192'];
  const unasked = { file: 'unasked.ts', execArgv };
  return [
    {
      title: 'Transactions',
      note: "Lists of a persona's transactions, which are computed as they are asked for, beside lists of as many customers, which are kept: whole calls of `emulator.fetch`. The account is that of a small business, refreshed every day.",
      unit: 'µs',
      baselineName: 'customers',
      oursName: 'transactions',
      rows: await rowsOf({ file: 'transactions.ts' }, effort, against),
    },
    {
      title: 'Accounts that nobody asks for transactions',
      note: `Of ${effort.many.toLocaleString('en-US')} linked accounts, with a persona and without.`,
      unit: 'bytes',
      baselineName: 'a basic account',
      oursName: 'a persona',
      rows: await rowsOf(unasked, { ...effort, rounds: ROUNDS_OF_MANY }, against),
    },
  ];
}
