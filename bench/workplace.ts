import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';

const ROOT = join(import.meta.dirname, '..');

/** A folder of its own for everything that a run of the bench writes, with the programs that it measures. */
export interface Workplace {
  /** The command line, bundled as in the package. */
  readonly bin: string;
  readonly bareHono: string;
  readonly bareHonoBundled: string;
  write(name: string, value: unknown): Promise<string>;
  remove(): Promise<void>;
}

async function bundle(input: string, dir: string): Promise<string> {
  await build({
    cwd: ROOT,
    input: { main: input },
    external: [/^node:/],
    platform: 'node',
    transform: { target: 'node22' },
    output: { dir, format: 'esm' },
  });
  return join(dir, 'main.js');
}

export async function makeWorkplace(): Promise<Workplace> {
  const dir = await mkdtemp(join(tmpdir(), 'stripe-fc-emulator-bench-'));
  await writeFile(join(dir, 'package.json'), '{"type":"module"}');
  const bareHono = join(import.meta.dirname, 'bare-hono.js');
  return {
    bin: await bundle(join(ROOT, 'src', 'bin.ts'), join(dir, 'bin')),
    bareHono,
    bareHonoBundled: await bundle(bareHono, join(dir, 'bare-hono')),
    async write(name, value) {
      const file = join(dir, name);
      await writeFile(file, JSON.stringify(value));
      return file;
    },
    remove: () => rm(dir, { recursive: true }),
  };
}
