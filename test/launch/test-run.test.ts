import { afterEach, beforeEach, expect, test } from 'vitest';
import { Checkout } from './checkout.ts';

let checkout: Checkout;
beforeEach(async () => {
  checkout = new Checkout();
  await checkout.bareCi();
  for (const [name, command] of [
    ['@biomejs/biome', 'biome'],
    ['typescript', 'tsc'],
    ['vitest', 'vitest'],
    ['knip', 'knip'],
  ]) {
    checkout.write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ type: 'module', bin: { [`${command}`]: './run.mjs' } }),
    );
    tool(`${name}`, '');
  }
  vitest({ numPassedTests: 12, numFailedTests: 0 });
});
afterEach(() => checkout.dispose());

function tool(name: string, body: string): void {
  checkout.write(`node_modules/${name}/run.mjs`, body);
}

function vitest(report: object, exitCode = 0): void {
  const find = "process.argv.find((arg) => arg.startsWith('--outputFile.json=')).split('=')[1]";
  const text = JSON.stringify(JSON.stringify(report));
  tool(
    'vitest',
    `import { writeFileSync } from 'node:fs';\nwriteFileSync(${find}, ${text});\nconsole.log('vitest talks');\nprocess.exit(${exitCode});`,
  );
}

function lines(text: string): string[] {
  return text.trimEnd().split('\n');
}

test('when all is well there is one line a step and the count at the end', async () => {
  const { code, stdout, stderr } = await checkout.run('test.mjs');
  expect([code, stderr]).toEqual([0, '']);
  expect(lines(stdout)).toEqual([
    expect.stringMatching(/^ok {4} format and lint, \d+ s$/),
    expect.stringMatching(/^ok {4} types, \d+ s$/),
    expect.stringMatching(/^ok {4} types of the launch scripts, \d+ s$/),
    expect.stringContaining('tests are running'),
    expect.stringMatching(/^ok {4} tests \(12 passed, 0 failed\), \d+ s$/),
    expect.stringMatching(/^ok {4} dead code and unused packages, \d+ s$/),
    '12 passed, 0 failed',
  ]);
});

test('what fails is shown whole, the rest still runs, and the failures add up', async () => {
  const failing = ['@biomejs/biome', 'typescript', 'knip'];
  for (const name of failing)
    tool(name, `console.log('${name} one');\nconsole.error('${name} two');\nprocess.exit(1);`);
  vitest({ numPassedTests: 5, numFailedTests: 3 }, 1);
  const { code, stdout } = await checkout.run('test.mjs');
  expect(code).toBe(1);
  for (const name of failing) expect(stdout).toContain(`${name} one\n${name} two`);
  expect(stdout.match(/^(ok {4}|FAILED) /gm)).toHaveLength(5);
  // Types are looked at twice.
  expect(lines(stdout).at(-1)).toBe('5 passed, 7 failed');
});

test('one failure is enough', async () => {
  tool('@biomejs/biome', 'process.exit(1);');
  const { code, stdout } = await checkout.run('test.mjs');
  expect([code, lines(stdout).at(-1)]).toEqual([1, '12 passed, 1 failed']);
});

test.each([
  ['failing tests', { numPassedTests: 10, numFailedTests: 2 }, 1, '10 passed, 2 failed'],
  [
    'a file that cannot be loaded',
    { numPassedTests: 10, numFailedTests: 0, numFailedTestSuites: 1 },
    1,
    '10 passed, 1 failed',
  ],
  ['a skipped test', { numPassedTests: 10, numFailedTests: 0, numPendingTests: 3 }, 0, '10 passed, 3 failed'],
  ['no tests at all', { numPassedTests: 0, numFailedTests: 0 }, 0, '0 passed, 1 failed'],
])('%s fail the run', async (_name, report, exitCode, last) => {
  vitest(report, exitCode);
  const { code, stdout } = await checkout.run('test.mjs');
  expect([code, lines(stdout).at(-1)]).toEqual([1, last]);
  expect(stdout).toContain('vitest talks');
});

test('a vitest that dies before its report fails the run', async () => {
  tool('vitest', "console.log('out of memory');\nprocess.exit(134);");
  const { code, stdout } = await checkout.run('test.mjs');
  expect([code, lines(stdout).at(-1)]).toEqual([1, '0 passed, 1 failed']);
  expect(stdout).toContain('out of memory\n\nvitest ended without writing its report');
});

test('the long run tells the tests so', async () => {
  tool('knip', "console.log(process.env['LONG']);\nprocess.exit(1);");
  expect((await checkout.run('test-long.mjs')).stdout).toContain('\n1\n');
});
