import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';

let template: string | undefined;

/** A file of a database with all its tables and nothing in them, to be copied: made once in each process. */
export function emptyDatabaseFile(): string {
  if (template === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'empty-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    template = join(folder, 'pulse.db');
    const db = openDatabase(template, { create: true });
    assertMigrated(db);
    db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
  }
  return template;
}

/** Opens a new database at `file`, or a copy of `from`. Without waiting for the disk: no test here pulls the plug of the machine. */
export function newDatabase(file: string, from: string = emptyDatabaseFile()): Database {
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(from, file);
  const db = openDatabase(file);
  db.sqlite.pragma('synchronous = OFF');
  return db;
}
