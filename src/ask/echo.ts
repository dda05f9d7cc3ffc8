/** More of what somebody typed than this is not repeated to them. */
const LETTERS = 80;
/** What fills a message with words of ours. */
const ours: ReadonlySet<string> = new Set(['allowed', 'who']);

/** What fills a message, with what was typed cut at 80 letters. */
export function echoed(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, text]) => [key, ours.has(key) ? text : cut(text)]));
}

function cut(text: string): string {
  const letters = [...text];
  if (letters.length <= LETTERS) return text;
  const kept = letters.slice(0, LETTERS - 1).join('');
  return `${kept.trimEnd()}…`;
}
