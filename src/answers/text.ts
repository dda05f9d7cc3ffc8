import type { Answer, Table, Value } from './answer.ts';

const WIDTH = 80;
const GAP = 2;
const NARROWEST = 6;
/** Cutting more letters than this off a row would leave a table of stumps. */
const MOST_CUT = 30;
/** Rows that a screen gets of the answer's own table, and of each further one; json and csv hold every row. */
const ROWS_SHOWN = 50;
const SECTION_ROWS_SHOWN = 25;
/** A column that a narrow screen can do without where it alone makes a row too wide. */
const GOES_FIRST = 'file';

/**
 * The answer as text for a terminal of 80 columns; long cells are cut with `…`, long tables after their first rows.
 * Only a single word longer than a line (a path) is wider. A Chinese, Japanese or Korean letter counts as one column,
 * though it takes two: such rows may be wider than they should.
 */
export function answerAsText(answer: Answer): string {
  const parts = [wrap(answer.demo ? `${answer.title}  [DEMO]` : answer.title)];
  const facts = answer.facts.map(({ key, value }) => `${label(key)}: ${show(value)}`);
  if (facts.length > 0) parts.push(flow(facts));
  if (answer.table) parts.push(tableAsText(answer.table, ROWS_SHOWN));
  for (const { title, table } of answer.sections)
    parts.push(`${wrap(title)}\n${tableAsText(table, SECTION_ROWS_SHOWN)}`);
  if (answer.notes.length > 0) parts.push(answer.notes.map((note) => wrap(note)).join('\n'));
  if (answer.next.length > 0) parts.push(answer.next.map((next) => `→ ${printable(next)}`).join('\n'));
  return parts.join('\n\n');
}

/** Control characters would let a file's text move the cursor or recolour the screen of whoever reads it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

/** Breaks a text at spaces to lines of at most `width` characters, each printable; a longer word has a line of its own. */
export function wrapped(text: string, width = WIDTH): string[] {
  return joinWithin(printable(text).split(' '), ' ', width);
}

function wrap(text: string): string {
  return wrapped(text).join('\n');
}

/** As many parts on a line as fit. */
function flow(parts: readonly string[]): string {
  return joinWithin(parts.map(printable), '   ', WIDTH).join('\n');
}

function joinWithin(parts: readonly string[], gap: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (line !== '' && lengthOf(line) + gap.length + lengthOf(part) > width) {
      lines.push(line);
      line = part;
    } else line = line === '' ? part : line + gap + part;
  }
  return [...lines, line];
}

function tableAsText(table: Table, most: number): string {
  if (table.rows.length === 0) return '  none';
  const shown = table.rows.slice(0, most);
  const total = Math.max(table.total, table.rows.length);
  const lines = rowsAsText(table.columns, shown);
  return shown.length < total ? `${lines}\n${shown.length} of ${show(total)} shown; all in --format json` : lines;
}

function rowsAsText(columns: readonly string[], rows: Table['rows']): string {
  const cells = rows.map((row) => columns.map((name) => printable(show(row[name] ?? null))));
  const heads = columns.map(label);
  const natural = heads.map((head, i) => Math.max(...[head, ...cells.map((row) => row[i] ?? '')].map(lengthOf)));
  const dispensable = columns.indexOf(GOES_FIRST);
  if (dispensable >= 0 && widthOf(natural) > WIDTH && widthOf(natural.filter((_, i) => i !== dispensable)) <= WIDTH) {
    return rowsAsText(
      columns.filter((name) => name !== GOES_FIRST),
      rows,
    );
  }
  const widths = narrow(natural);
  if (widthOf(natural) - WIDTH > MOST_CUT || widthOf(widths) > WIDTH)
    return cells.map((row) => recordAsText(heads, row)).join('\n');
  const numeric = columns.map((name) => rows.every((row) => typeof row[name] === 'number' || row[name] === null));
  return [heads, ...cells]
    .map((row) =>
      row
        .map((cell, i) => pad(cell, widths[i] ?? 0, numeric[i] ?? false))
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
    .join('\n');
}

/** A row too wide for the screen, as a list: the first cell, then the others with their names, wrapped. */
function recordAsText(heads: readonly string[], row: readonly string[]): string {
  const [first = '', ...others] = row;
  const lines = others.flatMap((cell, i) =>
    wrapped(`${heads[i + 1]}: ${cell}`, WIDTH - 4).map((line, n) => (n ? `    ${line}` : `  ${line}`)),
  );
  return [wrap(`${heads[0]} ${first}`), ...lines].join('\n');
}

function lengthOf(text: string): number {
  return [...text].length;
}

function widthOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP, -GAP);
}

/** Takes from the widest columns until the row fits the screen. */
function narrow(widths: readonly number[]): number[] {
  const fitted = [...widths];
  while (widthOf(fitted) > WIDTH) {
    const widest = fitted.indexOf(Math.max(...fitted));
    if ((fitted[widest] ?? 0) <= NARROWEST) break;
    fitted[widest] = (fitted[widest] ?? 0) - 1;
  }
  return fitted;
}

function pad(cell: string, width: number, right: boolean): string {
  const letters = [...cell];
  const cut = letters.length > width ? `${letters.slice(0, Math.max(1, width - 1)).join('')}…` : cell;
  return right ? cut.padStart(width) : cut.padEnd(width);
}

function label(key: string): string {
  return key.replaceAll('_', ' ');
}

function show(value: Value): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? value.toLocaleString('en-US') : value;
}
