/** How records stand in a JSON text. */
export type JsonForm =
  /** JSON Lines: each line is one. */
  | { readonly kind: 'lines' }
  /** Objects that open inside so many brackets are records; in a wrapper, those of one of its lists. */
  | { readonly kind: 'document'; readonly depth: 0 | 1 | 2; readonly key: string | undefined };

/** Whether a text begins as JSON does. */
export function looksLikeJson(text: string): boolean {
  return /^\s*(?:\{\s*["}]|\[\s*[[{"\]])/.test(text);
}

/**
 * Tells by its beginning how a JSON text holds its records: a list of them, a wrapper with a list (`{"items": […]}`), a line for
 * each, or a single one.
 */
export function jsonForm(beginning: string): JsonForm {
  const text = beginning.trimStart();
  if (text.startsWith('[')) return { kind: 'document', depth: 1, key: undefined };
  if (isLines(text)) return { kind: 'lines' };
  const key = listIn(text);
  return { kind: 'document', depth: key === undefined ? 0 : 2, key };
}

/** The first line is a record by itself and another one follows. */
function isLines(text: string): boolean {
  const end = text.search(/[\r\n]/);
  if (end === -1 || !/^\s*\{/.test(text.slice(end))) return false;
  try {
    const first: unknown = JSON.parse(text.slice(0, end));
    return !Object.values(first ?? {}).some((value) => Array.isArray(value) && isObject(value[0]));
  } catch {
    return false;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The key of the first list of objects, or empty list, within the outer object; undefined where it has none so far. */
function listIn(text: string): string | undefined {
  let depth = 0;
  let newest = '';
  let empty: string | undefined;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token.startsWith('"')) newest = token.slice(1, -1);
    else if (token === '}' || token === ']') depth--;
    else if (token === '[' && depth++ === 1) {
      const first = text.slice(index + 1).trimStart()[0];
      if (first === '{') return newest;
      if (first === ']') empty ??= newest;
    } else if (token === '{') depth++;
    if (depth === 0) break;
  }
  return empty;
}
