import { foldValue } from './fold.ts';
import { plain } from './plain.ts';
import type { Weekday } from './schedule-rule.ts';
import words from './schedule-words.json' with { type: 'json' };

type Sense =
  | { readonly is: 'days'; readonly days: readonly Weekday[] }
  | { readonly is: 'ordinal'; readonly number: number }
  | { readonly is: 'time'; readonly hour: number; readonly minute: number; readonly text: string }
  | { readonly is: 'month' | 'last' | 'noise' | 'and' | 'to' | 'am' | 'pm' | 'night' | 'hour' };

/** One piece of what a person typed about when something is due, and the place in the text where its word ends. */
export type Lexeme = { readonly end: number } & (
  | Sense
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'seconds' }
);

/** By the folded word; what is said in several words is there too as one: `monthend`. */
const meanings = new Map<string, Sense>();
/** What is said in several words, each folded: `mon at` is not German `monat`. */
const phrases = new Map<string, Sense>();

function learn(spelled: readonly string[], sense: Sense): void {
  for (const text of spelled) {
    meanings.set(text.replaceAll(' ', ''), sense);
    if (text.includes(' ')) phrases.set(text, sense);
  }
}

for (const is of ['noise', 'and', 'to', 'month', 'last', 'am', 'pm', 'night', 'hour'] as const)
  learn(words[is], { is });
learn(words.first, { is: 'ordinal', number: 1 });
learn(words.noon, { is: 'time', hour: 12, minute: 0, text: '12:00' });
learn(words.midnight, { is: 'time', hour: 0, minute: 0, text: '00:00' });
for (const [day, spelled] of Object.entries(words.days)) learn(spelled, { is: 'days', days: [Number(day) as Weekday] });
for (const [span, spelled] of Object.entries(words.sets)) {
  const [first = 1, last = 7] = span.split('-').map(Number);
  learn(spelled, { is: 'days', days: Array.from({ length: last - first + 1 }, (_, at) => (first + at) as Weekday) });
}

/** `the last day of the month` is the longest that means one thing. */
const longestPhrase = 6;
/** Nobody needs more to say when. */
const mostWords = 40;
const han = /^\p{Script=Han}+/u;
const letters = /^[\p{L}\p{M}]+/u;

/**
 * Takes apart what a person typed, from its start to the first word that says nothing about when. Words are known in six
 * languages, without regard to case, accents and width.
 */
export function lexSchedule(text: string): Lexeme[] {
  const typed = [...text.matchAll(/\S+/gu)]
    .slice(0, mostWords)
    .map((found) => ({ word: found[0], end: found.index + found[0].length }));
  const found: Lexeme[] = [];
  for (let at = 0; at < typed.length; ) {
    const phrase = phraseAt(typed, at);
    if (phrase !== undefined) {
      found.push(phrase.lexeme);
      at += phrase.words;
      continue;
    }
    const { word = '', end = 0 } = typed[at] ?? {};
    const parts = partsOf(plain(word), end);
    if (parts === undefined) break;
    found.push(...parts);
    at += 1;
  }
  return found;
}

