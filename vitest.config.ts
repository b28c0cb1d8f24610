import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const integration = 'src/main/**/*.integration.test.ts';

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // By default one worker less than the machine has cores: on a small one, half of it would do nothing.
    maxWorkers: '100%',
    experimental: { fsModuleCache: true },
    // Not isolated where no DOM is shared: modules keep no state between tests (STYLE.md, 6), and to load them once for
    // all files halves the time.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts'],
          exclude: [integration],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: [integration, 'scripts/**/*.test.mjs'],
          isolate: false,
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'component',
          environment: 'jsdom',
          include: ['src/renderer/**/*.test.tsx'],
          setupFiles: 'src/renderer/src/lib/testing/set-up.ts',
          isolate: false,
        },
      },
    ],
  },
});
