import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const BIN = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));

/** What the command line has said by the time that it ends, or says that it listens. */
async function saidBy(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, NODE_OPTIONS: '' } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  await new Promise<void>((resolve) => {
    const hear = (chunk: Buffer): void => {
      said += String(chunk);
      if (said.includes('Try it')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => resolve());
  });
  return said;
}

describe('the command line masks passwords', () => {
  it('in its banner', async () => {
    const said = await saidBy('--port', '0', '--forward-to', 'jenny:hunter2@localhost:3000/hook');

    expect(said).toContain('forwarded to http://jenny:****@localhost:3000/hook');
    expect(said).not.toContain('hunter2');
  });

  it('in what refuses a URL', async () => {
    const said = await saidBy('--forward-to', 'ftp://jenny:hunter2@localhost');

    expect(said).toContain('ftp://jenny:****@localhost');
    expect(said).not.toContain('hunter2');
  });
});
