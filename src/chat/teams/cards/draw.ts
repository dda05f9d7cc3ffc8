import type { CardElement, IContainer } from '@microsoft/teams.cards';
import { numbers } from '../../../words/formats.ts';
import { messagesFor } from '../../../words/messages.ts';
import type { Card, CardPart } from '../../card/card.ts';
import { withNotesTogether } from '../../card/notes-together.ts';
import { limits } from '../limits.ts';
import type { Drawing } from './drawing.ts';
import { piecesOf } from './parts.ts';
import type { Piece } from './piece.ts';
import { sizeOf } from './size.ts';
import { heading, paragraph, run, shown, unstyled } from './texts.ts';

/** These are small and must not be missing; the rest shares what is left, in its order. */
const first: ReadonlySet<CardPart['kind']> = new Set(['facts', 'warning', 'chart', 'buttons', 'note']);

/** Kept free for saying that something was left out. */
const TELLING = 1_000;

const styles = { bad: 'attention', watch: 'warning', good: 'good' } as const;

/**
 * What stands in a card below its mentions, in at most `room` bytes. What does not fit is left out from the end of its
 * part, and that is said.
 */
export function drawBody(card: Card, drawing: Drawing, room: number): CardElement[] {
  const { head, parts: below } = headOf(card);
  const parts = withNotesTogether(below);
  const space = { bytes: room - sizeOf(head) - TELLING };
  const drawn = parts.map((part) => ({ part, pieces: piecesOf(part, drawing) }));
  const kept = new Set<Piece>();
  for (const isFirst of [true, false])
    for (const { part, pieces } of drawn) if (first.has(part.kind) === isFirst) keep(pieces, space, kept);
  const body = drawn.flatMap(({ pieces }) =>
    pieces.filter((piece) => kept.has(piece)).flatMap((each) => each.elements),
  );
  return [...head, ...body, ...leftOut(card, drawn, kept)];
}

function keep(pieces: readonly Piece[], space: { bytes: number }, kept: Set<Piece>): void {
  for (const piece of pieces) {
    const bytes = sizeOf(piece.elements);
    // After a row that does not fit, a shorter one would stand in its place.
    if (bytes > space.bytes) return;
    space.bytes -= bytes;
    kept.add(piece);
  }
}

/** The title; of what stands well or badly in its colour, with the sentence that says how. */
function headOf(card: Card): { head: CardElement[]; parts: readonly CardPart[] } {
  const { title, demo, tone, parts } = card;
  const mark = demo ? `${messagesFor(card.language ?? 'en')('card.demo')} · ` : '';
  const titles = title.trim() === '' ? [] : [heading(unstyled(`${mark}${title}`, limits.title), { size: 'Medium' })];
  if (tone === undefined) return { head: titles, parts };
  const [state, ...others] = parts;
  const isSaid = state?.kind === 'warning';
  const line = isSaid ? [paragraph([run(shown(state.text, limits.warning))], { spacing: 'Small' })] : [];
  const coloured: IContainer = { type: 'Container', style: styles[tone], bleed: true, items: [...titles, ...line] };
  return { head: coloured.items.length === 0 ? [] : [coloured], parts: isSaid ? others : parts };
}

function leftOut(
  card: Card,
  drawn: readonly { part: CardPart; pieces: readonly Piece[] }[],
  kept: ReadonlySet<Piece>,
): CardElement[] {
  const all = drawn.flatMap(({ pieces }) => pieces);
  const rows = drawn.reduce((sum, { part }) => sum + rowsIn(part), 0);
  const shownRows = all.reduce((sum, piece) => sum + (kept.has(piece) ? piece.rows : 0), 0);
  const missing = rows - shownRows;
  if (missing <= 0 && all.every((piece) => kept.has(piece))) return [];
  const language = card.language ?? 'en';
  const say = messagesFor(language);
  const hasCsv = [...card.buttons, ...card.more].some(({ press }) => press.do === 'csv');
  const n = numbers(language).format(missing);
  const text = missing > 0 ? say(hasCsv ? 'card.rest' : 'card.rest-only', { n }) : say('card.left-out');
  return [paragraph([run(shown(text, limits.line), { size: 'Small', isSubtle: true })], { spacing: 'Small' })];
}

function rowsIn(part: CardPart): number {
  return part.kind === 'rows' || part.kind === 'table' ? part.rows.length : 0;
}
