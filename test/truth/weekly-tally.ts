import type { Database } from '../../db/open.ts';
import type { CsvRow } from './csv-text.ts';
import { numberOrNull, Tally } from './tally.ts';

interface Shape {
  readonly table: string;
  /** What tells a customer's rows of one week apart: its header and its column. */
  readonly kind?: readonly [header: string, column: string];
  /** Headers with the expression that gives the same number back, rounded to thousandths. */
  readonly figures: readonly (readonly [header: string, sql: string])[];
}

const shapes: Readonly<Record<string, Shape>> = {
  'partner-hub-calling-usage': {
    table: 'usage_weeks',
    figures: [
      ['Users', 'users'],
      ['Active Users', 'active_users'],
      ['Calls', 'calls'],
      ['Minutes', 'minutes'],
    ],
  },
  'partner-hub-call-quality': {
    table: 'quality_weeks',
    kind: ['Endpoint Type', 'endpoint_type'],
    figures: [
      ['Calls', 'calls'],
      ['Good Calls', 'good'],
      ['Avg Packet Loss (%)', 'packet_loss * 100'],
      ['Avg Latency (ms)', 'latency_ms'],
      ['Avg Jitter (ms)', 'jitter_ms'],
    ],
  },
  'partner-hub-call-queues': {
    table: 'queue_weeks',
    kind: ['Call Queue', 'queue'],
    figures: [
      ['Calls', 'calls'],
      ['Answered Calls', 'answered'],
      ['Abandoned Calls', 'abandoned'],
      ['Avg Time to Answer (s)', 'time_to_answer_s'],
      ['Avg Wait Before Abandon (s)', 'wait_before_abandon_s'],
      ['Calls Overflowed', 'overflowed'],
      ['Calls Timed Out', 'timed_out'],
    ],
  },
  'partner-hub-features': {
    table: 'feature_weeks',
    kind: ['Feature', 'feature'],
    figures: [['Calls', 'calls']],
  },
};

function shapeOf(report: string): Shape {
  const shape = shapes[report];
  if (shape === undefined) throw new Error(`${report} is no weekly report`);
  return shape;
}

export function isWeekly(report: string): boolean {
  return report in shapes;
}

/** Whether the formats reject a row of a weekly report. */
export function isBadWeek(report: string, row: CsvRow): boolean {
  const calls = row.cell('Calls');
  if (!/^\d+$/.test(calls)) return true;
  if (report === 'partner-hub-call-quality') return Number(row.cell('Good Calls')) > Number(calls);
  if (report !== 'partner-hub-call-queues') return false;
  return Number(row.cell('Answered Calls')) + Number(row.cell('Abandoned Calls')) > Number(calls);
}

/** What the good rows of a weekly report add up to. */
export function tallyWeek(report: string, rows: readonly CsvRow[]): Tally {
  const { kind, figures } = shapeOf(report);
  const tally = new Tally();
  for (const row of rows) {
    const of = `${row.cell('Week Starting')} ${kind === undefined ? '' : row.cell(kind[0])}`;
    tally.add(`${of}: rows`);
    for (const [header] of figures) {
      const value = numberOrNull(row.cell(header));
      tally.figure(`${of}: ${header}`, value === null ? null : Math.round(value * 1000));
    }
  }
  tally.add('customers', new Set(rows.map((row) => row.cell('Customer ID'))).size);
  tally.add('weeks', new Set(rows.map((row) => row.cell('Week Starting'))).size);
  return tally;
}

/** The same of what is stored. */
export function storedWeek(db: Database, report: string, importId: number): Tally {
  const { table, kind, figures } = shapeOf(report);
  const tally = new Tally();
  const columns = figures.map(([header, sql]) => `cast(round((${sql}) * 1000) as integer) as "${header}"`).join(', ');
  const rows = db.sqlite
    .prepare<[number], Record<string, number | string | null>>(
      `select week, ${kind === undefined ? "''" : kind[1]} as kind, ${columns} from ${table} where import_id = ?`,
    )
    .all(importId);
  for (const row of rows) {
    const of = `${row['week']} ${row['kind']}`;
    tally.add(`${of}: rows`);
    for (const [header] of figures) {
      const value = row[header] ?? null;
      tally.figure(`${of}: ${header}`, value === null ? null : Number(value));
    }
  }
  const count = (sql: string) => Number(db.sqlite.prepare<[number], number>(sql).pluck().get(importId));
  tally.add('customers', count(`select count(distinct account_id) from ${table} where import_id = ?`));
  tally.add('weeks', count('select count(*) from import_weeks where import_id = ? and account_id = 0'));
  return tally;
}
