import { dataAnswer } from '../../commands/data.ts';
import { printable } from '../answers/text.ts';
import { systemClock } from '../base/clock.ts';
import { toIsoDate } from '../base/days.ts';
import { loadConfig } from '../config.ts';
import { rejectsAsCsv } from '../ingest/rejects.ts';
import { undoImport } from '../ingest/undo.ts';
import { openAnsweringDatabase, openDatabaseOfImport, openToUndo } from './databases.ts';
import { printCsv, writeNewFile } from './download.ts';
import { printAnswer } from './print.ts';

/** `pulse data` */
export async function showData(flags: { format: 'text' | 'json' }): Promise<void> {
  const { db, demo } = openAnsweringDatabase(loadConfig());
  try {
    printAnswer(await dataAnswer(db, toIsoDate(systemClock.now()), demo), flags.format);
  } finally {
    db.close();
  }
}

/** `pulse data undo IMPORT` */
export async function undo(id: number): Promise<void> {
  const db = openToUndo(loadConfig(), id);
  try {
    const onWait = () => process.stderr.write('An import is running; this one starts when it ends.\n');
    process.stdout.write(`${await undoImport(db, systemClock, id, onWait)}\n`);
  } finally {
    db.close();
  }
}

/** `pulse data rejects IMPORT` */
export async function rejects(id: number, flags: { out?: string }): Promise<void> {
  const config = loadConfig();
  const { db } = openDatabaseOfImport(config, id);
  try {
    const lines = rejectsAsCsv(db, id, config.rejectsKeepDays);
    if (flags.out === undefined) await printCsv(lines, process.stdout);
    else {
      await writeNewFile(lines, flags.out);
      process.stdout.write(`Written to ${printable(flags.out)}\n`);
    }
  } finally {
    db.close();
  }
}
