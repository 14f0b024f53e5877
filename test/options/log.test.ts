import { beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { serve } from '../../src/node.ts';
import type { EmulatorOptions } from '../../src/options/options.ts';

const KEY = 'sk_test_1';
const LIST = ['/v1/customers', { headers: { authorization: `Bearer ${KEY}` } }] as const;

const FAILING: readonly (readonly [what: string, log: NonNullable<EmulatorOptions['log']>])[] = [
  [
    'throws',
    () => {
      throw new Error('disk full');
    },
  ],
  ['rejects', () => Promise.reject(new Error('disk full'))],
];

describe.each(FAILING)('a log that %s', (_what, log) => {
  let complaints: MockInstance<typeof console.error>;
  beforeEach(() => {
    complaints = vi.spyOn(console, 'error').mockReturnValue();
    return () => complaints.mockRestore();
  });
  const complained = () => new Set(complaints.mock.calls.flat());
  const COMPLAINT = new Set(['stripe-fc-emulator: the log function has thrown: Error: disk full']);

  it('fails no call in process', async () => {
    const emulator = createEmulator({ log });

    const { status } = await emulator.fetch(`https://api.stripe.com${LIST[0]}`, LIST[1]);

    expect(status).toBe(200);
    await vi.waitFor(() => expect(complained()).toEqual(COMPLAINT));
  });

  it('fails no call of a server', async () => {
    await using server = await serve(createEmulator({ log }), { port: 0 });

    const { status } = await fetch(`${server.url}${LIST[0]}`, LIST[1]);

    expect(status).toBe(200);
    await vi.waitFor(() => expect(complained()).toEqual(COMPLAINT));
  });
});
