import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const integration = 'src/main/**/*.integration.test.ts';

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts'],
          exclude: [integration, 'src/renderer/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: [integration, 'scripts/**/*.test.mjs'],
          maxWorkers: 2,
          // Projects with different worker counts must run one after the other.
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: { name: 'component', environment: 'jsdom', include: ['src/renderer/**/*.test.{ts,tsx}'] },
      },
    ],
  },
});
