import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../db/open.ts';
import { files } from '../commands/desk.ts';
import { importAll } from '../crash/import-all.ts';

/** A database of four companies and three people, as of November 2026, in a folder of its own under `folder`. */
export async function answeringDatabase(folder: string, name: string): Promise<string> {
  const home = join(folder, name);
  mkdirSync(home);
  const paths = Object.entries(files).map(([file, lines]) => {
    writeFileSync(join(home, file), `${lines.join('\n')}\n`);
    return join(home, file);
  });
  const database = join(home, 'pulse.db');
  await importAll(database, paths);
  return database;
}

/** What the audit log says was asked, in order. */
export function questionsAsked(
  file: string,
): { actor: string | null; subject: string; rows: number | null; detail: string }[] {
  const db = openDatabase(file);
  try {
    const all = db.sqlite.prepare("select actor, subject, rows, detail from audit where kind = 'question' order by id");
    return all.all() as ReturnType<typeof questionsAsked>;
  } finally {
    db.close();
  }
}
