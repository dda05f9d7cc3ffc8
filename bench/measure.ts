import { systemClock } from '../src/base/clock.ts';

/** The middle value: one slow round on a busy machine does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = systemClock.monotonic();
  await work();
  return systemClock.monotonic() - start;
}

export interface Figure {
  what: string;
  ours: string;
  baseline: string;
  ratio: string;
  wanted: string;
}

/** Prints figures as one table, each beside its baseline. */
export function printFigures(figures: readonly Figure[]): void {
  const columns = ['what', 'ours', 'baseline', 'ratio', 'wanted'] as const;
  const rows = [Object.fromEntries(columns.map((name) => [name, name])) as unknown as Figure, ...figures];
  const widths = columns.map((name) => Math.max(...rows.map((row) => row[name].length)));
  for (const row of rows)
    process.stdout.write(
      `${columns
        .map((name, i) => row[name].padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}
