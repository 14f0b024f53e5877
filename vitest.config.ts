import { defineConfig } from 'vitest/config';

// The examples run on the built package, in worlds of their own: npm run examples.
// biome-ignore lint/style/noDefaultExport: Vitest asks for one.
export default defineConfig({ test: { dir: 'test', globalSetup: 'test/support/global-setup.ts' } });
