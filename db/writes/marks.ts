import type { Database } from '../open.ts';
import type { MarkName } from '../readings/marks.ts';
import { statement } from '../statement.ts';

/** Sets a mark to a moment (epoch milliseconds). To be called inside a write. */
export function setMark(db: Database, name: MarkName, at: number): void {
  statement(db, 'insert into marks (name, at) values (?, ?) on conflict (name) do update set at = excluded.at').run(
    name,
    at,
  );
}

/** Takes a mark away. To be called inside a write. */
export function dropMark(db: Database, name: MarkName): void {
  statement(db, 'delete from marks where name = ?').run(name);
}
