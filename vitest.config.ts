import { configDefaults, defineConfig } from 'vitest/config';

// The examples run on the built package, in worlds of their own: npm run examples.
// biome-ignore lint/style/noDefaultExport: Vitest asks for one.
export default defineConfig({
  test: {
    dir: 'test',
    // What needs a browser is run by test:browser.
    exclude: [...configDefaults.exclude, '**/browser/**'],
    setupFiles: ['test/support/thrown-jobs.ts'],
    globalSetup: ['test/support/global-setup.ts', 'scripts/browser-bundle.ts'],
  },
});
