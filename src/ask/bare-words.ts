import { readCountry } from '../words/countries.ts';
import { foldValue } from '../words/fold.ts';
import { periodText } from '../words/periods.ts';
import { keywords } from '../words/question-words.ts';
import { readDays, readPeriod } from '../words/read-period.ts';
import type { BareWords, Found, Run } from './found-words.ts';
import { Misunderstanding } from './misunderstanding.ts';
import { settingValue } from './settings.ts';
import { isSigns, type Token, type Word } from './tokens.ts';
import type { CommandWords, Meaning, Vocabulary } from './vocabulary.ts';
import { readWeek } from './week-word.ts';
import { keepNamesWhole } from './whole-names.ts';
import { refuseColumnAndNumber } from './without-column.ts';

const longestRun = 6;
const longestValue = 3;

/**
 * Reads the words without a key, the longest run of them first. `text` is the whole of
 * what was typed. Throws a Misunderstanding for an impossible period.
 */
export function readBareWords(
  command: CommandWords,
  vocabulary: Vocabulary,
  tokens: readonly Token[],
  text: string,
): BareWords {
  const context: Context = { command, vocabulary, codesCount: /\p{Ll}/u.test(text) };
  const runs: Run[] = [];
  const loose: Word[] = [];
  let small: Word[] = [];
  for (let at = 0; at < tokens.length; ) {
    const words = wordsFrom(tokens, at);
    refuseColumnAndNumber(command, words);
    const run = longestFirst(context, words);
    const token = tokens[at] as Token;
    if (run === undefined) refuseSigns(tokens, at, loose);
    if (run !== undefined || token.kind === 'pair') small = [];
    if (run !== undefined) {
      runs.push(run);
      at += run.words.length;
      continue;
    }
    at += 1;
    if (token.kind === 'pair') continue;
    if (isNo(token) && longestFirst(context, wordsFrom(tokens, at))?.found.kind === 'country') throw inOrNot(token);
    if (command.list !== null && isSmall(token)) small.push(token);
    else loose.push(...small.splice(0), token);
  }
  const found = { runs, loose };
  return command.args.some(({ kind }) => kind === 'play') ? keepNamesWhole(tokens, found) : found;
}

/** `&&&&` says nothing, and must not be read as if nothing had been said; `Nova & Sons` is a name. */
function refuseSigns(tokens: readonly Token[], at: number, loose: readonly Word[]): void {
  const token = tokens[at] as Token;
  if (token.kind === 'pair' || token.quoted || !isSigns(token.text)) return;
  const [before, behind] = [tokens[at - 1], tokens[at + 1]];
  const inName =
    [...token.text].length === 1 && behind?.kind === 'word' && before?.kind === 'word' && loose.includes(before);
  if (inName && /^[&+/|·.–—-]$/.test(token.text)) return;
  throw new Misunderstanding('error.not-understood', { word: token.text, allowed: 'none' });
}

/** Folding takes signs off, so they would vanish; between words they may be a dash or an `&`. */
function endsInSigns(words: readonly Word[]): boolean {
  const isLong = ({ text }: Word) => isSigns(text) && [...text].length > 1 && !/^\.{2,3}$/.test(text);
  return isSigns(words[0]?.text ?? '') || isSigns(words.at(-1)?.text ?? '') || words.some(isLong);
}

/** Small words only count inside of a name: `in` before a country, `and` between two filters say nothing. */
function isSmall(word: Word): boolean {
  return !word.quoted && !word.negated && keywords.small.has(foldValue(word.text));
}

function isNo(word: Word): boolean {
  return !word.quoted && !word.negated && foldValue(word.text) === 'no';
}

/** `no Brasil` is "in Brazil" in Portuguese and "not Brazil" in Spanish: never guessed, and the more usual is offered. */
function inOrNot(word: Word): Misunderstanding {
  const fix = { start: word.start, end: word.end, texts: [''] };
  return new Misunderstanding('error.not-understood', { word: word.text, allowed: 'none' }, fix);
}

interface Context {
  readonly command: CommandWords;
  readonly vocabulary: Vocabulary;
  /** Whether capitals mean something: in a text all in capitals `IN` is a word, not India. */
  readonly codesCount: boolean;
}

