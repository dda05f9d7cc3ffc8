import type { Database } from '../../db/open.ts';
import { recordChange } from '../../db/writes/audit.ts';
import type { Answer } from '../../src/answers/answer.ts';
import { addDays } from '../../src/base/days.ts';
import { answerTo, deskOn, everybody } from '../questions/world.ts';
import { openDesk } from './desk.ts';

type Row = readonly (string | number | null)[];

/** One file of weekly figures as its import leaves it. Rows begin with the week and the number of the account. */
export interface WeeklyFile {
  readonly report: string;
  readonly rows: readonly Row[];
  readonly extent?: 'whole' | 'part';
  /** The only account the file is about. */
  readonly account?: number;
  /** Weeks it covers without a row. */
  readonly weeks?: readonly string[];
}

const tables: Readonly<Record<string, { table: string; columns: readonly string[] }>> = {
  'partner-hub-calling-usage': { table: 'usage_weeks', columns: ['users', 'active_users', 'calls', 'minutes'] },
  'partner-hub-call-quality': { table: 'quality_weeks', columns: ['endpoint_type', 'calls', 'good'] },
  'partner-hub-call-queues': {
    table: 'queue_weeks',
    columns: ['queue', 'calls', 'answered', 'abandoned', 'time_to_answer_s', 'wait_before_abandon_s'],
  },
  'partner-hub-features': { table: 'feature_weeks', columns: ['feature', 'calls'] },
};
const sameAs: Readonly<Record<string, string>> = {
  'call-media-quality': 'partner-hub-call-quality',
  'call-queue-stats': 'partner-hub-call-queues',
};

/** Writes the rows straight into the tables, as an import that is done; returns its number. */
export function putWeeks(db: Database, file: WeeklyFile): number {
  const { report, rows, extent = 'whole', account = 0 } = file;
  const to = tables[sameAs[report] ?? report];
  if (to === undefined) throw new Error(`${report} is no weekly report.`);
  const weeks = [...new Set([...(file.weeks ?? []), ...rows.map(([week]) => String(week))])].sort();
  const asOf = addDays(weeks.at(-1) ?? '2026-11-15', 6);
  return db.sqlite.transaction(() => {
    const { lastInsertRowid } = db.sqlite
      .prepare(
        `insert into imports (report, file, content_hash, as_of, status, extent, started_at, rows, accepted, rejected, reasons, details, purged)
         values (?, ?, ?, ?, 'done', ?, 0, ?, ?, 0, '[]', '{}', 0)`,
      )
      .run(report, `${report}.csv`, `${Math.random()}`, asOf, extent, rows.length, rows.length);
    const id = Number(lastInsertRowid);
    const speaks = db.sqlite.prepare('insert into import_weeks (import_id, week, account_id) values (?, ?, ?)');
    for (const week of weeks) speaks.run(id, week, account);
    const columns = ['import_id', 'week', 'account_id', ...to.columns];
    // Columns that a row leaves out are unknown.
    const insert = db.sqlite.prepare(
      `insert into ${to.table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    );
    for (const row of rows) insert.run(id, ...row, ...Array(to.columns.length + 2 - row.length).fill(null));
    recordChange(db, { at: 0, actor: null, action: 'import', subject: `${id}` });
    return id;
  })();
}

export const NOW = '2026-11-15';
export const BEFORE = '2026-11-08';
export const [USAGE, QUALITY, QUEUES, FEATURES] = [
  'partner-hub-calling-usage',
  'partner-hub-call-quality',
  'partner-hub-call-queues',
  'partner-hub-features',
] as const;

/** Four companies as of Saturday 21 November 2026, and what these weekly files say of them. */
export async function openWeeks(...given: ((account: (n: number) => number) => WeeklyFile)[]) {
  const { workspace } = await openDesk();
  const { db } = workspace;
  const find = db.sqlite
    .prepare<[string], number>("select id from accounts where source = 'webex' and key = ?")
    .pluck();
  const account = (n: number) => {
    const id = find.get(`id:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
    if (id === undefined) throw new Error(`There is no organisation ${n}.`);
    return id;
  };
  const imports = given.map((file) => putWeeks(db, file(account)));
  const desk = deskOn(db);
  const asked = (text: string, asker = everybody) => answerTo(desk, asker, text);
  return { db, imports, account, asked };
}

export const factsOf = ({ facts }: Answer) => Object.fromEntries(facts.map(({ key, value }) => [key, value]));
export const column = ({ table }: Answer, name: string) => (table?.rows ?? []).map((row) => row[name]);

/** Usage of the first three organisations. */
export const usage =
  (week: string, ...calls: (number | null)[]) =>
  (account: (n: number) => number): WeeklyFile => ({
    report: USAGE,
    weeks: [week],
    rows: calls.flatMap((n, at) => (n === null ? [] : [[week, account(at + 1), 10, 8, n, n * 2]])),
  });

export const queueRows = (week: string, account: number, ...rows: [string, number, number, number?, number?][]) =>
  rows.map(([name, calls, abandoned, answer = 10, wait = 30]) => [
    ...[week, account, name, calls, calls - abandoned, abandoned, answer, wait],
  ]);

/** Queues of two customers in two weeks. */
export const twoWeeksOfQueues = (account: (n: number) => number): WeeklyFile => ({
  report: QUEUES,
  rows: [
    ...queueRows(BEFORE, account(1), ['Sales', 100, 5], ['Gone', 100, 45]),
    ...queueRows(BEFORE, account(2), ['Desk', 50, 10]),
    ...queueRows(NOW, account(1), ['Sales', 100, 20, 8, 40], ['Tiny', 10, 9, 90, 10]),
    ...queueRows(NOW, account(2), ['Desk', 50, 5, 20, 60]),
  ],
});
