import { refuse } from '../refusals.ts';
import { unescapeText } from './cell-text.ts';
import { readXml } from './xml-scan.ts';

const pageBytes = 1024 * 1024;
const maxPages = 64;
const maxStrings = 4_000_000;

/**
 * The texts that a workbook's cells share. Kept as UTF-8 outside the heap, where they cost a third of what strings do;
 * a workbook with more than 64 MB of them is refused, as CSV needs no such table.
 */
export class SharedStrings {
  readonly #file: string;
  readonly #pages: Buffer[] = [];
  #used = pageBytes;
  #places = new Float64Array(1_024);
  #count = 0;

  constructor(file: string) {
    this.#file = file;
  }

  add(text: string): void {
    const bytes = Buffer.from(text.length > pageBytes / 4 ? text.slice(0, pageBytes / 4) : text);
    if (this.#used + bytes.length > pageBytes) {
      if (this.#pages.length === maxPages) throw this.#tooMany();
      this.#pages.push(Buffer.allocUnsafeSlow(pageBytes));
      this.#used = 0;
    }
    if (this.#count === maxStrings) throw this.#tooMany();
    if (this.#count + 1 >= this.#places.length) {
      const wider = new Float64Array(this.#places.length * 2);
      wider.set(this.#places);
      this.#places = wider;
    }
    const page = this.#pages.length - 1;
    bytes.copy(this.#pages[page] as Buffer, this.#used);
    this.#places[this.#count] = (page * pageBytes + this.#used) * pageBytes + bytes.length;
    this.#used += bytes.length;
    this.#count += 1;
  }

  /** The text with this number, undefined if there is none. */
  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    const place = this.#places[index] ?? 0;
    const length = place % pageBytes;
    const start = (place - length) / pageBytes;
    const from = start % pageBytes;
    return this.#pages[(start - from) / pageBytes]?.toString('utf8', from, from + length);
  }

  #tooMany(): Error {
    return refuse('too-large', this.#file, 'its texts do not fit in memory; a CSV of any size does');
  }
}

/** Reads the part that holds the shared texts. Phonetic guides are left out, the runs of a rich text joined. */
export async function readSharedStrings(chunks: AsyncIterable<Buffer>, file: string): Promise<SharedStrings> {
  const strings = new SharedStrings(file);
  let text = '';
  let inText = false;
  let guides = 0;
  await readXml(chunks, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') guides += 1;
      else if (name === 't') inText = guides === 0;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') guides -= 1;
      else if (name === 'si') strings.add(unescapeText(text));
    },
  });
  return strings;
}
