import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { isWaitedFor } from '../../src/cli/left-behind.ts';
import { processes } from '../support/processes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const running: ChildProcess[] = [];
afterEach(() => {
  // The whole group: whatever npm has left behind.
  for (const { pid } of running.splice(0)) {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // All of it is gone.
    }
  }
});

/** `npm start` in a process group of its own, and the first that it says which matches. */
async function started(args: readonly string[], said: RegExp) {
  const child = spawn('npm', ['start', '--', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  running.push(child);
  let out = '';
  for await (const chunk of child.stdout) {
    out += chunk;
    const [, found] = said.exec(out) ?? [];
    if (found !== undefined) return { child, found };
  }
  throw new Error(`npm start ended: ${out}`);
}

/** Resolves when nothing listens there any more. */
async function goneFrom(url: string): Promise<void> {
  for (;;) {
    const isThere = await fetch(`${url}/_emulator/health`).then(
      (answer) => answer.text(),
      () => undefined,
    );
    if (isThere === undefined) return;
  }
}

// What a supervisor sends to npm's process alone. npm passes it to a shell, and dash ends by it without its server.
describe.skipIf(process.platform === 'win32')('a signal to `npm start`', () => {
  test('ends the server as well, and frees its port', processes(3), async () => {
    const { child, found: url } = await started(['--port', '0', '--format', 'json'], /"url":"([^"]+)"/);

    child.kill('SIGTERM');

    await once(child, 'exit');
    await goneFrom(url);
  });

  // Linux tells of a process's parent; elsewhere npm's shell stays, and the server with it.
  test.runIf(process.platform === 'linux')(
    'that npm cannot pass on ends the server as well',
    processes(3),
    async () => {
      const { child, found: url } = await started(['--port', '0', '--format', 'json'], /"url":"([^"]+)"/);

      child.kill('SIGKILL');

      await once(child, 'exit');
      await goneFrom(url);
    },
  );

  test('ends the command under exec and its server', processes(4), async () => {
    const { child, found } = await started(
      [
        'exec',
        '--',
        process.execPath,
        '-e',
        'console.log("PID=%d URL=%s;", process.pid, process.env.STRIPE_API_BASE); setInterval(() => {}, 1000)',
      ],
      /^PID=(\d+ URL=[^;]+);/m,
    );
    const [, pid, url = ''] = /^(\d+) URL=(.+)$/.exec(found) ?? [];

    child.kill('SIGTERM');

    await goneFrom(url);
    // The server is closed after its command has ended.
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  });
});

describe('a script', () => {
  test.each([
    'node src/bin.ts',
    'stripe-fc-emulator --port 1',
    '"stripe-fc-emulator"',
    'a && stripe-fc-emulator 2>&1',
  ])('waits for the server it starts: %s', (script) => {
    expect(isWaitedFor(script)).toBe(true);
  });

  test.each([undefined, '', 'jest', 'stripe-fc-emulator & jest', 'nohup stripe-fc-emulator', 'node dev.js'])(
    'does not wait for it: %s',
    (script) => {
      expect(isWaitedFor(script)).toBe(false);
    },
  );
});
