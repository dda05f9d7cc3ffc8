const MOST_BYTES = 120;
const DAY = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g;
const DAY_IN_NAME = /(?<!\d)\d{4}([-_.]?)\d{2}\1\d{2}/;
const EXTENSION = /\.[a-z0-9]{1,5}$/i;

/**
 * A file's name as it may stand on our disk: letters and digits of any language, dots, hyphens and underscores, at most
 * 120 bytes, never a path, never hidden. The day and the words in it stay, because a report is told by them. Where the
 * name has no day and `said` has one, that one is put into it.
 */
export function safeName(given: string, said = ''): string {
  const cleaned = given
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .replace(/\.{2,}/g, '.');
  const extension = EXTENSION.exec(cleaned)?.[0] ?? '';
  const stem = cleaned.slice(0, cleaned.length - extension.length) || 'file';
  const days = [...new Set(said.match(DAY) ?? [])];
  const day = days.length === 1 && !DAY_IN_NAME.test(stem) ? `-${days[0]}` : '';
  return `${shortened(stem)}${day}${extension.toLowerCase()}`;
}

/** Both ends of a long name: the report's name stands in front, the day mostly at the end. */
function shortened(stem: string): string {
  if (Buffer.byteLength(stem) <= MOST_BYTES) return stem;
  const letters = [...stem];
  const head = within(letters, MOST_BYTES / 2);
  const tail = within(letters.toReversed(), MOST_BYTES / 2).toReversed();
  return `${head.join('')}--${tail.join('')}`;
}

function within(letters: readonly string[], bytes: number): string[] {
  let left = bytes;
  const end = letters.findIndex((letter) => {
    left -= Buffer.byteLength(letter);
    return left < 0;
  });
  return letters.slice(0, end === -1 ? letters.length : end);
}
