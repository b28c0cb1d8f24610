import { defineConfig } from '@playwright/test';

/** Pictures of every page for looking at and for the documentation; see `screenshots.ts`. */
export default defineConfig({
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../../test-results/screenshots',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 30_000 },
});
