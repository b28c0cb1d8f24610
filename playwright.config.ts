import { defineConfig } from '@playwright/test';

/** One worker: each test starts an Electron of its own, and two at once on a small machine make time limits a lottery. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  use: { trace: 'off', screenshot: 'only-on-failure' },
});
