import { type Database, openDatabase } from '../../db/open.ts';
import { systemClock as clock } from '../../src/base/clock.ts';
import { databaseAt, type Ended, startPulse } from '../cli/pulse.ts';

/** How far an import has come, as another process can see it. */
export const stages = ['starting', 'loading', 'rows are in', 'joining', 'done'] as const;
export type Stage = (typeof stages)[number];

/** How far the newest import after number `since` has come; `rows` is how many rows it has when all are in. */
export function stageOf(db: Database, since: number, rows: number): Stage {
  const read = (sql: string, ...params: number[]) =>
    db.sqlite
      .prepare<number[], number | string>(sql)
      .pluck()
      .get(...params);
  const id = Number(read('select max(id) from imports') ?? 0);
  if (id <= since) return 'starting';
  if (read('select status from imports where id = ?', id) === 'done') return 'done';
  const begun =
    'select (select count(*) from joins where import_id = ?) + (select count(*) from customer_changes where import_id = ?)';
  if (Number(read(begun, id, id)) > 0) return 'joining';
  return rowsOf((sql) => Number(read(sql, id))) >= rows ? 'rows are in' : 'loading';
}

/** The rows an import has written so far. */
export function rowsOf(count: (sql: string) => number): number {
  return ['profiles', 'lines', 'propensities', 'cohorts', 'agreements', 'people'].reduce(
    (sum, table) => sum + count(`select count(*) from ${table} where import_id = ?`),
    0,
  );
}

export interface Watched extends Ended {
  /** When each stage was first seen, in milliseconds from the start of the process. */
  seen: Partial<Record<Stage, number>>;
  /** When the process ended. */
  endedMs: number;
}

/** Runs `pulse` with `args` on the database `file` to its end, noting when it reached which stage. */
export async function runTimed(args: readonly string[], file: string, look: (db: Database) => Stage): Promise<Watched> {
  const started = clock.monotonic();
  const { ended } = startPulse(args, databaseAt(file));
  const seen: Watched['seen'] = {};
  let over = false;
  const end = ended.then((all) => {
    over = true;
    return { ...all, seen, endedMs: clock.monotonic() - started };
  });
  const db = openDatabase(file, { readonly: true });
  while (!over) {
    // A short stage may pass between two looks: then a later one is taken for its end.
    for (const passed of stages.slice(0, stages.indexOf(look(db)) + 1)) seen[passed] ??= clock.monotonic() - started;
    await clock.sleep(1);
  }
  db.close();
  return end;
}
