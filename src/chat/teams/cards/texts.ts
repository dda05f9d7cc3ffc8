import type { IRichTextBlock, ITextBlock, ITextRun } from '@microsoft/teams.cards';
import { cutBy, lines, oneLine, orDash } from '../../card/harmless.ts';

/** Units of a text as they count for a message, which JSON makes longer. */
function lengthOf(text: string): number {
  return JSON.stringify(text).length - 2;
}

/**
 * A text of one line for a place that shows it as it is, which is a `TextRun`: no styles, no links, no mentions. Only two
 * things would still be read there: a date in double braces, and the tag of a mention.
 */
export function shown(text: string, most: number): string {
  return orDash(cutBy(unread(oneLine(text)), most, lengthOf));
}

/** As `shown`, with its line breaks. */
export function shownLines(text: string, most: number): string[] {
  return orDash(cutBy(unread(lines(text)), most, lengthOf)).split('\n');
}

/**
 * A text of one line for a place that Teams reads as Markdown: what would style, list, quote or link is replaced by signs
 * that look alike. Backslashes are no way: clients differ in which of them they take away again.
 */
export function unstyled(text: string, most: number): string {
  return orDash(alike(cutBy(unread(oneLine(text)), most, lengthOf)));
}

/** As `unstyled`, with its line breaks. */
export function unstyledLines(text: string, most: number): string {
  return orDash(
    cutBy(unread(lines(text)), most, lengthOf)
      .split('\n')
      .map(alike)
      .join('\n'),
  );
}

/** A text of one line that is spoken: a sign of SSML would make an element. */
export function spoken(text: string, most: number): string {
  return shown(text, most).replaceAll('<', '‹');
}

/** `{{DATE(…)}}` and `{{TIME(…)}}` are drawn as dates, `<at>` as a mention where the message has one of that name. */
export function unread(text: string): string {
  return text.replace(/\{(?=\{)/g, '{ ').replace(/<(?=\s*\/?\s*at\b)/gi, '‹');
}

function alike(text: string): string {
  return (
    text
      .replaceAll('*', '∗')
      .replaceAll('~', '∼')
      .replaceAll('`', 'ˋ')
      .replaceAll('\\', '∖')
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
      .replaceAll('[', '⁅')
      .replaceAll(']', '⁆')
      .replaceAll('<', '‹')
      .replaceAll('>', '›')
      .replace(/&(?=#?\w+;)/g, '＆')
      .replaceAll('://', '∶//')
      // What begins a heading, a list or a line.
      .replace(/^#(?=#*\s)/, '＃')
      .replace(/^[-+](?=[-+\s]|$)/, '–')
      .replace(/^(\d+)\.(?=\s|$)/, '$1․')
      .replace(/^(\d+)\)(?=\s|$)/, '$1﹚')
      .replace(/^=/, '＝')
      .replaceAll('|', '∣')
  );
}

type Look = Omit<ITextRun, 'type' | 'text'>;

/** A piece of text that is shown as it is. */
export function run(text: string, look: Look = {}): ITextRun {
  return { type: 'TextRun', text, ...look };
}

/** Pieces of text in one paragraph, which always wraps. */
export function paragraph(inlines: ITextRun[], look: Omit<IRichTextBlock, 'type' | 'inlines'> = {}): IRichTextBlock {
  return { type: 'RichTextBlock', ...look, inlines };
}

/** A heading, which screen readers jump to; only a `TextBlock` can be one. */
export function heading(text: string, look: Omit<ITextBlock, 'type' | 'text'>): ITextBlock {
  // The style alone makes it larger than a title.
  return { type: 'TextBlock', style: 'heading', size: 'Default', weight: 'Bolder', wrap: true, ...look, text };
}
