import { columnLabel, formatCell, formatValue } from '../words/cells.ts';
import { type ColumnKind, columnKind } from '../words/columns.ts';
import { messagesFor } from '../words/messages.ts';
import type { Table } from './answer.ts';
import type { TextOptions } from './text-options.ts';
import { cutToWidth, displayWidth, padToWidth } from './width.ts';
import { flow, printable, wrapped } from './wrap.ts';

const GAP = 2;
const NARROWEST = 6;
/** A figure, a day or an id without its end would be another one. */
const CUTTABLE: ReadonlySet<ColumnKind> = new Set(['text', 'list']);
const HEAD_LINES = 3;
/** Cutting more letters than this off a usual row would leave a table of stumps. */
const MOST_CUT = 12;
/** A column that a narrow screen can do without where it alone makes a row too wide. */
const GOES_FIRST = 'file';

/**
 * The first rows of a table, at most `most`, and how many there are in all; a word where there are none. `beside`: every
 * column that its answer has, where only some are shown.
 */
export function tableAsText(
  table: Table,
  most: number,
  options: TextOptions,
  beside: readonly string[] = table.columns,
): string {
  const say = messagesFor(options.language);
  if (table.rows.length === 0) return `  ${say('text.none')}`;
  const shown = table.rows.slice(0, most);
  const total = Math.max(table.total, table.rows.length);
  const lines = rowsAsText({ columns: table.columns, rows: shown, beside }, options);
  if (shown.length === total) return lines;
  const count = (value: number): string => formatValue(value, 'count', options.language);
  const rest = say('text.shown', { shown: count(shown.length), total: count(total), how: options.allRows });
  return `${lines}\n${wrapped(rest, options.width).join('\n')}`;
}

interface Shown extends Pick<Table, 'rows'> {
  readonly columns: readonly string[];
  readonly beside: readonly string[];
}

function rowsAsText({ columns, rows, beside }: Shown, options: TextOptions): string {
  const { language, width } = options;
  const cells = rows.map((row) =>
    columns.map((name) => printable(formatCell(row[name] ?? null, name, language, beside))),
  );
  const heads = columns.map((name) => printable(columnLabel(name, language)));
  const body = columns.map((_, i) => Math.max(...cells.map((row) => displayWidth(row[i] ?? ''))));
  const natural = heads.map((head, i) => Math.max(displayWidth(head), body[i] ?? 0));
  const right = columns.map((name) => rows.every((row) => typeof row[name] === 'number' || row[name] === null));
  if (widthOf(natural) <= width) return grid(heads, cells, natural, right);

  const dispensable = columns.indexOf(GOES_FIRST);
  if (dispensable >= 0 && widthOf(natural.filter((_, i) => i !== dispensable)) <= width) {
    const others = columns.filter((name) => name !== GOES_FIRST);
    return rowsAsText({ columns: others, rows, beside }, options);
  }
  const room = columns.map((name, i) => ({
    head: foldedWidth(heads[i] ?? ''),
    body: body[i] ?? 0,
    usual: usualWidth(cells.map((row) => row[i] ?? '')),
    mayCut: !right[i] && CUTTABLE.has(columnKind(name)),
  }));
  const widths = narrow(natural, room, width);
  return widths
    ? grid(heads, cells, widths, right)
    : cells.map((row) => recordAsText(columns, heads, row, options)).join('\n');
}

function grid(
  heads: readonly string[],
  cells: readonly (readonly string[])[],
  widths: readonly number[],
  right: readonly boolean[],
): string {
  const folded = heads.map((head, i) => wrapped(head, widths[i]));
  const height = Math.max(...folded.map((lines) => lines.length));
  // A short head stands right above its column.
  const head = (line: number) => folded.map((lines) => lines[line - height + lines.length] ?? '');
  return [...Array.from({ length: height }, (_, line) => head(line)), ...cells]
    .map((row) =>
      row
        .map((cell, i) => {
          const width = widths[i] ?? 0;
          return padToWidth(cutToWidth(cell, width), width, right[i] ? 'right' : 'left');
        })
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
    .join('\n');
}

function usualWidth(cells: readonly string[]): number {
  const widths = cells.map(displayWidth).sort((a, b) => a - b);
  return widths[Math.ceil(widths.length * 0.9) - 1] ?? 0;
}

/** The fewest columns in which a head stands on a few lines with no word cut. */
function foldedWidth(head: string): number {
  for (let width = 1; width < displayWidth(head); width++) {
    const lines = wrapped(head, width);
    if (lines.length <= HEAD_LINES && lines.every((line) => displayWidth(line) <= width)) return width;
  }
  return displayWidth(head);
}

/** A row too wide for the screen: its first cell, then the others with their names, as many on a line as fit. */
function recordAsText(
  columns: readonly string[],
  heads: readonly string[],
  row: readonly string[],
  { language, width }: TextOptions,
): string {
  const [first = '', ...others] = row;
  const named = columnKind(columns[0] ?? '') === 'text' && first !== '' ? first : `${heads[0]} ${first}`;
  const colon = messagesFor(language)('text.colon');
  const lines = flow(
    others.map((cell, i) => `${heads[i + 1]}${colon}${cell}`),
    width - 2,
  );
  return [...wrapped(named, width), ...lines.map((line) => `  ${line}`)].join('\n');
}

function widthOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP, -GAP);
}

interface Room {
  /** What its head needs, on several lines. */
  readonly head: number;
  /** What its longest cell needs. */
  readonly body: number;
  /** What nine cells of ten need. */
  readonly usual: number;
  readonly mayCut: boolean;
}

/**
 * Takes from the widest columns until the row fits: first from heads that can stand on several lines, then from texts.
 * Undefined when it would cut more than a row can bear, or a figure.
 */
function narrow(natural: readonly number[], room: readonly Room[], most: number): number[] | undefined {
  const folded = room.map(({ head, body }) => Math.max(head, body));
  const cut = room.map(({ head, body, mayCut }) => Math.max(head, mayCut ? Math.min(body, NARROWEST) : body));
  const widths = [...natural];
  // One very long name among many is cut; it must not make records of everybody's rows.
  const usual = room.map(({ head, body, usual, mayCut }) => Math.max(head, mayCut ? usual : body));
  for (const least of widthOf(usual) - most > MOST_CUT ? [folded] : [folded, cut]) {
    while (widthOf(widths) > most) {
      const slack = widths.map((width, i) => (width > (least[i] ?? 0) ? width : 0));
      const widest = slack.indexOf(Math.max(...slack));
      if (slack[widest] === 0) break;
      widths[widest] = (widths[widest] ?? 0) - 1;
    }
  }
  return widthOf(widths) <= most ? widths : undefined;
}
