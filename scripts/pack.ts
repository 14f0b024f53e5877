import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Packs what stands in dist/ into that directory; answers the path of the tarball. */
export function pack(destination: string): string {
  // Without scripts: this is called while npm packs, and `prepack` would call it again. And really, even in a dry run.
  const args = ['pack', '--ignore-scripts', '--dry-run=false', '--json', '--pack-destination', destination];
  const output = execFileSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  const packed = JSON.parse(output) as
    | readonly { filename: string }[]
    | Readonly<Record<string, { filename: string }>>;
  // npm 12 answers an object by name where older ones answer a list.
  const [first] = Object.values(packed);
  if (first === undefined) throw new Error('npm pack has packed nothing.');
  return join(destination, first.filename);
}
