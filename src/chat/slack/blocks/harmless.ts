import type { types } from '@slack/bolt';
import { cutBy, lines, oneLine, orDash } from '../../card/harmless.ts';

/** The units that a text takes once Slack has written its three signs as entities. */
export function lengthOf(text: string): number {
  return text.length + 4 * count(text, '&') + 3 * (count(text, '<') + count(text, '>'));
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** The text in at most `most` units of `lengthOf`: see `cutBy`. */
export function cut(text: string, most: number): string {
  return cutBy(text, most, lengthOf);
}

/** A text of one line for an element that shows it as it is. */
export function shown(text: string, most: number): string {
  return orDash(cut(oneLine(text), most));
}

/** A text that Slack shows as it is: no mentions, links, styles or emoji codes. */
export function plain(text: string, most: number): types.PlainTextElement {
  return { type: 'plain_text', text: shown(text, most), emoji: false };
}

/** As `plain`, with its line breaks. */
export function plainLines(text: string, most: number): types.PlainTextElement {
  return { type: 'plain_text', text: orDash(cut(lines(text), most)), emoji: false };
}
