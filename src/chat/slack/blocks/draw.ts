import type { types } from '@slack/bolt';
import { numbers } from '../../../words/formats.ts';
import { messagesFor } from '../../../words/messages.ts';
import type { Card, CardPart } from '../../card/card.ts';
import { withNotesTogether } from '../../card/notes-together.ts';
import { limits } from '../limits.ts';
import { lastRow, numbering } from './buttons.ts';
import { lengthOf, plain, shown } from './harmless.ts';
import { mentionBlocks } from './mentions.ts';
import { piecesOf } from './parts.ts';
import { blocksOf, type Piece } from './piece.ts';

/** Kept free for saying that something was left out. */
const TELLING = { blocks: 1, letters: 200 };

/** These are small and must not be missing; the rest shares what is left, in its order. */
const first: ReadonlySet<CardPart['kind']> = new Set(['facts', 'warning', 'chart', 'buttons', 'note']);

/**
 * A card as blocks: at most `most` of them, with no more text than a message takes. What does not fit is left out from
 * the end of its part, and that is said.
 */
export function drawCard(
  card: Card,
  most: number,
  pictures: ReadonlyMap<CardPart, string> = new Map(),
): types.KnownBlock[] {
  const number = numbering();
  const head = [...mentionBlocks(card), ...titleBlocks(card)];
  const tail = lastRow(card, number);
  const space = { blocks: most - TELLING.blocks, letters: limits.message.letters - TELLING.letters };
  take(space, [...head, ...tail]);
  const parts = withNotesTogether(card.parts);
  const firstTable = parts.findIndex(({ kind }) => kind === 'table');
  const drawn = parts.map((part, at) => ({
    part,
    pieces: piecesOf(part, number, { isFirstTable: at === firstTable, picture: pictures.get(part) }),
  }));
  const kept = new Map<Piece, boolean>();
  for (const isFirst of [true, false]) {
    for (const { part, pieces } of drawn) {
      if (first.has(part.kind) === isFirst) keep(pieces, space, kept);
    }
  }
  const body = drawn.flatMap(({ pieces }) => blocksOf(pieces.filter((piece) => kept.get(piece))));
  return [...head, ...body, ...leftOut(card, drawn, kept), ...tail];
}

interface Space {
  blocks: number;
  letters: number;
}

function keep(pieces: readonly Piece[], space: Space, kept: Map<Piece, boolean>): void {
  for (const piece of pieces) {
    const letters = lettersIn(piece.blocks);
    // After a row that does not fit, a shorter one would stand in its place.
    if (piece.blocks.length > space.blocks || letters > space.letters) return;
    take(space, piece.blocks);
    kept.set(piece, true);
  }
}

function take(space: Space, blocks: readonly types.KnownBlock[]): void {
  space.blocks -= blocks.length;
  space.letters -= lettersIn(blocks);
}

/** A title longer than Slack's is shown cut, and whole below. */
function titleBlocks(card: Card): types.KnownBlock[] {
  const { title, demo } = card;
  if (title.trim() === '') return [];
  const mark = demo ? `${messagesFor(card.language ?? 'en')('card.demo')} · ` : '';
  const whole = `${mark}${title}`;
  const header: types.HeaderBlock = { type: 'header', text: plain(whole, limits.header) };
  const isCut = header.text.text !== shown(whole, limits.section);
  return isCut ? [header, { type: 'section', text: plain(title, limits.section) }] : [header];
}

function leftOut(
  card: Card,
  drawn: readonly { part: CardPart; pieces: readonly Piece[] }[],
  kept: ReadonlyMap<Piece, boolean>,
): types.KnownBlock[] {
  const all = drawn.flatMap(({ pieces }) => pieces);
  const rows = drawn.reduce((sum, { part }) => sum + rowsIn(part), 0);
  const shownRows = all.reduce((sum, piece) => sum + (kept.get(piece) ? piece.rows : 0), 0);
  const missing = rows - shownRows;
  if (missing <= 0 && all.every((piece) => kept.get(piece))) return [];
  const say = messagesFor(card.language ?? 'en');
  const hasCsv = [...card.buttons, ...card.more].some(({ press }) => press.do === 'csv');
  const n = numbers(card.language ?? 'en').format(missing);
  const text = missing > 0 ? say(hasCsv ? 'card.rest' : 'card.rest-only', { n }) : say('card.left-out');
  return [{ type: 'context', elements: [plain(text, TELLING.letters)] }];
}

function rowsIn(part: CardPart): number {
  return part.kind === 'rows' || part.kind === 'table' ? part.rows.length : 0;
}

/** The text of blocks as Slack counts it at worst: whatever stands under `text`. */
function lettersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + lettersIn(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? lengthOf(each) : lettersIn(each)),
    0,
  );
}
