import type { ReadingLimits } from '../limits.ts';
import type { JsonForm } from './form.ts';

/** The source of one record, or, where it is longer than a row may be, how it begins. */
export interface JsonItem {
  readonly text: string;
  readonly isOversized: boolean;
  /** JSON Lines: its line; else the how manieth record it is. From 1. */
  readonly line: number;
}

/** Why a text is no list of records; follows a file's name. */
export class JsonFault extends Error {}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const LONGEST_KEY = 200;
/** Characters kept of a record that is too long. */
const BEGINNING = 4_000;

/** Cuts JSON that arrives in pieces into records. It keeps one unfinished record, and no more of it than the row limit. */
export interface JsonSplitter {
  /** Takes the next piece and adds the records it completes to `out`. */
  push(piece: string, out: JsonItem[]): void;
  /** Throws a JsonFault where the text ends within something. */
  end(out: JsonItem[]): void;
}

export function splitterFor(form: JsonForm, limits: ReadingLimits): JsonSplitter {
  return form.kind === 'lines' ? new LineSplitter(limits) : new ItemSplitter(form.depth, form.key, limits);
}

/** The text of what is open, as far as it is worth keeping. */
class Kept {
  readonly #most: number;
  #parts: string[] = [];
  #length = 0;

  constructor(limits: ReadingLimits) {
    this.#most = limits.rowBytes;
  }

  add(text: string): void {
    this.#length += text.length;
    if (this.#length <= this.#most) this.#parts.push(text);
    else if (this.#parts.length > 0) this.#parts = [this.#parts.join('').slice(0, BEGINNING)];
    else this.#parts = [text.slice(0, BEGINNING)];
  }

  take(line: number): JsonItem {
    const item = { text: this.#parts.join(''), isOversized: this.#length > this.#most, line };
    this.#parts = [];
    this.#length = 0;
    return item;
  }
}

class LineSplitter implements JsonSplitter {
  readonly #kept: Kept;
  #line = 1;

  constructor(limits: ReadingLimits) {
    this.#kept = new Kept(limits);
  }

  push(piece: string, out: JsonItem[]): void {
    let from = 0;
    for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', from)) {
      this.#kept.add(piece.slice(from, end));
      this.end(out);
      from = end + 1;
    }
    if (from < piece.length) this.#kept.add(piece.slice(from));
  }

  end(out: JsonItem[]): void {
    const item = this.#kept.take(this.#line++);
    if (item.text.trim() !== '') out.push(item);
  }
}

class ItemSplitter implements JsonSplitter {
  readonly #at: number;
  readonly #key: string | undefined;
  readonly #kept: Kept;
  /** Brackets that are open, records' own included. */
  #depth = 0;
  /** The depth at which the open record began; -1 outside of one. */
  #record = -1;
  #inString = false;
  #escaped = false;
  #count = 0;
  /** In a wrapper: its newest string, which is the key of the list that opens next; and of the list that is open, if it is one. */
  #newest = '';
  #list: string | undefined;

  constructor(at: number, key: string | undefined, limits: ReadingLimits) {
    this.#at = at;
    this.#key = key;
    this.#kept = new Kept(limits);
  }

  push(piece: string, out: JsonItem[]): void {
    let from = 0;
    for (let i = 0; i < piece.length; i++) {
      const code = piece.charCodeAt(i);
      if (this.#inString) {
        i = this.#string(piece, i, code);
      } else if (code === QUOTE) {
        this.#inString = true;
        this.#newest = '';
      } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
        if (this.#open(code)) from = i;
      } else if ((code === CLOSE_OBJECT || code === CLOSE_LIST) && this.#close()) {
        this.#kept.add(piece.slice(from, i + 1));
        out.push(this.#kept.take(++this.#count));
      }
    }
    if (this.#record !== -1) this.#kept.add(piece.slice(from));
  }

  end(): void {
    if (this.#inString || this.#depth > 0) throw new JsonFault('it ends in the middle of something');
  }

  /** Goes on within a string; returns where it has come to. */
  #string(piece: string, at: number, code: number): number {
    if (this.#escaped) this.#escaped = false;
    else if (code === BACKSLASH) this.#escaped = true;
    else if (code === QUOTE) this.#inString = false;
    else if (this.#record === -1 && this.#newest.length < LONGEST_KEY) this.#newest += piece[at];
    return at;
  }

  /** True where a record begins. */
  #open(code: number): boolean {
    if (this.#record === -1 && this.#depth === this.#at && code === OPEN_OBJECT && this.#isOurList()) {
      this.#record = this.#depth++;
      return true;
    }
    if (this.#depth === 1) this.#list = code === OPEN_LIST ? this.#newest : undefined;
    this.#depth++;
    return false;
  }

  #isOurList(): boolean {
    if (this.#key === undefined || this.#list === this.#key) return true;
    if (this.#list === undefined) return false;
    throw new JsonFault(`it holds several lists: ${this.#key} and ${this.#list}`);
  }

  /** True where a record ends. */
  #close(): boolean {
    if (--this.#depth < 0) throw new JsonFault('a bracket closes that never opened');
    if (this.#depth !== this.#record) return false;
    this.#record = -1;
    return true;
  }
}
