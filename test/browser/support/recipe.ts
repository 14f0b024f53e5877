import { readFileSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/* The recipes of docs/browser.md, as they are written there. */

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'browser.md'), 'utf8');
const APPLICATION = join(ROOT, 'test', 'browser', 'recipes');

/** The code below a heading that begins with the name of its file. */
export function recipe(file: string): string {
  const [, code] = PAGE.split(`\`\`\`ts\n// ${file}\n`);
  if (code === undefined) throw new Error(`docs/browser.md has no ${file}.`);
  return code.split('\n```')[0] ?? '';
}

/** The only line of HTML there. */
export const scriptTag = (): string => /```html\n(.*)\n```/.exec(PAGE)?.[1] ?? '';

/**
 * A folder for a test, with the application of the recipes and those files; below the project, so that what it imports is
 * found.
 */
export async function folderWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(ROOT, 'test', 'browser', '.made', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const file of ['application.js', 'server.js'])
    await copyFile(join(APPLICATION, file), join(folder, file));
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}
