/** More of what somebody typed than this is not repeated to them. */
const LETTERS = 80;

/** A text as a message repeats it: cut at 80 letters. */
export function shortened(text: string): string {
  const letters = [...text];
  if (letters.length <= LETTERS) return text;
  const kept = letters.slice(0, LETTERS - 1).join('');
  return `${kept.trimEnd()}…`;
}
