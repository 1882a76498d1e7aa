import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/{src,reference}/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['packages/server/src/engines/postgres/vitest-postgres.ts'],
    // Real engines start, and two cores are shared: a test may take its time, but a hang must end.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
});
