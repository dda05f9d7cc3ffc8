/** More of what somebody typed than this is not repeated to them. */
const LETTERS = 80;

/** A text as a message repeats it: cut at 80 letters. */
export function shortened(text: string): string {
  const letters = [...text];
  if (letters.length <= LETTERS) return text;
  const kept = letters.slice(0, LETTERS - 1).join('');
  return `${kept.trimEnd()}…`;
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A name from a file in one line of at most `most` letters as people see them, so that no accent or emoji falls apart. */
export function shortName(name: string, most: number): string {
  const line = name.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line.length <= most) return line;
  let kept = '';
  let n = 0;
  // A letter of which a thousand accents hang is no letter that is looked at to its end.
  for (const { segment } of letters.segment(line.slice(0, most * 8))) {
    if (n === most - 1) return `${kept.trimEnd()}…`;
    kept += segment.slice(0, 16);
    n += 1;
  }
  return line.length > most * 8 ? `${kept.trimEnd()}…` : kept;
}