function phraseAt(typed: readonly { word: string; end: number }[], at: number) {
  for (let words = Math.min(longestPhrase, typed.length - at); words > 0; words -= 1) {
    const taken = typed.slice(at, at + words);
    // A comma ends a phrase, and `9am-` is none.
    if (
      taken.some(({ word }, place) => /[\p{N},;、，:]/u.test(word) && (place < words - 1 || !/[,;、，]$/u.test(word)))
    )
      continue;
    if (taken.some(({ word }) => !/^[\p{L}\p{M}'’.-]+[.,;、，]?$/u.test(word))) continue;
    const folded = taken.map(({ word }) => foldValue(word));
    const sense = words === 1 ? meanings.get(folded[0] ?? '') : phrases.get(folded.join(' '));
    if (sense !== undefined) return { lexeme: { ...sense, end: taken.at(-1)?.end ?? 0 }, words };
  }
  return undefined;
}

/** The pieces of one word; undefined when any of it is unknown. */
function partsOf(word: string, end: number): Lexeme[] | undefined {
  const found: Lexeme[] = [];
  for (let rest = word; rest !== ''; ) {
    const piece = numberAt(rest, end) ?? wordAt(rest, end);
    if (piece === undefined) return undefined;
    if (piece.lexeme !== null) found.push(piece.lexeme);
    rest = rest.slice(piece.length);
  }
  return found;
}

interface Piece {
  readonly lexeme: Lexeme | null;
  readonly length: number;
}

const seconds = /^\d{1,2}:\d{2}:\d{1,2}(?![\d:])/;
const clock = /^(\d{1,2})(?::|h|uhr)(\d{2})(?![\d:])(?:mi?n|m)?/;
const dotted = /^(\d{1,2})\.(\d{2})(?![\d.:])/;
const chinese = /^(\d{1,2})[点时點時](?:(半)|(\d{1,2})分?|[整钟鐘])?/;
const compact = /^([01]\d|2[0-3])([0-5]\d)(?![\p{L}\p{N}:.,/-])/u;
const hours = /^(\d{1,2})(?:h(?:rs?|s|oras?)?|uhr)(?![\p{L}\p{N}])/u;
const feira = /^([2-6])a[ -]?feiras?(?![\p{L}\p{N}])/u;
const half = /^([ap])\.m\.?/;
const chineseDay = /^(\d{1,2})[日号號]/;
const ordinal = /^(\d{1,2})(?:st|nd|rd|th|er|eme|[oe]|\.)(?![\p{L}\p{N}])/u;
const number = /^\d{1,2}(?!\d|[:./-]\d)/;

function numberAt(text: string, end: number): Piece | undefined {
  if (seconds.test(text)) return { lexeme: { is: 'seconds', end }, length: text.length };
  const time = clock.exec(text) ?? dotted.exec(text) ?? compact.exec(text) ?? hours.exec(text);
  if (time) return timePiece(time[0], Number(time[1]), Number(time[2] ?? 0), end);
  const spoken = chinese.exec(text);
  if (spoken) return timePiece(spoken[0], Number(spoken[1]), spoken[2] ? 30 : Number(spoken[3] ?? 0), end);
  const weekday = feira.exec(text);
  // Portuguese counts from Sunday: the second is Monday.
  if (weekday)
    return { lexeme: { is: 'days', days: [(Number(weekday[1]) - 1) as Weekday], end }, length: weekday[0].length };
  const day = chineseDay.exec(text) ?? ordinal.exec(text);
  if (day) return { lexeme: { is: 'ordinal', number: Number(day[1]), end }, length: day[0].length };
  const bare = number.exec(text);
  return bare ? { lexeme: { is: 'number', number: Number(bare[0]), end }, length: bare[0].length } : undefined;
}

function timePiece(text: string, hour: number, minute: number, end: number): Piece {
  return { lexeme: { is: 'time', hour, minute, text, end }, length: text.length };
}

function wordAt(text: string, end: number): Piece | undefined {
  const [, noon] = half.exec(text) ?? [];
  if (noon !== undefined)
    return { lexeme: { is: noon === 'a' ? 'am' : 'pm', end }, length: half.exec(text)?.[0].length ?? 0 };
  if (/^[,;、&+/]/.test(text)) return { lexeme: { is: 'and', end }, length: 1 };
  if (/^[-–—~]/.test(text)) return { lexeme: { is: 'to', end }, length: 1 };
  if (/^[.'’]/.test(text)) return { lexeme: null, length: 1 };
  const run = (han.exec(text) ?? letters.exec(text))?.[0] ?? '';
  const isHan = han.test(text);
  // Chinese has no spaces: the longest word that is known comes first.
  for (let length = run.length; length > 0; length -= 1) {
    const sense = meanings.get(run.slice(0, length));
    if (sense !== undefined) return { lexeme: { ...sense, end }, length };
    if (!isHan) return undefined;
  }
  return undefined;
}
