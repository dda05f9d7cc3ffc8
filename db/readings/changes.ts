import type { Database } from '../open.ts';
import type { ImportRow } from './imports.ts';

export interface LineChange {
  added: number;
  ended: number;
  /** Licences in all lines; null where no line knows them. */
  totalBefore: number | null;
  totalNow: number | null;
}

/**
 * How the lines of one snapshot differ from those of an earlier one, line by line of the same customer. `cross join`
 * fixes the order of the look-ups (customer, its accounts, their lines): without statistics the planner turns it round
 * and reads the whole snapshot for each line.
 */
export async function compareLines(db: Database, before: ImportRow, now: ImportRow): Promise<LineChange> {
  const missing = db.sqlite
    .prepare<[number, number], number>(
      `select count(*) from lines l join accounts a on a.id = l.account_id where l.import_id = ? and not exists (
         select 1 from accounts b cross join lines m on m.import_id = ? and m.account_id = b.id
           and m.product = l.product and m.line_ref = l.line_ref where b.customer_id = a.customer_id)`,
    )
    .pluck();
  const total = db.sqlite.prepare<[number], number | null>('select sum(total) from lines where import_id = ?').pluck();
  return {
    added: missing.get(now.id, before.id) as number,
    ended: missing.get(before.id, now.id) as number,
    totalBefore: total.get(before.id) as number | null,
    totalNow: total.get(now.id) as number | null,
  };
}

export interface ClusterChange {
  moved: number;
  entered: number;
  left: number;
}

/** Customer × area pairs whose cluster changed, and those listed in only one of two cycles of the same report. */
export async function compareClusters(db: Database, before: ImportRow, now: ImportRow): Promise<ClusterChange> {
  const count = (sql: string, ...params: number[]) =>
    db.sqlite
      .prepare<number[], number>(sql)
      .pluck()
      .get(...params) as number;
  const same = 'join propensities q on q.account_id = p.account_id and q.area = p.area and q.import_id = ?';
  const absent = `select count(*) from propensities p where p.import_id = ? and not exists (
    select 1 from propensities q where q.import_id = ? and q.account_id = p.account_id and q.area = p.area)`;
  return {
    moved: count(
      `select count(*) from propensities p ${same} where p.import_id = ? and p.cluster <> q.cluster`,
      before.id,
      now.id,
    ),
    entered: count(absent, now.id, before.id),
    left: count(absent, before.id, now.id),
  };
}
