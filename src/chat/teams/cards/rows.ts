import type { CardElement } from '@microsoft/teams.cards';
import type { CardRow } from '../../card/card.ts';
import { limits } from '../limits.ts';
import type { Piece } from './piece.ts';
import { paragraph, run, shown } from './texts.ts';

/** Up to here what matters stands at the right of the name on a phone; what is longer stands behind it. */
const BESIDE = 22;
/** Between the parts of what matters, as flows put it together. */
const BETWEEN = ' · ';

/** A first line: the name, what stands behind it, and what stands at its right. */
interface FirstLine {
  readonly name: string;
  readonly behind: string;
  readonly beside: string;
}

/** Rows of two lines: the name with the one thing that matters, and below it, small, the rest. */
export function rowPieces(rows: readonly CardRow[]): Piece[] {
  const lines = firstLines(rows);
  return rows.map(({ detail }, at) => {
    const line = lines[at];
    return { elements: line === undefined ? [] : [twoLines(line, detail, at > 0)], rows: 1 };
  });
}

/** One row; with a line above it where one stands there already. */
export function rowElement(row: CardRow, separator: boolean): CardElement {
  const [line = { name: '', behind: '', beside: '' }] = firstLines([row]);
  return twoLines(line, row.detail, separator);
}

/**
 * The first lines of a list, all alike: what matters of each stands at the right where there is room for every one. What only
 * some rows say before it, such as the product of a customer that is listed twice, stands behind their names then.
 */
function firstLines(rows: readonly CardRow[]): FirstLine[] {
  const read = rows.map((row) => {
    const lead = row.lead.trim() === '' ? '' : shown(row.lead, limits.line);
    return { name: shown(row.name, limits.name), lead, parts: lead.split(BETWEEN) };
  });
  const isMixed = read.some(({ parts }) => parts.length === 1) && read.some(({ parts }) => parts.length > 1);
  const lines = read.map(({ name, lead, parts }) => {
    if (!isMixed) return { name, behind: '', beside: lead };
    return { name, behind: parts.slice(0, -1).join(BETWEEN), beside: parts.at(-1) ?? '' };
  });
  // A word that cannot be broken would run into what stands at its right.
  const isNarrow = (text: string) => text.split(/[\s-]/).every((word) => word.length <= BESIDE);
  const haveRoom = lines.every(
    ({ name, behind, beside }) => beside.length <= BESIDE && isNarrow(name) && isNarrow(behind),
  );
  return haveRoom ? lines : read.map(({ name, lead }) => ({ name, behind: lead, beside: '' }));
}

function twoLines({ name, behind, beside }: FirstLine, detail: string, separator: boolean): CardElement {
  const bold = run(name, { weight: 'Bolder' });
  const left = paragraph(behind === '' ? [bold] : [bold, run(`${BETWEEN}${behind}`)]);
  const line: CardElement =
    beside === ''
      ? left
      : {
          type: 'ColumnSet',
          columns: [
            { type: 'Column', width: 'stretch', items: [left] },
            { type: 'Column', width: 'auto', items: [paragraph([run(beside)], { horizontalAlignment: 'Right' })] },
          ],
        };
  const small =
    detail.trim() === ''
      ? []
      : [paragraph([run(shown(detail, limits.line), { size: 'Small', isSubtle: true })], { spacing: 'None' })];
  return { type: 'Container', spacing: 'Small', ...(separator ? { separator } : {}), items: [line, ...small] };
}
