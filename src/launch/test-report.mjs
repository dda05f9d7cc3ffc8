import { readFileSync } from 'node:fs';

/**
 * What a vitest run really did, from the report it wrote itself.
 * A test file that cannot be loaded, a skipped test and a run without tests count as failures: none of them proves anything.
 * @param {string} file vitest's JSON report
 * @param {number} exitCode vitest's exit code
 * @returns {{ passed: number, failed: number, reason: string | undefined }}
 */
export function readReport(file, exitCode) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, reason: 'vitest ended without writing its report' };
  }
  const passed = report.numPassedTests ?? 0;
  const failed = report.numFailedTests ?? 0;
  if (failed > 0) return { passed, failed, reason: undefined };
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  if (skipped > 0) return { passed, failed: skipped, reason: `${skipped} tests are skipped; mend or remove them` };
  if (passed === 0) return { passed, failed: 1, reason: 'no test ran' };
  if (exitCode !== 0) return { passed, failed: 1, reason: `vitest ended with code ${exitCode}` };
  return { passed, failed: 0, reason: undefined };
}
