// The same tests with thousands of seeds instead of dozens; what was counted is read through test/long.ts.
process.env['LONG'] = '1';
await import('./test.mjs');
