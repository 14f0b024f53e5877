import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';
import { binBundle } from '../scripts/bin-bundle.ts';
import { type Checkout, type Commit, checkOut, OWN_ROOT } from './checkout.ts';
import { endAll } from './children.ts';

/** A folder of its own for everything that a run of the bench writes, with the programs that it measures. */
export interface Workplace {
  /** The command line, bundled as in the package. */
  readonly bin: string;
  readonly bareHono: string;
  readonly bareHonoBundled: string;
  /** The commit that is compared with. */
  readonly against: Checkout | undefined;
  write(name: string, value: unknown): Promise<string>;
}

/** `bare-hono.js` in one file, too. */
async function bundledBareHono(input: string, dir: string): Promise<string> {
  await build({
    cwd: OWN_ROOT,
    input: { main: input },
    external: [/^node:/],
    platform: 'node',
    transform: { target: 'node22' },
    output: { dir, format: 'esm' },
  });
  return join(dir, 'main.js');
}

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/** A folder for `use`, and with it all that was started, gone when that has ended, however it does. */
export async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'stripe-fc-emulator-bench-'));
  const clear = (): void => {
    endAll();
    rmSync(folder, { recursive: true, force: true });
  };
  const leave = (signal: keyof typeof SIGNALS): void => {
    clear();
    process.exit(128 + SIGNALS[signal]);
  };
  const signals = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
  for (const signal of signals) process.once(signal, leave);
  try {
    return await use(folder);
  } finally {
    for (const signal of signals) process.off(signal, leave);
    clear();
  }
}

/** Makes in a folder what is to be measured. */
export async function makeWorkplace(dir: string, commit: Commit | undefined): Promise<Workplace> {
  await writeFile(join(dir, 'package.json'), '{"type":"module"}');
  const bareHono = join(import.meta.dirname, 'bare-hono.js');
  const bin = join(dir, 'bin');
  await build(binBundle(bin));
  return {
    bin: join(bin, 'bin.js'),
    bareHono,
    bareHonoBundled: await bundledBareHono(bareHono, join(dir, 'bare-hono')),
    against: commit === undefined ? undefined : await checkOut(commit, join(dir, 'against')),
    async write(name, value) {
      const file = join(dir, name);
      await writeFile(file, JSON.stringify(value));
      return file;
    },
  };
}
