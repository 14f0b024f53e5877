import { answerRounds, type Measurable, sourceOf } from './program.ts';

/* What linked accounts take whose bank nobody has asked for transactions: with a persona, and without. */

const BATCH = 1000;
const ROUND = { baseline: 'Success', ours: 'Persona: Payroll worker' } as const;

const { createEmulator } = await sourceOf<typeof import('../src/index.ts')>('index.ts');

function usedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Bytes an account. */
async function taken(account: string, count: number): Promise<number> {
  const emulator = createEmulator({ log: false });
  const institution = account === ROUND.ours ? 'Emulator: Personas' : 'Test (Non-OAuth)';
  const before = usedBytes();
  for (let from = 0; from < count; from += BATCH)
    await emulator.putObjects({
      'financial_connections.accounts': Array.from({ length: BATCH }, (_, at) => ({
        id: `fca_${String(from + at).padStart(24, '0')}`,
        account,
        institution,
      })),
    });
  const bytes = (usedBytes() - before) / count;
  await emulator.close();
  return bytes;
}

answerRounds(
  async ({ many }): Promise<readonly Measurable[]> => [
    {
      what: 'an account',
      aim: { atMost: 1.05 },
      warmUp: () => taken(ROUND.ours, BATCH),
      baseline: () => taken(ROUND.baseline, many),
      ours: () => taken(ROUND.ours, many),
    },
  ],
);
