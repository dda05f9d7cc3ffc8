/** A piece of a value: `a` and `"b c"` in `key:a,"b c"`. */
export interface Part {
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
}

export type Word = Part & Placed & { readonly kind: 'word' /** A comma stands behind it. */; readonly comma: boolean };

/** `key:value`, `-key:a,b`, `key>100`. */
export type Pair = Placed & { readonly kind: 'pair'; readonly key: string; readonly parts: readonly Part[] };

export type Token = Word | Pair;

/** Whether a text is of signs only, such as `&&&&`. */
export function isSigns(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

const gap = /[\s,;]*/y;
const sign = /[-–—](?=[\p{L}\p{N}_"])/uy;
// A web address is no key with a value.
const pairStart = /([\p{L}_][\p{L}\p{M}\p{N}_-]*) ?(?::(?!\/\/) ?|(?=[<>≤≥=]))/uy;
const pairAhead = / ?[-–—]?[\p{L}_][\p{L}\p{M}\p{N}_-]* ?[:<>≤≥=]/uy;
const single = /'([^']+)'(?=[\s,;]|$)/y;
const plainPart = /(?:[<>]=?|[≤≥=])? ?[^\s,;"]*(?: %)?/y;
const plainWord = /[^\s,;"]+(?:(?<=\d),(?=\d{3}(?!\d))[^\s,;"]+)*/y;
const anotherPart = / ?, ?(?=[^\s,])/y;

/** Cuts a normalised text into words, quoted phrases and pairs. Never fails: a quote left open ends with the text. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = match(gap, text, 0).length;
  while (at < text.length) {
    const negated = match(sign, text, at) !== '';
    const token = pairAt(text, at, negated) ?? wordAt(text, at, negated);
    const behind = match(gap, text, token.end);
    tokens.push(token.kind === 'word' ? { ...token, comma: behind.includes(',') } : token);
    at = token.end + behind.length;
  }
  return tokens;
}

function pairAt(text: string, start: number, negated: boolean): Pair | undefined {
  const from = start + (negated ? 1 : 0);
  const key = groupOf(pairStart, text, from);
  if (key === undefined) return undefined;
  const parts: Part[] = [];
  let at = pairStart.lastIndex;
  const spaced = text[at - 1] === ' ' && match(pairAhead, text, at) !== '';
  while (!spaced) {
    const part = quotedAt(text, at) ?? partAt(text, at);
    if (part === undefined) break;
    parts.push(part);
    at = part.end;
    const more = match(anotherPart, text, at);
    if (more === '' || match(pairAhead, text, at + more.length) !== '') break;
    at += more.length;
  }
  return { kind: 'pair', key, negated, parts, start, end: parts.at(-1)?.end ?? at };
}

function wordAt(text: string, start: number, negated: boolean): Omit<Word, 'comma'> & { comma: boolean } {
  const from = start + (negated ? 1 : 0);
  const quoted = quotedAt(text, from);
  const found = quoted ?? { text: match(plainWord, text, from), quoted: false, start: from, end: plainWord.lastIndex };
  return { ...found, kind: 'word', negated, start, comma: false };
}

function partAt(text: string, start: number): Part | undefined {
  const found = match(plainPart, text, start);
  return found.trim() === '' ? undefined : { text: found.trim(), quoted: false, start, end: start + found.length };
}

/** A doubled quote inside of quotes is one quote. */
function quotedAt(text: string, start: number): Part | undefined {
  const inSingle = groupOf(single, text, start);
  if (inSingle !== undefined) return { text: inSingle.trim(), quoted: true, start, end: single.lastIndex };
  if (text[start] !== '"') return undefined;
  let end = start + 1;
  while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1;
  const inner = text
    .slice(start + 1, end)
    .replaceAll('""', '"')
    .trim();
  return { text: inner, quoted: true, start, end: Math.min(end + 1, text.length) };
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0] ?? '';
  pattern.lastIndex = at + found.length;
  return found;
}

function groupOf(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[1];
}
