import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import type { Answering } from './databases.ts';

/**
 * Answers from no data at all, where nothing was imported yet: each question then says what to export from where, as it
 * does for any source that is missing. It lies in a folder of its own, because a question makes no database of a person's.
 */
export function openNothing(): Answering {
  const folder = mkdtempSync(join(tmpdir(), 'pulse-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Not every end comes by way of closing it.
  process.once('exit', remove);
  try {
    const db = openDatabase(join(folder, 'nothing.db'), { create: true });
    const close = () => {
      db.close();
      process.off('exit', remove);
      remove();
    };
    const closing: Database = { ...db, close };
    assertMigrated(closing);
    return { db: closing, demo: false };
  } catch (error) {
    remove();
    throw error;
  }
}
