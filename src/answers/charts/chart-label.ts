/** Lone halves, what moves, hides or turns the text around it, and what no font of ours has: emoji, private signs. */
const unshown =
  /[\p{Cs}\p{Co}\p{Cn}\p{Cc}\p{Zl}\p{Zp}\p{Emoji_Presentation}\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\u{1f000}-\u{1faff}\u{e0000}-\u{e0fff}]|\p{Variation_Selector}/gu;
const breaks = /[\s\u0085\p{Zl}\p{Zp}]+/gu;
/** Letters of scripts that no font of ours has: boxes would stand there. */
const foreign =
  /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Devanagari}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]/gu;
/** Letters that are not looked at: a label has place for a few dozen. */
const MOST = 400;

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A text for a picture: one line, nothing that hides or turns it, `?` for letters that could not be drawn. */
export function cleanLabel(text: string): string {
  return text
    .slice(0, MOST)
    .replace(breaks, ' ')
    .replace(unshown, '')
    .replace(foreign, '?')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** The text as far as it is at most `width` wide by `widthOf`; what is cut ends in `…`. */
export function fitted(text: string, width: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const { segment } of letters.segment(text)) {
    if (widthOf(`${kept}${segment}…`) > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** The text in at most `most` lines that are at most `width` wide; what does not fit is cut with `…`. */
export function inLines(text: string, width: number, most: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  // Between words, and around each wide letter.
  const pieces = text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? [];
  for (const [at, piece] of pieces.entries()) {
    if (line === '' || widthOf((line + piece).trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (lines.length === most - 1) {
      line += pieces.slice(at).join('');
      break;
    }
    lines.push(line.trimEnd());
    line = piece;
  }
  lines.push(line.trimEnd());
  return lines.filter((each) => each !== '').map((each) => fitted(each, width, widthOf));
}
