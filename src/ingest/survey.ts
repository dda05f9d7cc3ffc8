import { type IsoDate, toIsoDate } from '../base/days.ts';
import { sundayOf } from '../base/weeks.ts';
import type { ReportName } from '../words/headers.ts';
import { isUnknownMark } from '../words/values.ts';
import { type DateOrder, type DayEvidence, noEvidence, readDay, UNDECIDED, weighDay } from './days.ts';
import { newestMoment } from './newest-moment.ts';
import { type DecimalMark, decimalMarkOf } from './numbers.ts';
import { readPlay } from './plays.ts';
import { Problem } from './problem.ts';
import type { RawRow, Table } from './reading/index.ts';
import { type Binding, type Recognition, recognise } from './recognise.ts';
import { decideUnits, type Units } from './units.ts';

/** Lines above the header that a portal may print: a title, a date, filters. */
const PREAMBLE_LINES = 50;
const SAMPLE_ROWS = 1000;
/** The sample ends earlier where rows are so large that a thousand of them would fill the memory. */
const SAMPLE_CHARACTERS = 16_000_000;
/** Of a moment that is written out. */
const DAY_LETTERS = 10;
/** No report has as many columns; looking up each cell of a wider row in every report would take minutes. */
const WIDEST_HEADER = 5000;

/** What has to be known of a file before its first row can go in. */
export interface Survey {
  binding: Binding;
  headers: string[];
  headerLine: number;
  /** Unknown columns that hold only Yes, No or nothing as far as the sample goes, by cell number. */
  plays: Map<number, string>;
  /** The newest day in the report's own date column, as far as the sample goes. */
  columnDay: string | undefined;
  dateOrders: Map<string, DateOrder>;
  decimalMarks: Map<string, DecimalMark>;
  units: Units;
  /** Of a report by weeks, the first and the last day of each week in the file, by its Sunday. */
  days: ReadonlyMap<IsoDate, DaySpan>;
  hasRows: boolean;
}

interface DaySpan {
  first: IsoDate;
  last: IsoDate;
}

export type Surveyed =
  | { kind: 'ready'; survey: Survey }
  | { kind: 'unrecognised'; reason: string; next: string }
  | { kind: 'undecided'; report: ReportName; reason: string; next: string };

export interface SurveyOptions {
  fileName: string;
  report?: ReportName;
  dates?: DateOrder;
  /** Weeks after it are in the future. */
  today: IsoDate;
  /** Moments after it are too. */
  now: number;
  /** Look at the slashed dates of the whole file even when the sample has none. */
  whole?: boolean;
}

/** Finds the header, the report, the plays and the order of its dates. Reads the whole file only where dates need it. */
export async function survey(table: Table, options: SurveyOptions): Promise<Surveyed> {
  const head = await firstRows(table, PREAMBLE_LINES + SAMPLE_ROWS);
  const found = findHeader(head, options);
  if (found.recognition.kind === 'unknown') return { kind: 'unrecognised', ...pick(found.recognition) };
  const { binding } = found.recognition;
  const headers = (head[found.at]?.cells ?? []).map((cell) => cell.trim());
  const headerLine = head[found.at]?.line ?? 1;
  const sample = head.slice(found.at + 1, found.at + 1 + SAMPLE_ROWS);
  const evidence = new Map<string, DayEvidence>();
  for (const key of dayColumns(binding)) evidence.set(key, noEvidence());
  weigh(binding, sample, evidence);
  const slashed = [...evidence.values()].some((seen) => seen.dmy + seen.mdy + seen.open > 0);
  if (options.dates === undefined && (slashed || options.whole)) {
    for (const key of evidence.keys()) evidence.set(key, noEvidence());
    for await (const batch of table.batches())
      weigh(
        binding,
        batch.filter((row) => row.line > headerLine),
        evidence,
      );
  }
  const orders = decideOrders(binding, headers, evidence, options.dates);
  if (!(orders instanceof Map)) return { kind: 'undecided', report: binding.report.name, ...orders };
  const days = await findDays(table, binding, { orders, headerLine, today: options.today });
  const newest = await newestMoment(table, binding, { orders, headerLine, now: options.now });
  const undecided = days === 'undecided' || newest === 'undecided';
  if (undecided && options.whole !== true) return survey(table, { ...options, whole: true });
  const plays = binding.report.unknownYesNoArePlays ? findPlays(binding, sample) : new Map<number, string>();
  const decimalMarks = findDecimalMarks(binding, sample, table.delimiter);
  return {
    kind: 'ready',
    survey: {
      binding,
      headers,
      headerLine,
      plays,
      dateOrders: orders,
      decimalMarks,
      units: decideUnits(binding, headers, sample, decimalMarks),
      days: days === 'undecided' ? new Map() : days,
      columnDay: typeof newest === 'number' ? toIsoDate(newest) : newestDay(binding, sample, orders),
      hasRows: sample.length > 0,
    },
  };
}

async function firstRows(table: Table, count: number): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  let characters = 0;
  for await (const batch of table.batches({ size: count })) {
    rows.push(...batch);
    for (const { cells } of batch) for (const cell of cells) characters += cell.length + 1;
    if (rows.length >= count || characters > SAMPLE_CHARACTERS) break;
  }
  return rows;
}

