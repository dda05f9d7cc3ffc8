/** Names under which a page of records holds them. */
const LISTS = new Set(['items', 'records', 'data', 'events']);
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

const PLAIN_ENDS = new Set([COMMA, CLOSE_LIST, CLOSE_OBJECT, 0x20, 0x0a, 0x0d, 0x09]);

/** The text is not made of whole JSON values in one of the shapes that are read. */
export class NotJson extends Error {}

/**
 * The records of a JSON text, one by one, so that whoever reads a long one can let others have their turn in between: a list, a
 * list under `items` in an object, an object of its own, or several of these behind each other (JSON Lines). Throws
 * NotJson where the text is broken; before its end is reached nothing of it can be trusted.
 */
export function* jsonItems(bytes: Buffer): Generator<unknown> {
  // A mark of the byte order, as some programs begin a file with.
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (at = skipBlank(bytes, at); at < bytes.length; at = skipBlank(bytes, at)) {
    if (bytes[at] === OPEN_LIST) at = yield* listItems(bytes, at);
    else if (bytes[at] === OPEN_OBJECT) {
      const { list, end } = listWithin(bytes, at);
      if (list === undefined) yield parse(bytes, at, end);
      else yield* listItems(bytes, list);
      at = end;
    } else throw new NotJson();
  }
}

/** The items of the list that begins at `start`; gives where it ends. */
function* listItems(bytes: Buffer, start: number): Generator<unknown, number> {
  let at = skipBlank(bytes, start + 1);
  if (bytes[at] === CLOSE_LIST) return at + 1;
  for (;;) {
    const end = endOf(bytes, at);
    yield parse(bytes, at, end);
    at = skipBlank(bytes, end);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    if (bytes[at] !== COMMA) throw new NotJson();
    at = skipBlank(bytes, at + 1);
  }
}

/** Where the object that begins at `start` ends, and its list of records begins where it has one; then what else is in it is sound. */
function listWithin(bytes: Buffer, start: number): { readonly list: number | undefined; readonly end: number } {
  let list: number | undefined;
  const others: [number, number][] = [];
  let at = skipBlank(bytes, start + 1);
  while (bytes[at] !== CLOSE_OBJECT) {
    const name = at;
    const nameEnd = endOf(bytes, at);
    at = skipBlank(bytes, nameEnd);
    if (bytes[name] !== QUOTE || bytes[at] !== COLON) throw new NotJson();
    at = skipBlank(bytes, at + 1);
    const end = endOf(bytes, at);
    if (list === undefined && bytes[at] === OPEN_LIST && isListName(bytes, name, nameEnd)) list = at;
    else others.push([name, nameEnd], [at, end]);
    at = skipBlank(bytes, end);
    if (bytes[at] === CLOSE_OBJECT) break;
    if (bytes[at] !== COMMA) throw new NotJson();
    at = skipBlank(bytes, at + 1);
    if (bytes[at] !== QUOTE) throw new NotJson();
  }
  if (list !== undefined) for (const [from, end] of others) parse(bytes, from, end);
  return { list, end: at + 1 };
}

function isListName(bytes: Buffer, start: number, end: number): boolean {
  return end - start < 12 && LISTS.has(bytes.toString('latin1', start + 1, end - 1).toLowerCase());
}

/** Where the value that begins at `start` ends, by its brackets and quotes alone. */
function endOf(bytes: Buffer, start: number): number {
  if (bytes[start] === QUOTE) return stringEnd(bytes, start) + 1;
  const isNested = bytes[start] === OPEN_OBJECT || bytes[start] === OPEN_LIST;
  return isNested ? nestedEnd(bytes, start) : plainEnd(bytes, start);
}

function nestedEnd(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = stringEnd(bytes, at);
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  throw new NotJson();
}

/** A number, true, false or null. */
function plainEnd(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && !PLAIN_ENDS.has(bytes[at] ?? COMMA)) at++;
  return at;
}

/** Where the closing quote is of the text that begins at `start`. */
function stringEnd(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    let slashes = 0;
    while (bytes[at - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  throw new NotJson();
}

function parse(bytes: Buffer, start: number, end: number): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', start, end));
  } catch (cause) {
    throw new NotJson('no JSON', { cause });
  }
}

function skipBlank(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && isBlank(bytes[at])) at++;
  return at;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
