import { randomBytes } from 'node:crypto';
import type { Database } from '../open.ts';

const NAME = 'chat';
const BYTES = 32;

/**
 * The key by which this database knows what it handed out: buttons, dialogs, links. Made the first time it is asked for,
 * once however many ask at once, and kept with the data, so that a button works after a restart and on a restored copy.
 * The one time that it writes it may hold the process up for the five seconds that SQLite waits for another writer.
 */
export function signingKey(db: Database): Buffer {
  const known = keyIn(db);
  if (known !== undefined) return known;
  // When it was made is for whoever looks at the table, so the database's own clock is good enough.
  db.sqlite
    .prepare(
      'insert into signing_keys (name, key, made_at) values (?, ?, unixepoch() * 1000) on conflict (name) do nothing',
    )
    .run(NAME, randomBytes(BYTES).toString('base64'));
  const kept = keyIn(db);
  if (kept === undefined) throw new Error('a signing key is not there after it was made');
  return kept;
}

function keyIn(db: Database): Buffer | undefined {
  const text = db.sqlite.prepare<[string], string>('select key from signing_keys where name = ?').pluck().get(NAME);
  return text === undefined ? undefined : Buffer.from(text, 'base64');
}
