import { readCountry } from '../words/countries.ts';
import { foldValue } from '../words/fold.ts';
import { groupSpellings, keywords, spellingsToCodes } from '../words/question-words.ts';
import { readPeriod } from '../words/read-period.ts';
import type { Token, Word } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

const han = /\p{Script=Han}/u;
/** What `按` may stand before beside the filters: `按月`. */
const groups = spellingsToCodes(groupSpellings);
/** A longer piece is a sentence or a name. */
const longestPiece = 24;

/**
 * Chinese writes no blanks: `到期90天按国家` becomes the words `到期`, `90天`, `按`, `国家`. Only where every bit of it is a
 * word we know; anything else is a name and stays whole.
 */
export function separateHan(tokens: readonly Token[], vocabulary: Vocabulary): readonly Token[] {
  return tokens.flatMap((token): readonly Token[] => {
    if (token.kind !== 'word' || token.quoted || token.text.length > longestPiece || !han.test(token.text))
      return [token];
    if (isKnown(token.text, vocabulary)) return [token];
    const pieces = piecesOf(token.text, vocabulary);
    return pieces === undefined ? [token] : placed(token, pieces);
  });
}

/** Longest pieces first, going back where the rest cannot be covered. */
function piecesOf(text: string, vocabulary: Vocabulary, failed: Set<string> = new Set()): string[] | undefined {
  if (text === '') return [];
  if (failed.has(text)) return undefined;
  for (let length = text.length; length > 0; length -= 1) {
    const piece = text.slice(0, length);
    if (!isKnown(piece, vocabulary)) continue;
    const rest = piecesOf(text.slice(length), vocabulary, failed);
    if (rest !== undefined) return [piece, ...rest];
  }
  failed.add(text);
  return undefined;
}

function isKnown(piece: string, vocabulary: Vocabulary): boolean {
  const folded = foldValue(piece);
  if (folded === '') return false;
  const { names, meanings, keys } = vocabulary;
  if (groups.has(folded)) return true;
  if (names.has(folded) || meanings.has(folded) || keys.has(folded)) return true;
  if (keywords.mine.has(folded) || keywords.small.has(folded)) return true;
  if (!han.test(piece)) return /^\d+$/.test(piece);
  return readPeriod(piece, 'ahead') !== undefined || readCountry(piece) !== undefined;
}

function placed(token: Word, pieces: readonly string[]): Word[] {
  let start = token.end - token.text.length;
  return pieces.map((text, at) => {
    const end = start + text.length;
    const word: Word = {
      ...token,
      text,
      start: at === 0 ? token.start : start,
      end,
      negated: token.negated && at === 0,
      comma: token.comma && at === pieces.length - 1,
    };
    start = end;
    return word;
  });
}
