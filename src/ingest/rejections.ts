import type { RowWrites } from '../../db/writes/rows.ts';
import type { Problem } from './problem.ts';
import type { RawRow } from './reading/index.ts';
import type { Binding } from './recognise.ts';

/** Rejected rows kept for download; beyond it they are only counted. */
const REJECTS_KEPT = 10_000;
/** The same in characters: ten thousand rows may hold ten gigabytes. */
const CHARACTERS_KEPT = 64 * 1024 * 1024;
const LONGEST_CELL_KEPT = 1000;
/** Reasons told apart; a file with more kinds of trouble than this has one trouble, and it is the file. */
const MANY_REASONS = 100;
const LONGEST_VALUE_SHOWN = 40;

interface Seen {
  times: number;
  line: number;
  value: string | null;
}

/** The rejected rows of one import: counted, the first ten thousand kept, and the reasons that come most often. */
export class Rejections {
  count = 0;
  notKept = 0;
  #characters = 0;
  readonly #reasons = new Map<string, Seen>();
  readonly #rows: RowWrites;
  readonly #binding: Binding;
  readonly #headers: readonly string[];

  constructor(rows: RowWrites, binding: Binding, headers: readonly string[]) {
    this.#rows = rows;
    this.#binding = binding;
    this.#headers = headers;
  }

  /** To be called inside `write`. */
  add(raw: RawRow, problem: Problem): void {
    this.count++;
    const cell = problem.column === undefined ? undefined : this.#binding.cells.get(problem.column);
    const isKept = this.#whichAreKept(raw);
    const header = cell === undefined ? (problem.column ?? null) : (this.#headers[cell] ?? null);
    const value = cell === undefined || !isKept(cell) ? null : (raw.cells[cell] ?? '').slice(0, LONGEST_CELL_KEPT);
    this.#remember(`${header ?? 'the row'} ${problem.reason}`, raw.line, value);
    if (this.count > REJECTS_KEPT || this.#characters > CHARACTERS_KEPT) {
      this.notKept++;
      return;
    }
    // The download has a place for as many cells as there are headers.
    const kept = raw.cells
      .slice(0, this.#headers.length)
      .map((text, at) => (isKept(at) ? text.slice(0, LONGEST_CELL_KEPT) : ''));
    const cells = JSON.stringify(kept);
    this.#characters += cells.length;
    this.#rows.reject({ line: raw.line, column: header, value, reason: problem.reason, cells });
  }

  /** Of a row whose cells do not stand under their headers nobody can tell which may be kept. */
  #whichAreKept(raw: RawRow): (cell: number) => boolean {
    const { keeps } = this.#binding.report;
    if (keeps === undefined) return () => true;
    if (raw.problem !== undefined || raw.cells.length !== this.#headers.length) return () => false;
    const kept = new Set(keeps.map((key) => this.#binding.cells.get(key)));
    return (cell) => kept.has(cell);
  }

  #remember(reason: string, line: number, value: string | null): void {
    const seen = this.#reasons.get(reason);
    if (seen) seen.times++;
    else if (this.#reasons.size < MANY_REASONS) {
      this.#reasons.set(reason, { times: 1, line, value: value === null ? null : value.slice(0, LONGEST_VALUE_SHOWN) });
    }
  }

  /** The reason that rejected most rows, with the first of them; undefined when none was rejected. */
  get commonest(): string | undefined {
    const [first] = [...this.#reasons].sort(([, a], [, b]) => b.times - a.times);
    if (first === undefined) return undefined;
    const [reason, { times, line, value }] = first;
    const shown = value === null || value === '' ? '' : ` "${value}"`;
    return times === 1
      ? `Rejected: line ${line}, ${reason}${shown === '' ? '' : `:${shown}`}.`
      : `Rejected most often: ${reason} (${times} rows, first line ${line}${shown === '' ? '' : `:${shown}`}).`;
  }
}
