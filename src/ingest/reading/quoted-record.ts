import { firstBreak, isBreak } from './line-breaks.ts';
import type { RowProblem } from './table.ts';

/** A record that holds quotes, from its first character on. */
interface QuotedRecord {
  cells: string[];
  /** Index of the line break that ends it, or of the end of the text; if unclosed, of how far it took to see that. */
  end: number;
  /** The quotes cannot be trusted: only the first physical line of the record is to be taken. */
  unclosed: boolean;
}

/** Problem given to a row whose quote was found to be unclosed. */
export const unclosedQuote: RowProblem = {
  code: 'unclosed-quote',
  message: 'a quote is opened in this line and not closed where it should be; the line after it was read on its own',
};

interface QuotedCell {
  value: string;
  end: number;
}

const quote = 0x22;

/**
 * Reads one record by RFC 4180 from `start`. Returns undefined if the text ends before the record does and more is
 * to come. A quote inside an unquoted cell is text, and so is what follows a closing quote, as spreadsheets have it.
 *
 * A quote counts as unclosed if its cell runs over line breaks and (a) has no end within `cellLimit` characters,
 * (b) has no end before the file's, or (c) is "closed" by a quote with text right behind it, which is how the opening
 * quote of a later cell looks from inside. All three use only the text of the cell, never where a piece ends.
 */
export function readQuotedRecord(
  text: string,
  start: number,
  delimiter: string,
  cellLimit: number,
  last: boolean,
): QuotedRecord | undefined {
  const delimiterCode = delimiter.charCodeAt(0);
  const cells: string[] = [];
  let at = start;
  for (;;) {
    if (text.charCodeAt(at) === quote) {
      const cell = readQuotedCell(text, at + 1, delimiterCode, cellLimit, last);
      if (cell === undefined) return undefined;
      if (typeof cell === 'number') return { cells, end: cell, unclosed: true };
      cells.push(cell.value);
      at = cell.end;
    } else {
      const end = cellEnd(text, at, delimiterCode);
      cells.push(text.slice(at, end));
      at = end;
    }
    if (at === text.length && !last) return undefined;
    if (text.charCodeAt(at) !== delimiterCode) return { cells, end: at, unclosed: false };
    at += 1;
  }
}

/** A quoted cell with what stands behind its closing quote; a number as in readQuotedText. */
function readQuotedCell(
  text: string,
  opened: number,
  delimiterCode: number,
  limit: number,
  last: boolean,
): QuotedCell | number | undefined {
  const quoted = readQuotedText(text, opened, limit, last);
  if (quoted === undefined || typeof quoted === 'number') return quoted;
  const behind = quoted.end + 1;
  const end = cellEnd(text, behind, delimiterCode);
  if (end === behind) return { value: quoted.value, end };
  if (end === text.length && !last) return undefined;
  const extra = text.slice(behind, end);
  return extra.trim() !== '' && firstBreak(text, opened, quoted.end) !== -1
    ? end
    : { value: quoted.value + extra, end };
}

/** A quoted cell up to its closing quote; a number if it is unclosed: how far it took to see that. */
function readQuotedText(text: string, opened: number, limit: number, last: boolean): QuotedCell | number | undefined {
  let value = '';
  let from = opened;
  let closed = text.indexOf('"', from);
  while (closed !== -1 && text.charCodeAt(closed + 1) === quote) {
    value += text.slice(from, closed + 1);
    from = closed + 2;
    closed = text.indexOf('"', from);
  }
  // A quote that ends the text may be the first half of a doubled one.
  if (closed !== -1 && closed === text.length - 1 && !last) return undefined;
  const stop = closed === -1 ? text.length : closed;
  const lineBreak = stop - opened > limit ? firstBreak(text, opened, stop) : -1;
  if (lineBreak !== -1) return Math.max(opened + limit, lineBreak);
  if (closed === -1) return last ? text.length : undefined;
  return { value: value + text.slice(from, closed), end: closed };
}

function cellEnd(text: string, from: number, delimiterCode: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === delimiterCode || isBreak(code)) break;
  }
  return at;
}
