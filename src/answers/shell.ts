/** Control and direction marks: a shell reads them in `$'…'` only, and printed as they are they change what is seen. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * A path as one word for a shell, so that a suggested command can be pasted whatever the file is called. Plain paths
 * stay as they are; others stand in single quotes, or in `$'…'` where they hold what cannot be seen or counted: the word
 * never holds two blanks in a row, which part one suggested step from the next.
 */
export function shellQuote(path: string): string {
  // An option is not a file.
  const safe = path.startsWith('-') ? `./${path}` : path;
  if (/^[\w@%+=:,./-]+$/.test(safe)) return safe;
  if (!UNSEEN.test(safe) && !safe.includes('  ')) return `'${safe.replaceAll("'", "'\\''")}'`;
  const body = [...safe].map(escaped).join('');
  return `$'${body.replace(/ {2,}/g, (blanks) => '\\u0020'.repeat(blanks.length))}'`;
}

function escaped(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  return UNSEEN.test(character) ? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}` : character;
}
