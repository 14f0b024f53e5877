import { configDefaults, defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './test/support/patience.ts';

// The examples run on the built package, in worlds of their own: npm run examples.
// biome-ignore lint/style/noDefaultExport: Vitest asks for one.
export default defineConfig({
  test: {
    dir: 'test',
    // What needs a browser is run by test:browser.
    exclude: [...configDefaults.exclude, '**/browser/**'],
    // Vitest keeps a processor for itself, and needs next to nothing of it.
    maxWorkers: '100%',
    // Modules are read once, not once a file: nothing here keeps anything that another file could meet.
    isolate: false,
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    setupFiles: ['test/support/no-thrown-jobs.ts'],
    globalSetup: ['test/support/global-setup.ts', 'scripts/browser-bundle.ts'],
  },
});
