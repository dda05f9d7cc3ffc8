import type { CardElement, IContainer } from '@microsoft/teams.cards';
import { assertNever } from '../../../base/errors.ts';
import type { Language } from '../../../words/languages.ts';
import type { CardPart } from '../../card/card.ts';
import { limits } from '../limits.ts';
import { buttonRows } from './buttons.ts';
import { chartPiece } from './chart.ts';
import type { Drawing } from './drawing.ts';
import { type Piece, piece } from './piece.ts';
import { rowPieces } from './rows.ts';
import { tablePiece } from './table.ts';
import { heading, paragraph, run, shown, shownLines, unstyled } from './texts.ts';

/** A part of a card as pieces, in their order. */
export function piecesOf(part: CardPart, drawing: Drawing): Piece[] {
  switch (part.kind) {
    case 'facts':
      return part.facts.length === 0 ? [] : [piece(factSet(part.facts, drawing.language))];
    case 'rows':
      return rowPieces(part.rows);
    case 'table':
      return part.heads.length === 0 ? [] : [tablePiece(part.heads, part.rows)];
    case 'chart':
      return [chartPiece(part, drawing)];
    case 'heading':
      return [
        piece(heading(unstyled(part.text, limits.heading), { size: 'Default', spacing: 'Medium', separator: true })),
      ];
    case 'text':
      return [piece(...textLines(part.text))];
    case 'warning':
      return [piece(warning(part.text))];
    case 'links':
      return part.links.flatMap(({ text, url }) => linkPiece(text, url));
    case 'buttons':
      return buttonRows(part.buttons, drawing.key).map((row) => piece(row));
    case 'note':
      return [piece(...noteLines(part.text))];
    default:
      return assertNever(part);
  }
}

/** Each fact begins a line of its own, so its label begins large. */
function factSet(facts: Extract<CardPart, { kind: 'facts' }>['facts'], language: Language): CardElement {
  return {
    type: 'FactSet',
    spacing: 'Small',
    facts: facts.slice(0, limits.facts).map(({ label, value }) => ({
      title: begun(unstyled(label, limits.fact), language),
      value: unstyled(value, limits.fact),
    })),
  };
}

function begun(label: string, language: Language): string {
  return label.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(language));
}

function textLines(text: string): CardElement[] {
  return shownLines(text, limits.paragraph).map((line, at) =>
    paragraph([run(line)], { spacing: at === 0 ? 'Small' : 'None' }),
  );
}

/** What must not be missed. */
function warning(text: string): IContainer {
  const words = paragraph([run(shown(text, limits.warning), { weight: 'Bolder' })]);
  return { type: 'Container', style: 'warning', spacing: 'Small', items: [words] };
}

function noteLines(text: string): CardElement[] {
  return shownLines(text, limits.note).map((line, at) =>
    paragraph([run(line, { size: 'Small', isSubtle: true })], { spacing: at === 0 ? 'Small' : 'None' }),
  );
}

function linkPiece(label: string, url: string): Piece[] {
  if (!URL.canParse(url)) return [];
  const { protocol, hostname, href } = new URL(url);
  // The program's own address, where it is only tried out.
  const isThisMachine = protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname);
  if ((protocol !== 'https:' && !isThisMachine) || href.length > limits.url) return [];
  const text = shown(label, limits.line);
  const selectAction = { type: 'Action.OpenUrl' as const, title: text, url: href };
  const link = run(text, { color: 'Accent', underline: true, selectAction });
  return [{ elements: [paragraph([link], { spacing: 'Small' })], rows: 1 }];
}
