import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureImport } from './import-rate.ts';
import { type Figure, printFigures } from './measure.ts';
import { measureMemory } from './memory.ts';

// Another size can be asked for, e.g. BENCH_ROWS=100000 while working on one part.
const rows = Number(process.env['BENCH_ROWS'] ?? 500_000);
const folder = mkdtempSync(join(tmpdir(), 'pulse-bench-'));
const figures: Figure[] = [];
try {
  figures.push(await measureImport(folder, rows, 3));
  if (process.platform === 'linux') figures.push(await measureMemory(folder, rows * 2, rows * 10));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
printFigures(figures);
