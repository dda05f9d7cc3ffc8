import { readCountry } from '../words/countries.ts';
import { foldValue } from '../words/fold.ts';
import { keywords } from '../words/question-words.ts';
import { readPeriod } from '../words/read-period.ts';
import { questionText } from './print.ts';
import type { ReadResult } from './read-result.ts';
import { isSigns, type Token } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

const longestRun = 6;
/** A longer text is no question that somebody typed. */
const mostPieces = 60;
/** Letters that two forms of one word have in common (`expires`, `expiring`), and that may differ behind them. */
const stemLetters = 5;
const endingLetters = 3;
const han = /\p{Script=Han}/u;

type Said =
  | { readonly kind: 'command'; readonly name: string; readonly exact: boolean }
  | { readonly kind: 'period'; readonly text: string; readonly looks: 'ahead' | 'back'; readonly isDay: boolean }
  | { readonly kind: 'narrowing'; readonly text: string };

/**
 * The question that a text in plain words is about, as canonical text that parses: made of the command, the period and
 * the closed values that stand anywhere in it (`what expires in the next 90 days?` is `expiring 90d`). Only ever to be
 * offered, never to be answered, as the other words may say anything. Null where it names neither command nor period.
 */
export function fromPlainWords(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  read: (text: string) => ReadResult,
): string | null {
  const said = saidIn(tokens, vocabulary);
  const named = said.flatMap((each) => (each.kind === 'command' ? [each] : []));
  const period = said.find((each) => each.kind === 'period');
  const narrowing = said.flatMap((each) => (each.kind === 'narrowing' ? [each.text] : []));
  // A day alone is in many sentences that are not about what ends on it.
  const usual = period === undefined || period.isDay ? undefined : period.looks === 'back' ? 'expired' : 'expiring';
  const command = chosenOf(named, period) ?? usual ?? named[0]?.name;
  if (command === undefined) return null;
  const when = period === undefined ? [] : [period.text];
  const wanted = [[command, ...when, ...narrowing], [command, ...when], [command, ...narrowing], [command]];
  for (const words of wanted) {
    const found = read(words.join(' '));
    if ('question' in found && found.customerWords === null) return questionText(found.question, vocabulary);
  }
  return null;
}

/** The command that a sentence is about; undefined where it only says `customers`, which most sentences do. */
function chosenOf(
  named: readonly { readonly name: string; readonly exact: boolean }[],
  period: { readonly looks: 'ahead' | 'back' } | undefined,
): string | undefined {
  const telling = named.filter(({ name }) => name !== 'customers');
  const chosen = telling.find((each) => each.exact) ?? telling[0];
  if (chosen?.name !== 'expired' && chosen?.name !== 'expiring') return chosen?.name;
  // Words of one stem (`expires`, `expirés`): which way the period lies tells, and else what is to come.
  if (period === undefined && chosen.exact) return chosen.name;
  return period?.looks === 'back' ? 'expired' : 'expiring';
}

function saidIn(tokens: readonly Token[], vocabulary: Vocabulary): Said[] {
  const said: Said[] = [];
  const words = tokens.flatMap((token): readonly string[] =>
    token.kind !== 'word' || token.quoted || isSigns(token.text) ? [''] : piecesOf(token.text, vocabulary),
  );
  for (let at = 0; at < Math.min(words.length, mostPieces); ) {
    const run = longestAt(words.slice(at, at + longestRun), vocabulary);
    if (run !== undefined) said.push(run.said);
    at += run?.length ?? 1;
  }
  return said;
}

function longestAt(words: readonly string[], vocabulary: Vocabulary): { said: Said; length: number } | undefined {
  for (let length = words.length; length > 0; length -= 1) {
    const some = words.slice(0, length);
    if (some.includes('')) continue;
    const said = meaningOf(some.join(' '), vocabulary);
    if (said !== undefined) return { said, length };
  }
  return undefined;
}

function meaningOf(text: string, vocabulary: Vocabulary): Said | undefined {
  const folded = foldValue(text);
  if (folded === '') return undefined;
  const name = vocabulary.names.get(folded);
  if (name !== undefined && isAsked(name, vocabulary)) return { kind: 'command', name, exact: true };
  const period = periodIn(text);
  if (period !== undefined) return period;
  const stem = text.includes(' ') ? undefined : sameStem(folded, vocabulary);
  if (stem !== undefined) return { kind: 'command', name: stem, exact: false };
  if (vocabulary.meanings.has(folded)) return { kind: 'narrowing', text };
  // Codes of two and three letters are words of many languages.
  const isCountry = !/^[a-z]{1,3}$/.test(folded) && readCountry(text) !== undefined;
  return isCountry ? { kind: 'narrowing', text } : undefined;
}

/** What changes something is asked for in its own words alone, and `customer` says nothing without a name. */
function isAsked(name: string, vocabulary: Vocabulary): boolean {
  const command = vocabulary.commands.get(name);
  return command !== undefined && !command.changes && command.args.every(({ required }) => !required);
}

function periodIn(text: string): Said | undefined {
  if (/^\d+$/.test(text)) return undefined;
  for (const looks of ['ahead', 'back'] as const) {
    const read = readPeriod(text, looks);
    if (read === undefined || read === 'impossible') continue;
    return { kind: 'period', text, looks, isDay: read.kind === 'day' };
  }
  return undefined;
}

function sameStem(folded: string, vocabulary: Vocabulary): string | undefined {
  if (keywords.small.has(folded) || keywords.alone.has(folded)) return undefined;
  for (const [known, name] of vocabulary.names) {
    let same = 0;
    while (same < known.length && known[same] === folded[same]) same += 1;
    const isForm = same >= stemLetters && Math.max(known.length, folded.length) - same <= endingLetters;
    if (isForm && isAsked(name, vocabulary)) return name;
  }
  return undefined;
}

/** Chinese writes no blanks: the words that are known in it, the longest first, with a gap for what lies between. */
function piecesOf(text: string, vocabulary: Vocabulary): readonly string[] {
  if (!han.test(text)) return [text];
  const letters = [...text].slice(0, mostPieces);
  const pieces: string[] = [];
  for (let at = 0; at < letters.length; ) {
    let length = Math.min(12, letters.length - at);
    while (length > 1 && !isPiece(letters.slice(at, at + length).join(''), vocabulary)) length -= 1;
    pieces.push(length > 1 ? letters.slice(at, at + length).join('') : '');
    at += length;
  }
  return pieces;
}

function isPiece(text: string, vocabulary: Vocabulary): boolean {
  const said = meaningOf(text, vocabulary);
  return said !== undefined && (said.kind !== 'command' || said.exact);
}
