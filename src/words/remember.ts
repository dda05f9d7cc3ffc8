/** Texts longer than this are computed each time: they seldom repeat and would make the memory large. */
const longestRemembered = 200;

/**
 * Wraps a function of one text so that a text seen before costs one Map lookup.
 * Holds at most `2 * limit` answers: when the young generation is full the old one is dropped.
 */
export function remembered<T>(compute: (text: string) => T, limit = 10_000): (text: string) => T {
  let young = new Map<string, { readonly answer: T }>();
  let old = new Map<string, { readonly answer: T }>();
  return (text) => {
    const hit = young.get(text);
    if (hit !== undefined) return hit.answer;
    if (text.length > longestRemembered) return compute(text);
    const known = old.get(text);
    const key = detached(text);
    const entry = known ?? { answer: compute(key) };
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(key, entry);
    return entry.answer;
  };
}

/**
 * A copy that shares no memory with the text. A parser's cell is often a slice that keeps its whole
 * 64 KB chunk of the file alive; ten thousand such slices held in a cache would hold the file.
 */
function detached(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 255) return Buffer.from(text, 'utf16le').toString('utf16le');
  }
  return Buffer.from(text, 'latin1').toString('latin1');
}
