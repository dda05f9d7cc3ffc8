/** Letters that take two columns of a terminal: the wide and full-width ranges of Unicode's East Asian Width. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Marks that sit on the letter before them, and signs that are not seen. */
const NARROWEST = /[\p{Mn}\p{Me}\p{Cf}]/u;

const PLAIN = /^[ -~]*$/;

/** How many columns a text takes on a terminal. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

/** The text itself if it fits the columns, else its beginning with `…`. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let cut = '';
  let left = width - 1;
  for (const letter of text) {
    left -= letterWidth(letter);
    if (left < 0) break;
    cut += letter;
  }
  return `${cut}…`;
}

/** The text with blanks up to the columns, in front of it when it stands on the right. */
export function padToWidth(text: string, width: number, side: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'left' ? text + blanks : blanks + text;
}

/** Whether a line may be broken behind this letter and in front of the next, as Chinese is, without a blank. */
export function isWide(letter: string): boolean {
  return WIDE.test(letter);
}

function letterWidth(letter: string): number {
  if (WIDE.test(letter)) return 2;
  return NARROWEST.test(letter) ? 0 : 1;
}
