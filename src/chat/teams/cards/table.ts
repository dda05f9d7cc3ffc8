import type { CardElement, ITable, ITableCell } from '@microsoft/teams.cards';
import type { CardHead } from '../../card/card.ts';
import { limits } from '../limits.ts';
import type { Piece } from './piece.ts';
import { rowElement } from './rows.ts';
import { paragraph, run, shown } from './texts.ts';

type Rows = readonly (readonly string[])[];

/** Letters of a column's longest cell that its width goes by: one of few is not squeezed, one of many does not squeeze. */
const WIDTH = { least: 6, most: 24 } as const;
/** Units that the cells of a table take at most: there is other text around it. */
const CELLS = 12_000;

/**
 * A table with its heads. One of more columns than a phone has room for is a table where there is room, and rows of two
 * lines where there is not: elements of which one or the other is seen, by `targetWidth`.
 */
export function tablePiece(heads: readonly CardHead[], rows: Rows): Piece {
  const columns = heads.slice(0, limits.table.columns);
  const kept = fitting(rows);
  const table = wide(columns, kept);
  if (columns.length <= limits.table.phoneColumns) return { elements: [table], rows: kept.length };
  const narrow: CardElement = {
    type: 'Container',
    targetWidth: 'atMost:Narrow',
    items: kept.map((row, at) => asRow(columns, row, at > 0)),
  };
  return { elements: [{ ...table, targetWidth: 'atLeast:Standard' }, narrow], rows: kept.length };
}

function wide(heads: readonly CardHead[], rows: Rows): ITable {
  return {
    type: 'Table',
    firstRowAsHeaders: true,
    showGridLines: true,
    columns: heads.map(({ right }, at) => ({
      width: widthOf([heads[at]?.text ?? '', ...rows.map((row) => row[at] ?? '')]),
      horizontalCellContentAlignment: right ? 'Right' : 'Left',
    })),
    rows: [
      { type: 'TableRow', style: 'emphasis', cells: heads.map(({ text, right }) => cell(text, right, true)) },
      ...rows.map((row) => ({
        type: 'TableRow' as const,
        cells: heads.map(({ right }, at) => cell(row[at] ?? '', right, false)),
      })),
    ],
  };
}

function widthOf(texts: readonly string[]): number {
  const longest = Math.max(...texts.map((text) => text.length));
  return Math.min(Math.max(longest, WIDTH.least), WIDTH.most);
}

/** The first rows, as far as their text has room. */
function fitting(rows: Rows): Rows {
  let room = CELLS;
  const n = rows.findIndex((row) => {
    room -= row.reduce((sum, text) => sum + Math.min(text.length, limits.cell), 0);
    return room < 0;
  });
  return rows.slice(0, Math.min(n === -1 ? rows.length : n, limits.table.rows));
}

function cell(text: string, right: boolean, isHead: boolean): ITableCell {
  const look = isHead ? ({ weight: 'Bolder' } as const) : {};
  const side = right ? ({ horizontalAlignment: 'Right' } as const) : {};
  return { type: 'TableCell', items: [paragraph([run(shown(text, limits.cell), look)], side)] };
}

/** The first cell and the first figure in a line, the others below it with what they are. */
function asRow(heads: readonly CardHead[], row: readonly string[], separator: boolean): CardElement {
  const [name = '', ...others] = row;
  const said = others.map((text, at) => `${heads[at + 1]?.text ?? ''} ${text}`.trim());
  return rowElement({ name, lead: said[0] ?? '', detail: said.slice(1).join(' · ') }, separator);
}
