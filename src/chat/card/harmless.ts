/** Lone halves of a pair, and what moves, hides or turns the text around it. Joiners stay: emoji and Persian need them. */
const invisible =
  /[\p{Cs}\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\u{e0000}-\u{e0fff}]/gu;
/** What separates words. */
const breaks = /[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu;

/** Something that can be seen. */
const visible = /[^\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** The text in one line, without anything that moves, hides or turns it; empty where nothing of it can be seen. */
export function oneLine(text: string): string {
  const line = text.replace(breaks, ' ').replace(invisible, '').replace(/ {2,}/g, ' ').trim();
  return visible.test(line) ? line : '';
}

/** As `oneLine`, with its line breaks. */
export function lines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/u)
    .map(oneLine)
    .filter((line) => line !== '')
    .join('\n');
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The text in at most `most` units of `lengthOf`, which is never less than the text's own length; what is cut ends in `…`.
 * It is cut between letters as people see them, so that no emoji or accent falls apart.
 */
export function cutBy(text: string, most: number, lengthOf: (text: string) => number): string {
  if (text.length <= most && lengthOf(text) <= most) return text;
  let kept = '';
  let room = most - 1;
  // Taking a long text apart is slow. What is looked at ends behind what there is room for, so that a letter which is cut
  // by that is never kept.
  for (const { segment } of letters.segment(text.slice(0, most + 1))) {
    room -= lengthOf(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** What stands where there would be nothing: platforms refuse empty texts, or leave a hole. */
const NOTHING = '—';

/** The text, or a dash where there is none. */
export function orDash(text: string): string {
  return text === '' ? NOTHING : text;
}
