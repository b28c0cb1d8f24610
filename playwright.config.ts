import { defineConfig } from '@playwright/test';

/**
 * Four workers on two cores: a test spends half of its time waiting, be it for a start, an end or a slot. Each has a profile,
 * a site and a message bus of its own. Limits are far beyond what a test needs, so that a slow machine with other work
 * passes too.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 4,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env['CI']),
  use: { trace: 'off', screenshot: 'only-on-failure' },
  // Those that wait for minutes begin first, so that the others end beside them.
  projects: [
    { name: 'long', grep: /@long/ },
    { name: 'short', grepInvert: /@long/ },
  ],
});
