import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    globalSetup: 'test/temp-root.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // More than there are cores: tests of processes wait for them much of the time.
    maxWorkers: Math.ceil(availableParallelism() * 2),
    // No test replaces a module, so nothing is gained by loading all of them anew for every file, and it took a third of the time.
    isolate: false,
    allowOnly: false,
    // Children of a test write to stderr on purpose; only the failures are worth reading.
    silent: 'passed-only',
  },
});