/** The first row that is a report's header; if there is none, what is wrong with the row that looks most like one. */
function findHeader(rows: readonly RawRow[], options: SurveyOptions): { at: number; recognition: Recognition } {
  let likeliest: number | undefined;
  for (let at = 0; at < Math.min(rows.length, PREAMBLE_LINES); at++) {
    const cells = rows[at]?.cells ?? [];
    if (cells.length > WIDEST_HEADER) continue;
    const recognition = recognise(cells, options.fileName, options.report);
    if (recognition.kind === 'recognised') return { at, recognition };
    if (likeliest === undefined || filled(cells) > filled(rows[likeliest]?.cells ?? [])) likeliest = at;
  }
  const cells = likeliest === undefined ? [] : (rows[likeliest]?.cells ?? []);
  return { at: likeliest ?? 0, recognition: recognise(cells, options.fileName, options.report) };
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

function pick({ reason, next }: { reason: string; next: string }): { reason: string; next: string } {
  return { reason, next };
}

function findDecimalMarks(binding: Binding, sample: readonly RawRow[], delimiter: string): Map<string, DecimalMark> {
  const amounts = [...binding.cells].filter(([key]) => binding.report.columns[key]?.isAmount);
  return new Map(
    amounts.map(([key, cell]) => [
      key,
      decimalMarkOf(
        sample.map((row) => row.cells[cell] ?? ''),
        delimiter,
      ),
    ]),
  );
}

function dayColumns(binding: Binding): string[] {
  return [...binding.cells.keys()].filter((key) => binding.report.columns[key]?.isDay);
}

function weigh(binding: Binding, rows: readonly RawRow[], evidence: ReadonlyMap<string, DayEvidence>): void {
  for (const [key, seen] of evidence) {
    const cell = binding.cells.get(key) ?? -1;
    for (const row of rows) weighDay(seen, row.cells[cell] ?? '');
  }
}

/**
 * The order of each column's slashed dates. A column that cannot tell follows the file's others, which come from the
 * same program; a file that cannot tell is not guessed at.
 */
function decideOrders(
  binding: Binding,
  headers: readonly string[],
  evidence: ReadonlyMap<string, DayEvidence>,
  given: DateOrder | undefined,
): Map<string, DateOrder> | { reason: string; next: string } {
  const orders = new Map<string, DateOrder>();
  const open: string[] = [];
  for (const [key, seen] of evidence) {
    if (given !== undefined) orders.set(key, given);
    else if (seen.dmy > 0 && seen.mdy > 0) return contradictory(headerOf(key), seen);
    else if (seen.dmy > 0) orders.set(key, 'dmy');
    else if (seen.mdy > 0) orders.set(key, 'mdy');
    else if (seen.open > 0) open.push(key);
  }
  const [only, another] = new Set(orders.values());
  const [first] = open;
  if (first !== undefined && (only === undefined || another !== undefined)) {
    return undecidable(headerOf(first), evidence.get(first)?.exampleOpen);
  }
  for (const key of open) if (only !== undefined) orders.set(key, only);
  return orders;

  function headerOf(key: string): string {
    return headers[binding.cells.get(key) ?? -1] ?? key;
  }
}

function contradictory(header: string, seen: DayEvidence): { reason: string; next: string } {
  return {
    reason: `The dates in "${header}" follow two orders: ${seen.exampleDmy} can only be day first, ${seen.exampleMdy} only month first.`,
    next: 'Export it again, or say which one counts: --dates dmy or --dates mdy (the others are then rejected)',
  };
}

function undecidable(header: string, example: string | undefined): { reason: string; next: string } {
  return {
    reason: `The dates in "${header}" can be read two ways (${example}), and nothing in the file tells which.`,
    next: 'Say whether the day or the month stands first: --dates dmy or --dates mdy',
  };
}

/** The days of each week that the whole file speaks of; nothing for reports that are not by weeks. */
async function findDays(
  table: Table,
  { report, cells }: Binding,
  file: { orders: ReadonlyMap<string, DateOrder>; headerLine: number; today: IsoDate },
): Promise<Map<IsoDate, DaySpan> | 'undecided'> {
  const days = new Map<IsoDate, DaySpan>();
  const key = report.weekly?.column;
  const cell = key === undefined ? undefined : cells.get(key);
  if (key === undefined || cell === undefined) return days;
  const context = { dateOrders: file.orders, decimalMarks: new Map(), today: file.today };
  const read = report.columns[key]?.reader(context, key);
  let lastText = '';
  for await (const batch of table.batches()) {
    for (const row of batch) {
      const text = row.cells[cell]?.trim() ?? '';
      if (row.line <= file.headerLine || text === '' || text === lastText) continue;
      lastText = text;
      const day = read?.(text);
      if (day instanceof Problem && day.reason === UNDECIDED) return 'undecided';
      if (typeof day === 'string') widen(days, day.slice(0, DAY_LETTERS));
    }
  }
  return days;
}

function widen(days: Map<IsoDate, DaySpan>, day: IsoDate): void {
  const week = sundayOf(day);
  const span = days.get(week);
  if (span === undefined) days.set(week, { first: day, last: day });
  else if (day < span.first) span.first = day;
  else if (day > span.last) span.last = day;
}

function findPlays(binding: Binding, sample: readonly RawRow[]): Map<number, string> {
  const plays = new Map<number, string>();
  for (const [cell, header] of binding.unknown) {
    const values = sample.map((row) => row.cells[cell] ?? '').filter((text) => !isUnknownMark(text));
    // A column that is blank so far may hold a play's few members further down.
    if (values.every((text) => readPlay(text) !== undefined)) plays.set(cell, header);
  }
  return plays;
}

function newestDay(
  binding: Binding,
  sample: readonly RawRow[],
  orders: ReadonlyMap<string, DateOrder>,
): string | undefined {
  const key = binding.report.asOfColumn;
  const cell = key === undefined ? undefined : binding.cells.get(key);
  if (key === undefined || cell === undefined) return undefined;
  return sample
    .map((row) => readDay(row.cells[cell] ?? '', orders.get(key)))
    .filter((day): day is string => typeof day === 'string')
    .sort()
    .at(-1);
}
