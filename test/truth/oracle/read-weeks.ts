import type { Accounts } from './accounts.ts';
import { eachRow, type Row } from './csv.ts';
import { sundayOf } from './days.ts';
import type { WeeklyFile, WeeklyKind, WeekRow } from './weeks.ts';
import type { Account } from './world.ts';

interface Shape {
  readonly kind: WeeklyKind;
  readonly key?: string;
  /** Figures by their headers; those marked must be whole numbers. */
  readonly counts: Readonly<Record<string, string>>;
  readonly others?: Readonly<Record<string, string>>;
  /** Averages, by the count that weighs them. */
  readonly weights?: Readonly<Record<string, string>>;
  isFaulty?(cell: (figure: string) => number): boolean;
}

const queueFault: Shape['isFaulty'] = (cell) => cell('answered') + cell('abandoned') > cell('calls');

const shapes: Readonly<Record<string, Shape>> = {
  'partner-hub-calling-usage': {
    kind: 'usage',
    counts: { calls: 'Calls' },
    others: { users: 'Users', active_users: 'Active Users', minutes: 'Minutes' },
  },
  'partner-hub-call-quality': {
    kind: 'quality',
    key: 'Endpoint Type',
    counts: { calls: 'Calls', good: 'Good Calls' },
    isFaulty: (cell) => cell('good') > cell('calls'),
  },
  'partner-hub-call-queues': {
    kind: 'queues',
    key: 'Call Queue',
    counts: { calls: 'Calls', answered: 'Answered Calls', abandoned: 'Abandoned Calls' },
    others: { answer_s: 'Avg Time to Answer (s)', wait_s: 'Avg Wait Before Abandon (s)' },
    weights: { answer_s: 'answered', wait_s: 'abandoned' },
    isFaulty: queueFault,
  },
  'partner-hub-features': { kind: 'features', key: 'Feature', counts: { calls: 'Calls' } },
  'call-queue-stats': {
    kind: 'queues',
    key: 'Call Queue',
    counts: { calls: 'Total Calls', answered: 'Answered Calls', abandoned: 'Abandoned Calls' },
    others: { answer_s: 'Avg Wait Time', wait_s: 'Avg Abandoned Time' },
    weights: { answer_s: 'answered', wait_s: 'abandoned' },
    isFaulty: queueFault,
  },
};

export function isWeekly(report: string): boolean {
  return report in shapes;
}

/** Whose file it is and of which week, where the file says neither. */
export interface OneCustomer {
  readonly customerId: string;
  readonly week: string;
}

/** One weekly file, in seconds throughout; rows that the formats reject are left out. */
export function readWeekly(
  path: string,
  report: string,
  how: { readonly when: string; readonly isPart: boolean; readonly only?: OneCustomer },
  accounts: Accounts,
): WeeklyFile {
  const shape = shapes[report];
  if (shape === undefined) throw new Error(`${report} is not weekly`);
  const { only } = how;
  const one = only && accounts.all.find(({ source, id }) => source === 'webex' && id === only.customerId.toLowerCase());
  if (only && one === undefined) throw new Error(`nobody has the id ${only.customerId}`);
  const rows = new Map<string, { row: WeekRow; seen: Set<string> }>();
  eachRow(path, (cells) => {
    const week = only ? sundayOf(only.week) : cells.cell('Week Starting');
    const key = shape.key === undefined ? '' : cells.cell(shape.key);
    if (isFaulty(shape, cells, week, one === undefined)) return;
    const account = one ?? accountOf(cells, how.when, accounts);
    const row = { week, account, key, figures: figuresOf(shape, cells) };
    const id = `${week}|${account.place}|${key}`;
    const content = JSON.stringify(row.figures);
    const known = rows.get(id);
    if (known === undefined) rows.set(id, { row, seen: new Set([content]) });
    else if (!known.seen.has(content)) {
      known.seen.add(content);
      rows.set(id, { row: added(shape, known.row, row), seen: known.seen });
    }
  });
  const all = [...rows.values()].map(({ row }) => row);
  return {
    kind: shape.kind,
    isPart: how.isPart,
    only: one ?? null,
    weeks: new Set(all.map(({ week }) => week)),
    rows: all,
  };
}

function isFaulty(shape: Shape, cells: Row, week: string, isPartners: boolean): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(week) || sundayOf(week) !== week) return true;
  if (isPartners && cells.cell('Customer') === '') return true;
  if (shape.key !== undefined && cells.cell(shape.key) === '') return true;
  if (Object.values(shape.counts).some((header) => !/^\d+$/.test(cells.cell(header)))) return true;
  return shape.isFaulty?.((figure) => Number(cells.cell(shape.counts[figure] ?? ''))) ?? false;
}

function accountOf(cells: Row, when: string, accounts: Accounts): Account {
  const name = cells.cell('Customer');
  return accounts.enter('webex', cells.cell('Customer ID'), { name, domain: '', country: '' }, when);
}

function figuresOf({ counts, others = {} }: Shape, cells: Row): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries({ ...counts, ...others }).map(([figure, header]) => {
      const text = cells.cell(header);
      return [figure, text === '' ? null : Number(text)];
    }),
  );
}

/** Two rows of one key that differ: counts add up, averages by their calls; unknown and known is unknown. */
function added({ weights = {} }: Shape, one: WeekRow, other: WeekRow): WeekRow {
  const figures = Object.keys(one.figures).map((figure): [string, number | null] => {
    const [a, b] = [one.figures[figure] ?? null, other.figures[figure] ?? null];
    const weight = weights[figure];
    if (weight === undefined) return [figure, a === null || b === null ? null : a + b];
    const [ofA, ofB] = [one.figures[weight] ?? 0, other.figures[weight] ?? 0];
    if (ofB === 0) return [figure, a];
    if (ofA === 0) return [figure, b];
    return [figure, a === null || b === null ? null : (a * ofA + b * ofB) / (ofA + ofB)];
  });
  return { ...one, figures: Object.fromEntries(figures) };
}
