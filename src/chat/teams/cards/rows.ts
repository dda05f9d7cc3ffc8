import type { CardElement } from '@microsoft/teams.cards';
import type { CardRow } from '../../card/card.ts';
import { limits } from '../limits.ts';
import type { Piece } from './piece.ts';
import { paragraph, run, shown } from './texts.ts';

/** Up to here what matters stands at the right of the name on a phone; what is longer stands behind it. */
const BESIDE = 22;

/** Rows of two lines: the name with the one thing that matters, and below it, small, the rest. */
export function rowPieces(rows: readonly CardRow[]): Piece[] {
  return rows.map((row, at) => ({ elements: [rowElement(row, at > 0)], rows: 1 }));
}

/** One row; with a line above it where one stands there already. */
export function rowElement({ name, lead, detail }: CardRow, separator: boolean): CardElement {
  const line = firstLine(shown(name, limits.name), lead.trim() === '' ? '' : shown(lead, limits.line));
  const small =
    detail.trim() === ''
      ? []
      : [paragraph([run(shown(detail, limits.line), { size: 'Small', isSubtle: true })], { spacing: 'None' })];
  return { type: 'Container', spacing: 'Small', ...(separator ? { separator } : {}), items: [line, ...small] };
}

function firstLine(name: string, lead: string): CardElement {
  const bold = run(name, { weight: 'Bolder' });
  // A word that cannot be broken would run into what stands at its right.
  const isNarrow = name.split(/[\s-]/).every((word) => word.length <= BESIDE);
  if (lead === '' || lead.length > BESIDE || !isNarrow)
    return paragraph(lead === '' ? [bold] : [bold, run(` · ${lead}`)]);
  return {
    type: 'ColumnSet',
    columns: [
      { type: 'Column', width: 'stretch', items: [paragraph([bold])] },
      { type: 'Column', width: 'auto', items: [paragraph([run(lead)], { horizontalAlignment: 'Right' })] },
    ],
  };
}
