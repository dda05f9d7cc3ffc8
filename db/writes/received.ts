import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import { write } from '../write.ts';

const KEPT_MS = 48 * 3_600_000;
const CHUNK = 500;

/** Whether a message of this content was taken in within 48 hours. */
export function wasReceived(db: Database, hash: string, now: number): boolean {
  const found = statement<[string, number]>(db, 'select 1 from received where hash = ? and at >= ?');
  return found.get(hash, now - KEPT_MS) !== undefined;
}

/** Remembers a message that was taken in. To be called inside the write that took the last of it. */
export function noteReceived(db: Database, hash: string, now: number): void {
  statement(db, 'insert into received (hash, at) values (?, ?) on conflict do update set at = excluded.at').run(
    hash,
    now,
  );
}

/** Forgets messages of more than 48 hours ago, in short commits. */
export async function dropOldReceived(db: Database, clock: Clock): Promise<void> {
  const some = db.sqlite.prepare<[number, number]>(
    'delete from received where rowid in (select rowid from received where at < ? limit ?)',
  );
  const before = clock.now() - KEPT_MS;
  while ((await write(db, clock, () => some.run(before, CHUNK).changes)) > 0);
}
