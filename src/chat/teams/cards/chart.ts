import type { CardElement, IImage, IRichTextBlock } from '@microsoft/teams.cards';
import { messagesFor } from '../../../words/messages.ts';
import { limits } from '../limits.ts';
import type { ChartPart, Drawing } from './drawing.ts';
import { nativeChart } from './native-chart.ts';
import type { Piece } from './piece.ts';
import { heading, paragraph, run, shown, shownLines, unstyled } from './texts.ts';

/**
 * A chart as Teams draws it itself, under its title; for clients that do not, its picture or, without one, its figures in
 * words, which stand behind a tap for everybody else.
 */
export function chartPiece(part: ChartPart, drawing: Drawing): Piece {
  const id = drawing.nextId('figures');
  const figures = figuresOf(part);
  const native = nativeChart(part, drawing.language);
  const picture = drawing.pictures?.get(part);
  const title = heading(unstyled(part.title, limits.heading), { size: 'Default', spacing: 'Medium' });
  if (native === undefined) return { elements: [title, ...(picture ? [image(part, picture)] : figures)], rows: 0 };
  const fallback: CardElement = picture === undefined ? { type: 'Container', items: figures } : image(part, picture);
  const hidden: CardElement = { type: 'Container', id, isVisible: false, spacing: 'None', items: figures };
  return { elements: [title, { ...native, fallback }, toggle(id, drawing), hidden], rows: 0 };
}

function toggle(id: string, { language }: Drawing): IRichTextBlock {
  const label = messagesFor(language)('teams.card.figures');
  const selectAction = { type: 'Action.ToggleVisibility' as const, title: label, targetElements: [id] };
  return paragraph([run(label, { size: 'Small', color: 'Accent', selectAction })], { spacing: 'Small' });
}

/** What the chart shows in words: its first line is its title, which stands above. */
function figuresOf({ title, alt }: ChartPart): IRichTextBlock[] {
  const [first, ...others] = shownLines(alt, limits.chart.alt);
  const lines = first === shown(title, limits.chart.alt) && others.length > 0 ? others : [first ?? '', ...others];
  return lines.map((line) => paragraph([run(line, { size: 'Small', isSubtle: true })], { spacing: 'Small' }));
}

function image({ alt }: ChartPart, url: string): IImage {
  return { type: 'Image', url, altText: shown(alt.split('\n').join('; '), limits.chart.alt), size: 'Stretch' };
}
