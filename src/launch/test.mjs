// What `npm test` runs. One line a step when all is well; a failing step's whole output, and the steps after it still run.
import './node-version.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { endStepsWithUs, runScript, scriptOf } from './steps.mjs';
import { secondsSince } from './terminal.mjs';
import { readReport } from './test-report.mjs';

await ensureInstalled({ dev: true });
endStepsWithUs();

/** @type {{ name: string, run: () => Promise<{ failed: number, passed?: number, output: string }> }[]} */
const steps = [
  { name: 'format and lint', run: check('@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.']) },
  { name: 'types', run: check('typescript', 'tsc', ['-p', '.', '--noEmit', '--pretty']) },
  {
    name: 'types of the launch scripts',
    run: check('typescript', 'tsc', ['-p', 'src/launch', '--noEmit', '--pretty']),
  },
  { name: 'tests', run: runTests },
  { name: 'dead code and unused packages', run: check('knip', 'knip', ['--no-progress']) },
];

let passed = 0;
let failed = 0;
for (const step of steps) {
  const started = Date.now();
  const result = await step.run();
  passed += result.passed ?? 0;
  failed += result.failed;
  const counted = result.passed === undefined ? '' : ` (${result.passed} passed, ${result.failed} failed)`;
  print(`${result.failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}${counted}, ${secondsSince(started)} s`);
  if (result.failed > 0 && result.output.trim() !== '') print(`\n${result.output.trim()}\n`);
}
print(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * @param {string} name package
 * @param {string} command
 * @param {string[]} args
 */
function check(name, command, args) {
  return async () => {
    const { code, output } = await runScript([scriptOf(name, command), ...args], { show: false });
    return { failed: code === 0 ? 0 : 1, output };
  };
}

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'pulse-test-'));
  const report = join(folder, 'report.json');
  const show = process.stdout.isTTY === true;
  if (!show) print('       tests are running, a minute or two');
  const args = ['run', '--config', 'test/vitest.config.ts', '--reporter=json', `--outputFile.json=${report}`];
  const env = { ...process.env, NODE_ENV: 'test' };
  const run = await runScript([scriptOf('vitest', 'vitest'), ...args, '--reporter=default'], { show, env });
  const result = readReport(report, run.code);
  rmSync(folder, { recursive: true, force: true });
  return { ...result, output: [run.output, result.reason].filter(Boolean).join('\n') };
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}
