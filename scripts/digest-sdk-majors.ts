/**
 * Writes what the majors of the SDK declare, each of which speaks a version of its own, into the digest that a test holds
 * old forms against. Run by hand when there is a new major: `node scripts/digest-sdk-majors.ts`. It fetches the
 * packages with npm, and keeps nothing of them.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Declarations, declarationsIn, PROBE } from './sdk-declarations.ts';

const MAJORS = [9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];
const DIGEST = new URL('../test/support/sdk-majors.generated.json', import.meta.url);

function fetched(major: number, folder: string): string {
  const home = join(folder, String(major));
  const sdk = join(home, 'node_modules/stripe');
  mkdirSync(sdk, { recursive: true });
  const npm = ['pack', `stripe@^${major}`, '--silent', '--pack-destination', home];
  const packed = execFileSync('npm', npm, { cwd: home, encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', join(home, packed), '-C', sdk, '--strip-components=1']);
  writeFileSync(join(home, 'probe.ts'), PROBE);
  return home;
}

/** The version that a major's last release is typed for. */
function versionIn(home: string): string {
  for (const file of ['cjs/apiVersion.js', 'types/lib.d.ts', 'types/2020-08-27/lib.d.ts']) {
    const text = readable(join(home, 'node_modules/stripe', file));
    const [, version] = /ApiVersion = '(\d{4}-\d{2}-\d{2}(?:\.[a-z]+)?)'/.exec(text) ?? [];
    if (version !== undefined) return version;
  }
  throw new Error(`${home}: the SDK does not say which version it is for.`);
}

function readable(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly presence: string;
}

/** What the majors say of one field, those together that say the same: `9-12 required, 13-23 optional null`. */
function runsOf(said: readonly (readonly [major: number, presence: string])[]): string {
  const runs: Run[] = [];
  for (const [major, presence] of said) {
    const last = runs.at(-1);
    if (last?.to === major - 1 && last.presence === presence) runs.splice(-1, 1, { ...last, to: major });
    else runs.push({ from: major, to: major, presence });
  }
  return runs.map(({ from, to, presence }) => `${from}-${to} ${presence}`).join(', ');
}

function digestOf(
  all: readonly (readonly [major: number, Declarations])[],
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const names = new Set(all.flatMap(([, declarations]) => Object.keys(declarations)));
  const fieldsOf = (name: string) => {
    const paths = new Set(all.flatMap(([, declarations]) => Object.keys(declarations[name] ?? {})));
    return [...paths].sort().map((path) => {
      const said = all.flatMap(([major, declarations]) => {
        const presence = declarations[name]?.[path];
        return presence === undefined ? [] : [[major, presence] as const];
      });
      return [path, runsOf(said)] as const;
    });
  };
  return Object.fromEntries([...names].map((name) => [name, Object.fromEntries(fieldsOf(name))]));
}

const folder = mkdtempSync(join(tmpdir(), 'sdk-majors-'));
try {
  const read = MAJORS.map((major) => {
    const home = fetched(major, folder);
    return { major, version: versionIn(home), ...declarationsIn(home) };
  });
  const digest = {
    versions: Object.fromEntries(read.map(({ major, version }) => [major, version])),
    objects: digestOf(read.map(({ major, objects }) => [major, objects])),
    parameters: digestOf(read.map(({ major, parameters }) => [major, parameters])),
  };
  writeFileSync(DIGEST, `${JSON.stringify(digest, null, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
