/** Quotes that are read as the plain one, which a name in a file may hold. */
const otherQuotes = /[“”„‟″«»「」『』〝〞＂]/g;
/** What is read as a link, a mention or an entity of a chat platform; with a blank behind its first sign it is plain text. */
const wrapping = /<(?=https?:\/\/|mailto:|tel:|[@#!])|&(?=(?:amp|lt|gt|quot|#39);)/g;

/**
 * A text as one value of a question, whatever it holds: a doubled quote inside of quotes is one quote, and what reading
 * would take off or change is written so that the same text is found.
 */
export function quoted(text: string): string {
  return `"${text.replace(wrapping, '$& ').replace(otherQuotes, '"').replaceAll('"', '""')}"`;
}
