/** A text as one value of a question, whatever it holds: a doubled quote inside of quotes is one quote. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
