import { checkRow, oversizedRow } from '../faulty-rows.ts';
import type { ReadingLimits } from '../limits.ts';
import type { RawRow } from '../table.ts';
import { numberText, unescapeText } from './cell-text.ts';
import type { SharedStrings } from './shared-strings.ts';
import type { Workbook } from './workbook-parts.ts';
import type { Attributes, XmlListener } from './xml-scan.ts';

/** Excel's own limit. */
const maxColumns = 16_384;
/** Rows among which the header is; later rows are filled up to the widest of them. */
const headerRows = 20;

/**
 * Listens to a sheet's XML and collects its rows in `rows`. Excel leaves out empty cells, also at the end of a row, so
 * rows are filled with '' up to the width of the header; rows without any text are left out, as blank lines are.
 */
export class SheetRows implements XmlListener {
  rows: RawRow[] = [];
  readonly #workbook: Workbook;
  readonly #strings: SharedStrings | undefined;
  readonly #limits: ReadingLimits;
  #line = 0;
  #seen = 0;
  #width = 0;
  #cells: string[] = [];
  /** Characters in the row's cells. */
  #length = 0;
  #column = -1;
  #type = 'n';
  #style = 0;
  #value = '';
  #collecting = false;
  #guides = 0;

  constructor(workbook: Workbook, strings: SharedStrings | undefined, limits: ReadingLimits) {
    this.#workbook = workbook;
    this.#strings = strings;
    this.#limits = limits;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c') {
      this.#column = columnOf(attributes['r']) ?? this.#column + 1;
      this.#type = attributes['t'] ?? 'n';
      this.#style = Number(attributes['s'] ?? 0);
      this.#value = '';
    } else if (name === 'v' || name === 't') {
      this.#collecting = this.#guides === 0;
    } else if (name === 'row') {
      this.#line = Number(attributes['r'] ?? this.#line + 1);
      this.#cells = [];
      this.#length = 0;
      this.#column = -1;
    } else if (name === 'rPh') {
      this.#guides += 1;
    }
  }

  text(text: string): void {
    if (this.#collecting) this.#value += text;
  }

  close(name: string): void {
    if (name === 'c') this.#endCell();
    else if (name === 'v' || name === 't') this.#collecting = false;
    else if (name === 'rPh') this.#guides -= 1;
    else if (name === 'row') this.#endRow();
  }

  #endCell(): void {
    if (this.#value === '' || this.#column >= maxColumns) return;
    const text = this.#cellText();
    while (this.#cells.length < this.#column) this.#cells.push('');
    // Once over a limit it need not be kept whole: a row of inline texts could fill the memory.
    const full = this.#length > this.#limits.rowBytes;
    this.#cells[this.#column] = full ? '' : text.slice(0, this.#limits.cellBytes + 1);
    this.#length += text.length;
  }

  #cellText(): string {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return this.#strings?.at(Number(value)) ?? '';
      case 'b':
        return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
      case 'n':
        return numberText(value, this.#workbook.kinds[this.#style] ?? 'number', this.#workbook.date1904);
      case 'str':
      case 'inlineStr':
        return unescapeText(value);
      default:
        // errors such as #N/A, ISO dates, and whatever comes later, as they stand
        return value;
    }
  }

  #endRow(): void {
    const cells = this.#cells;
    while (cells.length > 0 && cells.at(-1) === '') cells.pop();
    if (cells.length === 0) return;
    this.#seen += 1;
    if (this.#seen <= headerRows) this.#width = Math.max(this.#width, cells.length);
    while (cells.length < this.#width) cells.push('');
    this.rows.push(this.#checked({ line: this.#line, cells }));
  }

  #checked(row: RawRow): RawRow {
    if (this.#length * 3 <= this.#limits.cellBytes) return row;
    if (this.#length > this.#limits.rowBytes) {
      return oversizedRow(row.line, row.cells.slice(0, 10).join(','), row.cells, this.#limits);
    }
    return checkRow(row, row.cells.join(','), this.#limits);
  }
}

/** Column number from 0 of a reference such as `AB12`. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/i.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
