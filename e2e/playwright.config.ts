import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from '../scripts/chromium.mjs';

const executablePath = findChromium();

/** Real Chromium, the production build, the real weights. One worker: two browsers would share two cores. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  workers: 1,
  // Two cores and a model: what takes seconds here may take a minute on a busy machine.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // A browser on a loaded machine stumbles now and then; the report lists what passed only at the second try as flaky.
  retries: process.env['CI'] ? 1 : 0,
  outputDir: '../test-results',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 860 },
    launchOptions: { args: [...chromiumArgs], ...(executablePath && { executablePath }) },
    trace: 'retain-on-failure',
    permissions: ['clipboard-read', 'clipboard-write'],
  },
});
