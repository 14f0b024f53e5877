import { defineConfig } from '@playwright/test';
import { ARGS, EXECUTABLE } from '../support/chromium.ts';

// biome-ignore lint/style/noDefaultExport: Playwright asks for one.
export default defineConfig({
  use: { launchOptions: { executablePath: EXECUTABLE, args: [...ARGS] } },
  reporter: 'line',
  fullyParallel: true,
  workers: 2,
  outputDir: '../../../node_modules/.cache/playwright',
});
