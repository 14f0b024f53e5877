import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'rolldown';

const ROOT = join(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

// What the bin imports one after another, whatever it is told to serve.
const EVERY_START = ['main', 'found-config', 'plan', 'start'].map((name) => join(SRC, 'cli', `${name}.ts`));

/**
 * A generated table of JSON as text, each of its members read when it is first asked for: an object written out is read
 * with the file, which takes ten times as long.
 */
const lateTables: Plugin = {
  name: 'late-tables',
  async load(id) {
    if (!id.endsWith('.generated.json')) return null;
    const members = Object.entries<unknown>(JSON.parse(await readFile(id, 'utf8'))).map(([name, value]) => {
      const text = JSON.stringify(JSON.stringify(value));
      return `get ${name}() { return read.${name} ??= JSON.parse(${text}); }`;
    });
    return { code: `const read = {};\nexport default { ${members.join(',\n')} };`, moduleType: 'js' };
  },
};

/** Notes, once all is read, which modules these import, and which those, and so on: but not what is imported late. */
function reachedFrom(entries: readonly string[], reached: Set<string>): Plugin {
  return {
    name: 'reached',
    buildEnd() {
      const waiting = [...entries];
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        if (reached.has(id)) continue;
        reached.add(id);
        waiting.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
}

/** What all bundles share. */
export const common = {
  cwd: ROOT,
  // `engines` says no less.
  transform: { target: 'node22' },
  plugins: [lateTables],
  // A warning would be read by nobody: it ends the build.
  onLog: (_level, { code, message }) => {
    // What is imported late in the source, and in the file of every start all the same.
    if (code !== 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(message);
  },
} satisfies BuildOptions;

/**
 * What makes `bin.js` in `dir`, and the files beside it: the command line in one bundle of its own, because to find and
 * read the many files of the source and its dependencies would be most of the time until the server is ready.
 */
export function binBundle(dir: string): BuildOptions {
  const needed = new Set<string>();
  return {
    ...common,
    plugins: [...common.plugins, reachedFrom(EVERY_START, needed)],
    input: { bin: join(SRC, 'bin.ts') },
    external: [/^node:/],
    platform: 'node',
    output: {
      dir,
      format: 'esm',
      chunkFileNames: 'cli/[name]-[hash].js',
      // Nobody reads it, and to read what nobody reads would be a third of the time until the server is ready. Names stay
      // as they are, for the traces of errors.
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      // What every start needs, in one file: to find and read ten would be a twentieth of the time that a start takes.
      // What is imported late comes in files of its own.
      codeSplitting: { groups: [{ name: 'start', test: (id) => needed.has(id) }] },
    },
  };
}
