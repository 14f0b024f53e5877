import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { makeOutput } from '../../src/cli/output.ts';

const OUTPUT = join(import.meta.dirname, '..', '..', 'src', 'cli', 'output.ts');

describe('the output', () => {
  it('writes what is said in one turn at once, in its order', async () => {
    const written: string[] = [];
    const stream = { on: () => {}, write: (text: string) => written.push(text) };
    const output = makeOutput({
      stream: stream as unknown as NodeJS.WriteStream,
      format: 'text',
      level: 'normal',
      paint: (_, text) => text,
    });
    output.log({ kind: 'notice', text: 'early' });
    output.begin('first\n');
    output.log({ kind: 'notice', text: 'late' });

    await vi.waitFor(() => expect(written).toHaveLength(2));

    expect(written[0]).toBe('first\n');
    expect(written[1]).toMatch(/^.* note early\n.* note late\n$/);
  });

  it('says the last thing before its process ends', () => {
    const program = `
      import { makeOutput } from ${JSON.stringify(OUTPUT)};
      const output = makeOutput({ stream: process.stdout, format: 'json', level: 'normal', paint: (_, text) => text });
      output.begin('');
      output.log({ kind: 'error', text: 'last words' });
      process.exit(0);
    `;

    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program]);

    expect(stdout.toString()).toContain('last words');
  });

  it.each(['text', 'json'] as const)('cuts what is long in a line of %s', async (format) => {
    const written: string[] = [];
    const stream = { on: () => {}, write: (text: string) => written.push(text) };
    const output = makeOutput({
      stream: stream as unknown as NodeJS.WriteStream,
      format,
      level: 'normal',
      paint: (_, text) => text,
    });
    const long = 'x'.repeat(100_000);
    output.log({
      kind: 'request',
      text: long,
      method: 'GET',
      path: long,
      status: 404,
      error: { message: long },
    });
    output.log({
      kind: 'delivery',
      text: '',
      direction: '<--',
      event: 'evt_1',
      url: long,
      status: null,
      error: long,
    });
    output.log({ kind: 'notice', text: long });
    output.log({ kind: 'error', text: long });
    output.begin('');

    await vi.waitFor(() => expect(written).toHaveLength(2));

    const lines = written.join('').split('\n');
    expect(lines.filter((line) => line.includes('xxx')).length).toBeGreaterThanOrEqual(4);
    for (const line of lines) expect(line.length).toBeLessThan(4_500);
  });
});