/** The unquoted words from here on that may belong together: nothing quoted, no comma and no minus between. */
function wordsFrom(tokens: readonly Token[], at: number): Word[] {
  const words: Word[] = [];
  for (const token of tokens.slice(at, at + longestRun + longestValue)) {
    if (token.kind !== 'word' || token.quoted || words.at(-1)?.comma) break;
    words.push(token);
  }
  return words;
}

function longestFirst(context: Context, words: readonly Word[]): Run | undefined {
  for (let length = Math.min(longestRun, words.length); length > 0; length -= 1) {
    const some = words.slice(0, length);
    if (some.slice(1).some(({ negated }) => negated) || endsInSigns(some)) continue;
    const text = some.map((word) => word.text).join(' ');
    const negated = some[0]?.negated ?? false;
    const found = meaningOf(context, text, negated);
    if (found !== undefined) return { words: some, text, negated, found };
    const setting = negated ? undefined : settingOf(context, text, words.slice(length));
    if (setting !== undefined) return { words: words.slice(0, length + setting.taken), text, negated, found: setting };
  }
  return undefined;
}

function meaningOf(context: Context, text: string, negated: boolean): Found | undefined {
  const { command, vocabulary, codesCount } = context;
  const folded = foldValue(text);
  if (folded === '') return undefined;
  const time = negated ? undefined : timeOf(command, text);
  if (time !== undefined) return { kind: 'period', text: time };
  const meanings = vocabulary.meanings.get(folded)?.filter((each) => isTaken(command, each, negated)) ?? [];
  if (meanings.length > 0) return { kind: 'meanings', meanings };
  const key = vocabulary.keys.get(folded);
  if (key?.kind === 'setting' && key.setting === 'csv' && !negated)
    return { kind: 'setting', setting: 'csv', value: 'yes' };
  if (command.list === null) return undefined;
  if (keywords.mine.has(folded)) return { kind: 'mine' };
  const code =
    isShort(folded) && !keywords.countries.has(folded) && !(codesCount && text === text.toUpperCase())
      ? undefined
      : readCountry(text);
  return code === undefined ? undefined : { kind: 'country', code };
}

/** The period or the week that the command takes, as canonical text; throws a Misunderstanding for an impossible one. */
function timeOf({ args }: CommandWords, text: string): string | undefined {
  const period = args.find(({ kind }) => kind === 'period');
  if (period === undefined && !args.some(({ kind }) => kind === 'week')) return undefined;
  const read = period === undefined ? readWeek(text) : (readPeriod(text, period.looks) ?? readDays(text));
  if (read === 'impossible')
    throw new Misunderstanding(period === undefined ? 'error.bad-week' : 'error.bad-period', { text });
  return typeof read === 'object' ? periodText(read) : read;
}

/** Codes of two and three letters are words of many languages, so they only count in capitals. */
function isShort(folded: string): boolean {
  return /^[a-z]{1,3}$/.test(folded);
}

/** Whether the command has a place for it: an argument of its own, or a list to filter. */
function isTaken(command: CommandWords, { list }: Meaning, negated: boolean): boolean {
  return command.list !== null || (!negated && command.args.some(({ kind }) => kind === list));
}

/** `by country`, `top 20`, `as of 2026-10-31`: a setting's name and, in the words behind it, its value. */
function settingOf(
  { command, vocabulary }: Context,
  text: string,
  behind: readonly Word[],
): (Extract<Found, { kind: 'setting' }> & { taken: number }) | undefined {
  const key = vocabulary.keys.get(foldValue(text));
  if (key?.kind !== 'setting' || key.setting === 'csv' || key.setting === 'period') return undefined;
  if (command.list === null && key.setting !== 'as-of' && key.setting !== 'lang') return undefined;
  for (let taken = Math.min(longestValue, behind.length); taken > 0; taken -= 1) {
    const some = behind.slice(0, taken);
    if (endsInSigns(some)) continue;
    const written = some.map((word) => (word.negated ? `-${word.text}` : word.text)).join(' ');
    const value = settingValue(command, key.setting, written);
    if (value !== undefined) return { kind: 'setting', setting: key.setting, value, taken };
  }
  return undefined;
}
