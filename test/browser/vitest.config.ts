import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from '../support/patience.ts';

// biome-ignore lint/style/noDefaultExport: Vitest asks for one.
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    // Playwright's own runner runs *.spec.ts.
    include: ['**/*.test.ts'],
    globalSetup: ['scripts/browser-bundle.ts'],
    // A browser takes all there is of a small machine.
    fileParallelism: false,
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
  },
});
