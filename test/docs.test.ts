import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isCurrent, pages } from '../scripts/generate-docs.ts';

const root = new URL('../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');

describe('the documentation', () => {
  it.each(Object.keys(pages))('%s is what its tables say; npm run generate writes it anew', (path) => {
    expect(isCurrent(path)).toBe(true);
  });

  it('has a README of at most 150 lines', () => {
    expect(text('README.md').split('\n').length).toBeLessThanOrEqual(150);
  });

  it('opens the README with what it is, then the two commands', () => {
    const [title, , sentence, , fence, start, test] = text('README.md').split('\n');

    expect(title).toBe('# stripe-fc-emulator');
    expect(sentence).toContain('offline emulator');
    expect([fence, start, test]).toEqual(['```sh', 'npm ci && npm start', 'npm ci && npm test']);
  });

  it('has no link that leads nowhere', () => {
    const files = [
      'README.md',
      ...readdirSync(new URL('docs', root))
        .filter((name) => name.endsWith('.md'))
        .map((name) => `docs/${name}`),
    ];
    const broken = files.flatMap((file) =>
      [...text(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(new URL(target, new URL(file, root)))),
    );

    expect(broken).toEqual([]);
  });
});
