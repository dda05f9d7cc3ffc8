import type { Database } from '../open.ts';
import { recordChange } from './audit.ts';

/**
 * Notes in a backup that is to be the database that it was put back at `at`: what it says of messages under way is of
 * before, so those that the ledger has as young count as unknown, and people are not answered a second time. For a
 * database that nobody else has open.
 */
export function noteRestored(db: Database, at: number): void {
  const has = (table: string) =>
    db.sqlite.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(table) !== undefined;
  db.sqlite
    .transaction(() => {
      if (has('marks')) {
        db.sqlite
          .prepare(
            "insert into marks (name, at) values ('restored', ?) on conflict (name) do update set at = excluded.at",
          )
          .run(at);
      }
      if (has('inbox')) {
        db.sqlite
          .prepare(
            `update inbox set state = 'settled', outcome = 'unknown', incoming = null, settled_at = ?
             where state <> 'settled'`,
          )
          .run(at);
      }
      // Where they were to be put is closed by now, and links to them are over.
      if (has('waiting_files')) db.sqlite.prepare('delete from waiting_files').run();
      recordChange(db, { at, actor: null, action: 'restore' });
    })
    .immediate();
}
