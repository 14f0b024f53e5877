import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bundled, bundled, SCRIPTS } from '../../scripts/browser-bundle.ts';

/**
 * All that a page is given comes from here, or makes older JavaScript of it: of the rest of the source it has types alone, and
 * of the manifest the version.
 */
const KNOWN = [
  /^src\/(?:stripe-js\/.+|core\/.+|model\/flow.*|version)\.ts$/,
  /^src\/stripe-js\/surface\.generated\.json$/,
  /^package\.json$/,
  /^\0@oxc-project\+runtime@/,
];
const isKnown = (path: string): boolean => KNOWN.some((known) => known.test(path));

describe.each(Object.entries(SCRIPTS))('the script "%s"', (_name, entry) => {
  let script: Bundled;
  beforeAll(async () => {
    script = await bundled(entry);
  });

  it('holds what belongs in a page, and nothing else of the source', () => {
    expect(script.sources.filter((path) => !isKnown(path))).toEqual([]);
    expect(script.text).not.toContain('devDependencies');
  });

  it('makes no code from text, which a content security policy forbids', () => {
    expect(script.text).not.toMatch(/\beval\b|\bnew Function\b|\.innerHTML|document\.write/);
  });
});

it('the stand-in for Stripe.js has at most 40 KB as it travels', async () => {
  const { text } = await bundled(SCRIPTS.stripe);

  expect(gzipSync(text).length).toBeLessThanOrEqual(40_960);
});
