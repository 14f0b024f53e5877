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
});
