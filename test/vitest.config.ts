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
    // Left to itself it keeps a core free, which on two cores is half of the machine.
    maxWorkers: '100%',
    // No test replaces a module, so nothing is gained by loading all of them anew for every file, and it took a third of the time.
    isolate: false,
    allowOnly: false,
    // Children of a test write to stderr on purpose; only the failures are worth reading.
    silent: 'passed-only',
  },
});
