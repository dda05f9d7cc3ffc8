import type { types } from '@slack/bolt';
import type { CardHead } from '../../card/card.ts';
import { limits } from '../limits.ts';
import { lengthOf, shown } from './harmless.ts';
import type { Piece } from './piece.ts';

/** A longer cell makes the others of its row unreadable. */
const CELL = 120;

/** A native table with its heads; rows beyond what Slack takes are left out, and those that are shown are counted. */
export function tableBlock(heads: readonly CardHead[], rows: readonly (readonly string[])[]): Piece {
  const columns = heads.slice(0, limits.table.columns);
  const top = columns.map(({ text }) => cell(text));
  let room = limits.table.letters - lettersIn(top);
  const kept: types.RawTextElement[][] = [top];
  for (const row of rows.slice(0, limits.table.rows - 1)) {
    const cells = columns.map((_, at) => cell(row[at] ?? ''));
    room -= lettersIn(cells);
    if (room < 0) break;
    kept.push(cells);
  }
  const settings = columns.map(({ right }) => ({
    align: right ? ('right' as const) : ('left' as const),
    is_wrapped: true,
  }));
  return { blocks: [{ type: 'table', column_settings: settings, rows: kept }], rows: kept.length - 1 };
}

function cell(text: string): types.RawTextElement {
  return { type: 'raw_text', text: shown(text, CELL) };
}

function lettersIn(cells: readonly types.RawTextElement[]): number {
  return cells.reduce((sum, { text }) => sum + lengthOf(text), 0);
}
