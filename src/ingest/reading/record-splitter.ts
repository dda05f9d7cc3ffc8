import { checkRow, oversizedRow, problemRow } from './faulty-rows.ts';
import type { ReadingLimits } from './limits.ts';
import { afterBreak, countBreaks, isSplitBreak } from './line-breaks.ts';
import { readQuotedRecord, unclosedQuote } from './quoted-record.ts';
import type { RawRow } from './table.ts';

const unknown = -1;
const nowhere = Number.POSITIVE_INFINITY;

/**
 * Cuts text that arrives in pieces into records. What it gives depends on the text alone, not on where the pieces end.
 * It keeps at most one unfinished record, and little more than the row limit of it.
 *
 * The cells are slices that keep their whole piece of text alive in V8. Rows that live as long as their batch cost
 * nothing by it; whoever keeps a cell longer should copy it, or 64 KB stay with each.
 */
export class RecordSplitter {
  readonly #delimiter: string;
  readonly #limits: ReadingLimits;
  /** A record this short cannot break a limit, whatever its characters are; -1 while the text holds a NUL. */
  #harmless = 0;
  #text = '';
  #last = false;
  /** Where the next record starts in the text. */
  #at = 0;
  #line = 1;
  /** Inside a line over the row limit: everything up to the next line break is dropped. */
  #skipping = false;
  /** Up to here a quoted cell may hold no line break: see #takeUnclosed. */
  #distrusted = 0;
  /** Length of text from which on it is worth reading an unfinished record again: each piece would cost the whole. */
  #enough = 0;
  // The next of each from `at` on, looked for again only once passed: a search per line for a character that the file
  // does not have would read the whole text every time.
  #feed = unknown;
  #return = unknown;
  #quote = unknown;
  #cut = unknown;

  constructor(delimiter: string, limits: ReadingLimits) {
    this.#delimiter = delimiter;
    this.#limits = limits;
  }

  /** Takes the next piece and adds the records it completes to `out`; `last` says that no piece follows. */
  push(piece: string, last: boolean, out: RawRow[]): void {
    const rest = this.#text.slice(this.#at);
    const text = rest === '' ? piece : rest + piece;
    if (text.length < this.#enough && !last) {
      this.#hold(text);
      return;
    }
    this.#enough = 0;
    this.#hold(text);
    this.#last = last;
    this.#feed = this.#return = this.#quote = this.#cut = unknown;
    this.#harmless = text.includes('\0') ? -1 : Math.floor(this.#limits.cellBytes / 3);
    for (;;) {
      const end = this.#lineEnd();
      if (end === unknown || !this.#takeLine(end, out)) break;
    }
    if (!this.#skipping && text.length - 1 - this.#at > this.#limits.rowBytes) {
      this.#giveOversized(out);
      this.#skipping = true;
    }
    if (this.#skipping) this.#at = text.endsWith('\r') ? text.length - 1 : text.length;
  }

  #hold(text: string): void {
    this.#distrusted -= this.#at;
    this.#text = text;
    this.#at = 0;
  }

  /** Where the physical line ends that the next record starts on, if that can be said yet. */
  #lineEnd(): number {
    const text = this.#text;
    const at = this.#at;
    if (at >= text.length) return unknown;
    if (this.#feed < at) this.#feed = place(text.indexOf('\n', at));
    if (this.#return < at) this.#return = place(text.indexOf('\r', at));
    const end = Math.min(this.#feed, this.#return);
    if (this.#last) return Math.min(end, text.length);
    // A carriage return that ends the piece may be the first half of a line break.
    return end === nowhere || isSplitBreak(text, end) ? unknown : end;
  }

  /** Moves past the record that starts on this line; false if more text is needed for that. */
  #takeLine(end: number, out: RawRow[]): boolean {
    const at = this.#at;
    if (this.#skipping) {
      this.#skipping = false;
    } else if (end - at > this.#limits.rowBytes) {
      this.#giveOversized(out);
    } else if (end > at) {
      if (this.#quote < at) this.#quote = place(this.#text.indexOf('"', at));
      if (this.#quote < end) return this.#takeQuoted(end, out);
      this.#give(this.#cutLine(end), end, out);
    }
    this.#at = afterBreak(this.#text, end);
    this.#line += 1;
    return true;
  }

  /** The cells of a line without quotes. Half as fast again as cutting the line out and splitting it. */
  #cutLine(end: number): string[] {
    const text = this.#text;
    const delimiter = this.#delimiter;
    const cells: string[] = [];
    let from = this.#at;
    let cut = this.#cut;
    if (cut < from) cut = place(text.indexOf(delimiter, from));
    while (cut < end) {
      cells.push(text.slice(from, cut));
      from = cut + 1;
      cut = place(text.indexOf(delimiter, from));
    }
    cells.push(text.slice(from, end));
    this.#cut = cut;
    return cells;
  }

  #takeQuoted(lineEnd: number, out: RawRow[]): boolean {
    const text = this.#text;
    const at = this.#at;
    const longest = at < this.#distrusted ? 0 : this.#limits.cellBytes;
    const record = readQuotedRecord(text, at, this.#delimiter, longest, this.#last);
    if ((record?.end ?? text.length - 1) - at > this.#limits.rowBytes) {
      // Over the row limit and over lines: no row of a report, so some quote in it is astray.
      this.#takeUnclosed(lineEnd, at + this.#limits.rowBytes, out);
      return true;
    }
    if (record === undefined || (!this.#last && isSplitBreak(text, record.end) && !record.unclosed)) {
      this.#enough = Math.min((text.length - at) * 2, this.#limits.rowBytes + 2);
      return false;
    }
    if (record.unclosed) {
      this.#takeUnclosed(lineEnd, record.end, out);
      return true;
    }
    this.#give(record.cells, record.end, out);
    this.#line += record.end === lineEnd ? 1 : countBreaks(text, at, record.end) + 1;
    this.#at = afterBreak(text, record.end);
    return true;
  }

  /**
   * Gives the line as one faulty row and goes on with the next line. Where it took long to see the fault, no line up to
   * there may open another cell that runs over lines: a file whose every line does so would be read through to its end
   * for each of them.
   */
  #takeUnclosed(lineEnd: number, seenAt: number, out: RawRow[]): void {
    const source = this.#text.slice(this.#at, lineEnd);
    out.push(problemRow(this.#line, source.split(this.#delimiter), unclosedQuote, source));
    if (seenAt - this.#at > this.#limits.cellBytes / 16) this.#distrusted = Math.max(this.#distrusted, seenAt);
    this.#line += 1;
    this.#at = afterBreak(this.#text, lineEnd);
  }

  #give(cells: string[], end: number, out: RawRow[]): void {
    if (cells.length === 1 && cells[0]?.trim() === '') return;
    const row: RawRow = { line: this.#line, cells };
    const harmless = end - this.#at <= this.#harmless;
    out.push(harmless ? row : checkRow(row, this.#text.slice(this.#at, end), this.#limits));
  }

  #giveOversized(out: RawRow[]): void {
    const beginning = this.#text.slice(this.#at, this.#at + this.#limits.cellBytes);
    out.push(oversizedRow(this.#line, beginning, beginning.split(this.#delimiter), this.#limits));
  }
}

function place(index: number): number {
  return index === -1 ? nowhere : index;
}
