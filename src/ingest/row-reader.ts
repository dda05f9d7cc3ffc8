import { withoutGuard } from '../answers/csv.ts';
import { isUnknownMark } from '../words/values.ts';
import type { ReadingContext } from './column.ts';
import { readPlay } from './plays.ts';
import { Problem } from './problem.ts';
import type { RawRow } from './reading/index.ts';
import type { Binding } from './recognise.ts';
import type { Given } from './report.ts';

interface BoundColumn {
  key: string;
  cell: number;
  filled: boolean;
  read(text: string): unknown;
  /** The cell of the row before and what it read as: in most columns most rows repeat it. */
  lastText: string;
  lastValue: unknown;
}

/** Turns raw rows of one recognised file into the report's rows, or into the problem that keeps them out. */
export class RowReader {
  readonly #binding: Binding;
  readonly #columns: BoundColumn[];
  readonly #blank: Readonly<Record<string, null>>;
  readonly #has: (column: string) => boolean;
  readonly #width: number;
  readonly #padded: boolean;
  readonly #plays: [number, string][];
  /** Columns that may be plays and in which nothing has turned up yet. */
  readonly #unanswered: Set<string>;
  /** Columns that may be plays and, as far as read, are none: without any Yes or No, or with something else. */
  readonly notPlays: Set<string>;

  /** `width` is the number of cells of the header row; `padded` that rows may leave out empty cells at the end. */
  constructor(
    binding: Binding,
    context: ReadingContext,
    options: { width: number; padded: boolean; plays: ReadonlyMap<number, string> },
  ) {
    const { report, cells } = binding;
    this.#binding = binding;
    this.#columns = [...cells]
      .filter(([key]) => report.columns[key]?.isIgnored !== true)
      .map(([key, cell]) => {
        const column = report.columns[key];
        if (column === undefined) throw new RangeError(`${report.name} has no column ${key}`);
        return { key, cell, filled: column.filled, read: column.reader(context, key), lastText: '', lastValue: null };
      });
    this.#blank = Object.fromEntries(Object.keys(report.columns).map((key) => [key, null]));
    this.#has = (column) => cells.has(column);
    this.#width = options.width;
    this.#padded = options.padded;
    this.#plays = [...options.plays];
    this.#unanswered = new Set(options.plays.values());
    this.notPlays = new Set(options.plays.values());
  }

  read(raw: RawRow): Given<never> | Problem {
    if (raw.problem) return new Problem(raw.problem.message, this.#nameOf(raw.problem.column));
    const { cells } = raw;
    if (cells.length !== this.#width) {
      const extra = cells.slice(this.#width).some((cell) => cell !== '');
      if (extra || (cells.length < this.#width && !this.#padded)) {
        return new Problem(`has ${cells.length} cells where the header has ${this.#width}`);
      }
    }
    const row: Record<string, unknown> = { ...this.#blank };
    for (const column of this.#columns) {
      const text = withoutGuard(cells[column.cell] ?? '');
      if (isUnknown(text)) {
        if (column.filled) return new Problem('is blank', column.key);
        continue;
      }
      if (text !== column.lastText) {
        const value = column.read(text.trim());
        if (value instanceof Problem) return new Problem(value.reason, column.key);
        column.lastText = text;
        column.lastValue = value;
      }
      row[column.key] = column.lastValue;
    }
    const wrong = this.#binding.report.check?.(row as never);
    return wrong ?? { row: row as never, plays: this.#playsOf(cells), has: this.#has };
  }

  /** What can be read of a row that cannot be read whole; undefined where its cells do not stand under their headers. */
  partOf({ cells, problem }: RawRow): Readonly<Record<string, unknown>> | undefined {
    if (problem || cells.length > this.#width || (cells.length < this.#width && !this.#padded)) return undefined;
    const row: Record<string, unknown> = { ...this.#blank };
    for (const column of this.#columns) {
      const text = withoutGuard(cells[column.cell] ?? '');
      const value = isUnknown(text) ? null : column.read(text.trim());
      row[column.key] = value instanceof Problem ? null : value;
    }
    return row;
  }

  /** Our key of a cell's column, or its header where the report does not know it. */
  #nameOf(cell: number | undefined): string | undefined {
    if (cell === undefined) return undefined;
    const known = this.#columns.find((column) => column.cell === cell);
    return known?.key ?? this.#binding.unknown.get(cell);
  }

  #playsOf(cells: readonly string[]): string[] {
    const plays: string[] = [];
    for (const [cell, play] of this.#plays) {
      const text = cells[cell] ?? '';
      if (isUnknown(text)) continue;
      const yes = readPlay(text);
      if (this.#unanswered.delete(play) && yes !== undefined) this.notPlays.delete(play);
      if (yes) plays.push(play);
      else if (yes === undefined) this.notPlays.add(play);
    }
    return plays;
  }
}

/** Longest text that can be a mark for unknown, with no blanks around it or few. */
const LONGEST_MARK = 8;

/** As `isUnknownMark`, which remembers what it saw and should not be bothered with every id and name of a file. */
function isUnknown(text: string): boolean {
  if (text === '') return true;
  const first = text.charCodeAt(0);
  // Cells of a fixed width are padded: only these can be long and still say nothing.
  const isPadded = isBlank(first) || isBlank(text.charCodeAt(text.length - 1));
  if (text.length > LONGEST_MARK && !isPadded) return false;
  const startsWithDigit = first >= 48 && first <= 57;
  return !startsWithDigit && isUnknownMark(text);
}

/** Spaces of the kinds that exports pad with, and invisible characters. */
function isBlank(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || (code >= 0x2000 && code <= 0x206f) || code === 0x3000 || code === 0xfeff;
}
