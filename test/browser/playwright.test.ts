import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/* The fixtures of stripe-fc-emulator/playwright, in Playwright Test itself: what each spec says, it finds true. */

const CONFIG = join(import.meta.dirname, 'playwright', 'playwright.config.ts');
// Playwright reads all of the source the first time.
const LIMIT_MS = 300_000;

test('each spec of test/browser/playwright passes', { timeout: LIMIT_MS }, () => {
  const { status, stdout, stderr } = spawnSync('npx', ['playwright', 'test', '--config', CONFIG], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });

  expect(status, stdout + stderr).toBe(0);
});
