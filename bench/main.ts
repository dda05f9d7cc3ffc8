import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { assertMigrated } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { measureAskProcess } from './ask-process.ts';
import { measureCallIntake } from './call-intake.ts';
import { sendCalls } from './call-messages.ts';
import { makeDemoDatabase } from './demo-database.ts';
import { measureImport } from './import-rate.ts';
import { type Figure, printFigures } from './measure.ts';
import { measureMemory } from './memory.ts';
import { measureQuestions } from './questions.ts';
import { measureDuringImport } from './questions-during-import.ts';

// Another size can be asked for, e.g. BENCH_ROWS=100000 while working on one part, and one part alone by its name:
// npm run bench -- questions
const rows = Number(process.env['BENCH_ROWS'] ?? 500_000);
const parts = process.argv.slice(2);
const wanted = (part: string) => parts.length === 0 || parts.includes(part);
// The program is also the thread that sends call records.
if (isMainThread) await measureAll();
else await sendCalls();

async function measureAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pulse-bench-'));
  const figures: Figure[] = [];
  try {
    if (wanted('import')) figures.push(await measureImport(folder, rows, 3));
    if (wanted('memory') && process.platform === 'linux')
      figures.push(await measureMemory(folder, rows * 2, rows * 10));
    if (['questions', 'ask', 'load', 'intake'].some(wanted)) {
      const database = await demoDatabase(folder);
      if (wanted('questions')) figures.push(...(await measured(database)));
      if (wanted('ask')) figures.push(await measureAskProcess(folder, database));
      if (wanted('intake')) figures.push(...(await measureCallIntake(database, import.meta.url)));
      if (wanted('load')) figures.push(await measureDuringImport(folder, database, rows * 4));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printFigures(figures);
}

/** A copy of the database that BENCH_DB names, which has to be the demo's of 20,000 customers; else one made now. */
async function demoDatabase(folder: string): Promise<string> {
  const path = join(folder, 'demo.db');
  const made = process.env['BENCH_DB'];
  if (made === undefined) await makeDemoDatabase(folder, path);
  else copyFileSync(made, path);
  return path;
}

async function measured(database: string): Promise<Figure[]> {
  const db = openDatabase(database);
  assertMigrated(db);
  try {
    return await measureQuestions(db);
  } finally {
    db.close();
  }
}
