import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OutputChunk } from 'rolldown';

/*
 * Makes src/browser-files.generated.ts: the texts of what runs in a page, each a classic script of its own. npm's
 * `prepare` makes it, so that a clone can serve them once it is installed; so do the tests and the build. It is no part of
 * the repository, because nobody would read it in a diff.
 */

const ROOT = join(import.meta.dirname, '..');
const GENERATED = join(ROOT, 'src', 'browser-files.generated.ts');

/** Each of the scripts, and where it begins. */
export const SCRIPTS = {
  /** The stand-in for Stripe.js. */
  stripe: 'src/stripe-js/script.ts',
  /** The panes of the modal. */
  inner: 'src/stripe-js/panes/inner.ts',
  /** The popup of an OAuth login. */
  oauth: 'src/stripe-js/panes/oauth.ts',
} as const;

export interface Bundled {
  readonly text: string;
  /** What went into it, by its path in the project. */
  readonly sources: readonly string[];
}

/** What a page is given of one of them. */
export async function bundled(entry: string): Promise<Bundled> {
  // Late: whoever installs the package's own dependencies alone has no bundler.
  const { build } = await import('rolldown');
  const { output } = await build({
    cwd: ROOT,
    input: join(ROOT, entry),
    platform: 'browser',
    transform: { target: 'es2019' },
    onLog: (_level, { message }) => {
      throw new Error(message);
    },
    write: false,
    output: { format: 'iife', minify: true, codeSplitting: false },
  });
  const [chunk]: readonly [OutputChunk, ...unknown[]] = output;
  return { text: chunk.code, sources: chunk.moduleIds.map((id) => id.replace(`${ROOT}/`, '')) };
}

async function moduleText(): Promise<string> {
  const texts = await Promise.all(Object.values(SCRIPTS).map(bundled));
  const names = Object.keys(SCRIPTS);
  const types = names.map((name) => `  readonly ${name}: string;\n`);
  const members = names.map((name, at) => `  ${name}: ${JSON.stringify(texts[at]?.text)},\n`);
  return `// Made by scripts/browser-bundle.ts.\nexport const browserFiles: {\n${types.join('')}} = {\n${members.join('')}};\n`;
}

/** Makes the module anew where its sources have changed. */
export async function setup(): Promise<void> {
  const text = await moduleText();
  if (existsSync(GENERATED) && readFileSync(GENERATED, 'utf8') === text) return;
  // In one step, because another process may read it at this moment.
  const written = `${GENERATED}.${process.pid}`;
  writeFileSync(written, text);
  renameSync(written, GENERATED);
}

const isMissingBundler = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_MODULE_NOT_FOUND';

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await setup().catch((thrown: unknown) => {
    if (!isMissingBundler(thrown)) throw thrown;
    console.log('Without the development dependencies there is no bundler: Stripe.js is not served here.');
  });
