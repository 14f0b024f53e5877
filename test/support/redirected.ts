import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { serve } from '../../src/node.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REDIRECT = fileURLToPath(new URL('../../src/redirect.ts', import.meta.url));

/** Runs a program with the preload, in a process of its own; answers what it printed. */
export function preloaded(
  code: string,
  { url, how = '--import' }: { readonly url?: string; readonly how?: '--import' | '--require' } = {},
): Promise<{ readonly out: string; readonly err: string; readonly code: number | string | null }> {
  const { NODE_OPTIONS: _, STRIPE_FC_EMULATOR_URL: __, ...environment } = process.env;
  const env = { ...environment, ...(url === undefined ? {} : { STRIPE_FC_EMULATOR_URL: url }) };
  const type = how === '--import' ? 'module' : 'commonjs';
  const args = [how, REDIRECT, `--input-type=${type}`, '--eval', code];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, env, timeout: 30_000 }, (error, out, err) =>
      resolve({ out, err, code: error === null ? 0 : (error.code ?? error.signal ?? null) }),
    );
  });
}

/** An emulator behind a port, until the test has ended. */
export async function emulatorOnPort() {
  const emulator = createEmulator({ log: false });
  const server = await serve(emulator, { port: 0 });
  onTestFinished(async () => {
    await server.close();
    await emulator.close();
  });
  return { emulator, url: server.url };
}
