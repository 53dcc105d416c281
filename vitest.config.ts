import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // Pure cores and stores, seconds. The model project loads the real weights and takes about a minute.
      {
        test: {
          name: 'unit',
          include: ['{lib,workers,components,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.model.test.ts', '**/node_modules/**'],
          setupFiles: ['scripts/kit/property-seed.ts'],
          // Property tests take seconds on a busy machine; nothing here is timed.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'model',
          include: ['{lib,workers}/**/*.model.test.ts'],
          setupFiles: ['scripts/kit/property-seed.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
