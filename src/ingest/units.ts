import type { Measure } from './column.ts';
import type { Unit } from './measures.ts';
import { isClockTime } from './measures.ts';
import { type DecimalMark, readDecimal } from './numbers.ts';
import type { RawRow } from './reading/index.ts';
import type { Binding } from './recognise.ts';

const SAYS_SECONDS = /\((s|secs?|seconds?|segundos|secondes|sekunden|秒)\)|\b(secs|seconds)\b/iu;
const SAYS_MINUTES = /\((m|mins?|minutes?|minutos|minuten|分钟|分)\)|\b(mins|minutes)\b/iu;

/** The units of a file's rates and times, by column key, and what is worth saying about those that it does not name. */
export interface Units {
  readonly units: ReadonlyMap<string, Unit>;
  readonly notes: readonly string[];
}

interface Measured {
  readonly key: string;
  readonly measure: Measure;
  readonly header: string;
  readonly values: readonly string[];
}

/**
 * Decides units by the headers, else by the numbers of the sample: a rate above 1 is a percentage; where totals of times
 * (averages, where there are no totals) have fractions, all times are decimal minutes, else they are seconds. Cells written as H:MM:SS
 * are read as such anyway.
 */
export function decideUnits(
  binding: Binding,
  headers: readonly string[],
  sample: readonly RawRow[],
  decimalMarks: ReadonlyMap<string, DecimalMark>,
): Units {
  const columns = measuredColumns(binding, headers, sample);
  const units = new Map<string, Unit>();
  const notes: string[] = [];
  for (const column of columns) {
    if (column.measure === 'rate') notes.push(...decideRate(column, decimalMarks.get(column.key), units));
    else if (SAYS_SECONDS.test(spaced(column.header))) units.set(column.key, 'seconds');
    else if (SAYS_MINUTES.test(spaced(column.header))) units.set(column.key, 'minutes');
  }
  const open = columns.filter(({ key, measure }) => measure.endsWith(' time') && !units.has(key));
  const decided = timeUnit(open, decimalMarks);
  if (decided !== undefined) {
    for (const { key } of open) units.set(key, decided.unit);
    notes.push(decided.note);
  }
  return { units, notes };
}

/** `total_wait_mins`, `TotalWaitMins` and `（分钟）` as words with plain brackets. */
function spaced(header: string): string {
  return header
    .normalize('NFKC')
    .replaceAll('_', ' ')
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
}

function decideRate(
  { key, header, values }: Measured,
  mark: DecimalMark | undefined,
  units: Map<string, Unit>,
): string[] {
  const isNamed = /[%％]|percent/i.test(header);
  const isPercent = isNamed || values.some((text) => isOverOne(text, mark));
  units.set(key, isPercent ? 'percent' : 'fraction');
  if (isNamed || values.length === 0) return [];
  return [`"${header}" is taken for ${isPercent ? 'percentages' : 'fractions of 1'}.`];
}

function measuredColumns(binding: Binding, headers: readonly string[], sample: readonly RawRow[]): Measured[] {
  return [...binding.cells].flatMap(([key, cell]) => {
    const measure = binding.report.columns[key]?.measure;
    if (measure === undefined) return [];
    const values = sample.map((row) => row.cells[cell]?.trim() ?? '').filter((text) => /\d/.test(text));
    return [{ key, measure, header: headers[cell] ?? key, values }];
  });
}

function isOverOne(text: string, decimalMark: DecimalMark = '.'): boolean {
  if (/[%％]$/.test(text)) return true;
  const value = readDecimal(text, { decimalMark });
  return typeof value === 'number' && value > 1;
}

function timeUnit(
  columns: readonly Measured[],
  decimalMarks: ReadonlyMap<string, DecimalMark>,
): { unit: Unit; note: string } | undefined {
  const totals = columns.filter(({ measure, values }) => measure === 'total time' && values.length > 0);
  const telling = totals.length > 0 ? totals : columns;
  const values = telling.flatMap(({ key, values: texts }) =>
    texts.map((text) => ({ text, mark: decimalMarks.get(key) })),
  );
  if (values.length === 0) return undefined;
  if (values.some(({ text }) => isClockTime(text))) {
    return { unit: 'seconds', note: 'Times are written as H:MM:SS; bare numbers are taken for seconds.' };
  }
  const hasFraction = values.some(({ text, mark = '.' }) => {
    const value = readDecimal(text, { decimalMark: mark });
    return typeof value === 'number' && !Number.isInteger(value);
  });
  const what = totals.length > 0 ? 'total times' : 'times';
  return hasFraction
    ? { unit: 'minutes', note: `Times are taken for decimal minutes: the ${what} have fractions.` }
    : { unit: 'seconds', note: `Times are taken for seconds: the ${what} are whole numbers.` };
}
