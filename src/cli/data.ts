import { createWriteStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { data } from '../../commands/data.ts';
import { systemClock } from '../base/clock.ts';
import { toIsoDate } from '../base/days.ts';
import { UserError } from '../base/errors.ts';
import { loadConfig } from '../config.ts';
import { writeDemo } from '../demo/index.ts';
import { rejectsAsCsv } from '../ingest/rejects.ts';
import { undoImport } from '../ingest/undo.ts';
import { openAnsweringDatabase, openImportDatabase } from './databases.ts';
import { printAnswer } from './print.ts';

/** `pulse data` */
export async function showData(flags: { format: 'text' | 'json' }): Promise<void> {
  const { db, demo } = openAnsweringDatabase(loadConfig());
  try {
    printAnswer(await data(db, toIsoDate(systemClock.now()), demo), flags.format);
  } finally {
    db.close();
  }
}

/** `pulse data undo IMPORT` */
export async function undo(id: number): Promise<void> {
  const db = openImportDatabase(loadConfig());
  try {
    const onWait = () => process.stderr.write('An import is running; this one starts when it ends.\n');
    process.stdout.write(`${await undoImport(db, systemClock, id, onWait)}\n`);
  } finally {
    db.close();
  }
}

/** `pulse data rejects IMPORT` */
export async function rejects(id: number, flags: { out?: string }): Promise<void> {
  const { db } = openAnsweringDatabase(loadConfig());
  try {
    const lines = rejectsAsCsv(db, id);
    if (flags.out === undefined) for await (const line of lines) process.stdout.write(line);
    else {
      if (existsSync(flags.out))
        throw new UserError(`${flags.out} exists already.`, { exitCode: 2, next: 'Name another file with --out.' });
      await pipeline(Readable.from(lines), createWriteStream(flags.out, { mode: 0o600 }));
      process.stdout.write(`Written to ${flags.out}\n`);
    }
  } finally {
    db.close();
  }
}

/** `pulse demo` */
export async function writeDemoFiles(flags: { customers: number; seed: number; out: string }): Promise<void> {
  const today = toIsoDate(systemClock.now());
  const files = await writeDemo({ customers: flags.customers, seed: flags.seed, today }, flags.out);
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  process.stdout.write(
    `${files.length} files with ${rows.toLocaleString('en-US')} rows are in ${flags.out}.\n→ npm run -s pulse -- import ${flags.out}\n`,
  );
}
