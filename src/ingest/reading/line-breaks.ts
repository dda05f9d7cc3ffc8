const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Where the next line starts if this one ends at `end`: a line feed, a carriage return, or both are one break. */
export function afterBreak(text: string, end: number): number {
  return text.charCodeAt(end) === carriageReturn && text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1;
}

/** Whether the character at `index` ends the text and may be the first half of a line break. */
export function isSplitBreak(text: string, index: number): boolean {
  return index === text.length - 1 && text.charCodeAt(index) === carriageReturn;
}

export function isBreak(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}

/** Line breaks that start in a part of the text. */
export function countBreaks(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = from; at < to; at = afterBreak(text, at)) if (isBreak(text.charCodeAt(at))) breaks += 1;
  return breaks;
}

/** The first line break in a part of the text, or -1. */
export function firstBreak(text: string, from: number, to: number): number {
  for (let at = from; at < to; at += 1) if (isBreak(text.charCodeAt(at))) return at;
  return -1;
}
