import { displayWidth, isWide } from './width.ts';

/** The columns of a terminal, unless its own are known. */
export const WIDTH = 80;

/** Control characters would let a file's text move the cursor or recolour the screen of whoever reads it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

/**
 * Breaks a text to lines of at most `width` columns, each printable: at spaces, and between Chinese letters. A longer
 * word has a line of its own.
 */
export function wrapped(text: string, width = WIDTH): string[] {
  const pieces = printable(text)
    .split(' ')
    .flatMap((word) => breakable(word).map((part, i) => ({ text: part, gap: i === 0 ? ' ' : '' })));
  return lines(pieces, width);
}

/** As many parts on a line as fit; a part longer than a line has lines of its own, those after its first indented. */
export function flow(parts: readonly string[], width = WIDTH): string[] {
  const done: string[] = [];
  let pieces: Piece[] = [];
  const flush = (): void => {
    if (pieces.length > 0) done.push(...lines(pieces, width));
    pieces = [];
  };
  for (const part of parts.map(printable)) {
    if (displayWidth(part) <= width) pieces.push({ text: part, gap: '   ' });
    else {
      flush();
      done.push(...wrapped(part, width - 2).map((line, i) => (i === 0 ? line : `  ${line}`)));
    }
  }
  flush();
  return done;
}

interface Piece {
  readonly text: string;
  /** What stands between it and the piece before, when both are on one line. */
  readonly gap: string;
}

function lines(pieces: readonly Piece[], width: number): string[] {
  const done: string[] = [];
  let line = '';
  for (const { text, gap } of pieces) {
    if (line !== '' && displayWidth(line) + gap.length + displayWidth(text) > width) {
      done.push(line);
      line = text;
    } else line = line === '' ? text : line + gap + text;
  }
  return [...done, line];
}

/** Signs that must not begin a line: they belong to what stands before them. */
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}\p{Mn}\p{Me}\p{Cf}]$/u;
/** Signs that must not end one. */
const OPENING = /[\p{Ps}\p{Pi}]$/u;
const ANY_WIDE = /[\u1100-\u{3fffd}]/u;

/** A word in the parts between which a line may break: around each wide letter, the rest stays whole. */
function breakable(word: string): string[] {
  if (!ANY_WIDE.test(word)) return [word];
  const parts: string[] = [];
  let last = '';
  for (const letter of word) {
    const breaks = (isWide(letter) || isWide(last)) && !CLOSING.test(letter) && !OPENING.test(last);
    if (parts.length === 0 || breaks) parts.push(letter);
    else parts[parts.length - 1] += letter;
    last = letter;
  }
  return parts;
}
