import type { types } from '@slack/bolt';
import { assertNever } from '../../../base/errors.ts';
import type { CardPart, CardRow } from '../../card/card.ts';
import { limits } from '../limits.ts';
import { buttonRows, type Numbering } from './buttons.ts';
import { plain, plainLines, shown } from './harmless.ts';
import type { Piece } from './piece.ts';
import { tableBlock } from './table.ts';

/** Longer names and lines are no longer read at a glance. */
const NAME = 120;
const LINE = 300;
const WARNING = 600;
const SEPARATOR = ' · ';

interface How {
  readonly isFirstTable: boolean;
  /** The id of the file with a chart's picture. */
  readonly picture: string | undefined;
}

/** A part of a card as pieces, in their order; a second table of a message comes as lines. */
export function piecesOf(part: CardPart, number: Numbering, { isFirstTable, picture }: How): Piece[] {
  switch (part.kind) {
    case 'facts':
      return part.facts.length === 0 ? [] : [piece(factsBlock(part.facts))];
    case 'rows':
      return part.rows.map((row) => ({ blocks: rowBlocks(row), rows: 1, isLine: row.detail.trim() === '' }));
    case 'table':
      return isFirstTable ? [tableBlock(part.heads, part.rows)] : part.rows.map(lineOfTable);
    case 'chart':
      return [piece(...chartBlocks(part, picture))];
    case 'heading':
      return [piece(richText([bold(shown(part.text, limits.header))]))];
    case 'text':
      return [piece({ type: 'section', text: plainLines(part.text, limits.section) })];
    case 'warning':
      return [piece(richText([bold(shown(part.text, WARNING))]))];
    case 'links':
      return part.links.flatMap(({ text, url }) => linkPiece(text, url));
    case 'buttons':
      return buttonRows(part.buttons, number).map((block) => piece(block));
    case 'note':
      return [piece({ type: 'context', elements: [plainLines(part.text, limits.context.letters)] })];
    default:
      return assertNever(part);
  }
}

function piece(...blocks: types.KnownBlock[]): Piece {
  return { blocks, rows: 0 };
}

/** The picture, which has its title in it, or in its place what it would show. */
function chartBlocks({ title, alt }: Extract<CardPart, { kind: 'chart' }>, picture?: string): types.KnownBlock[] {
  if (picture !== undefined)
    return [{ type: 'image', slack_file: { id: picture }, alt_text: shown(altLine(alt), limits.image.alt) }];
  return [
    richText([bold(shown(title, limits.header))]),
    { type: 'context', elements: [plainLines(alt, limits.context.letters)] },
  ];
}

/** The figures of a chart for whoever hears them: its title and each series were lines of their own. */
export function altLine(alt: string): string {
  return alt.split('\n').join('; ');
}

function factsBlock(facts: Extract<CardPart, { kind: 'facts' }>['facts']): types.RichTextBlock {
  const elements = facts.flatMap(({ label, value }, at) => [
    text(`${at > 0 ? SEPARATOR : ''}${shown(label, NAME)} `),
    bold(shown(value, NAME)),
  ]);
  return richText(elements);
}

/** The name with the one thing that matters; what is small is a block of its own, as only those are drawn small. */
function rowBlocks({ name, lead, detail }: CardRow): types.KnownBlock[] {
  const after = lead.trim() === '' ? [] : [text(`${SEPARATOR}${shown(lead, LINE)}`)];
  const first = richText([bold(shown(name, NAME)), ...after]);
  return detail.trim() === '' ? [first] : [first, { type: 'context', elements: [plain(detail, LINE)] }];
}

function lineOfTable(cells: readonly string[]): Piece {
  const [name = '', ...others] = cells;
  return { blocks: rowBlocks({ name, lead: others.join(SEPARATOR), detail: '' }), rows: 1, isLine: true };
}

function linkPiece(label: string, url: string): Piece[] {
  if (!URL.canParse(url)) return [];
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' || href.length > limits.url) return [];
  return [{ blocks: [richText([{ type: 'link', url: href, text: shown(label, LINE) }])], rows: 1 }];
}

function richText(elements: types.RichTextElement[]): types.RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function text(content: string): types.RichTextText {
  return { type: 'text', text: content };
}

function bold(content: string): types.RichTextText {
  return { type: 'text', text: content, style: { bold: true } };
}
