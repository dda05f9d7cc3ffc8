import { nearest } from '../words/nearest.ts';
import { namedPeriods } from '../words/read-period.ts';
import { codesIn, spellingsOf } from './code-values.ts';
import type { Fix, Misread } from './misunderstanding.ts';
import { questionText } from './print.ts';
import type { ReadResult } from './read-result.ts';
import type { Word } from './tokens.ts';
import { bareLists, type CommandWords, type Vocabulary } from './vocabulary.ts';
import { readWeek } from './week-word.ts';

const mostTried = 6;

/** The whole question with a wrong part replaced, as canonical text; null when that is no question either. */
export function correction(
  text: string,
  fix: Fix | undefined,
  again: (text: string) => ReadResult,
  vocabulary: Vocabulary,
): string | null {
  for (const instead of fix?.texts ?? []) {
    const read = again(text.slice(0, fix?.start) + instead + text.slice(fix?.end));
    if ('question' in read) return questionText(read.question, vocabulary);
    if (read.suggestion !== null) return read.suggestion;
  }
  return null;
}

/** What to answer for words that are no customer of the asker: what is allowed, and the nearest word that is known. */
export function notUnderstood(
  text: string,
  command: CommandWords,
  words: readonly Word[],
  vocabulary: Vocabulary,
  again: (text: string) => ReadResult,
): Misread {
  const known = knownWords(command);
  const word = words.map((each) => each.text).join(' ');
  const error = { key: 'error.not-understood', values: { word, allowed: allowedWords(command) } } as const;
  // Whoever typed many unknown words did not mistype one.
  for (let length = words.length > mostTried ? 0 : Math.min(3, words.length); length > 0; length -= 1) {
    for (let at = 0; at + length <= words.length; at += 1) {
      const some = words.slice(at, at + length);
      const near = nearest(some.map((each) => each.text).join(' '), known);
      if (near === undefined) continue;
      const fix = { start: some[0]?.start ?? 0, end: some.at(-1)?.end ?? 0, texts: [near] };
      const suggestion = correction(text, fix, again, vocabulary);
      if (suggestion !== null) return { error, suggestion };
    }
  }
  return { error, suggestion: null };
}

const wordsOf = new WeakMap<CommandWords, readonly string[]>();

function knownWords(command: CommandWords): readonly string[] {
  const known = wordsOf.get(command) ?? makeKnownWords(command);
  wordsOf.set(command, known);
  return known;
}

function makeKnownWords(command: CommandWords): string[] {
  const ofList =
    command.list === null ? [] : [...bareLists.flatMap(spellingsOf), ...spellingsOf('country'), 'mine', 'csv'];
  const ofArgs = command.args.flatMap(({ kind }) => {
    if (kind === 'period') return namedPeriods;
    if (kind === 'week') return namedPeriods.filter((name) => readWeek(name) !== 'impossible');
    return bareLists.includes(kind as (typeof bareLists)[number])
      ? spellingsOf(kind as (typeof bareLists)[number])
      : [];
  });
  return [...new Set([...ofArgs, ...ofList])].filter((each) => each.length > 2 || !/^[\x20-\x7e]*$/.test(each));
}

function allowedWords(command: CommandWords): string {
  const args = command.args.flatMap(({ kind }): readonly string[] => {
    if (kind === 'period') return ['90d', 'this-month'];
    if (kind === 'week') return ['last-week', 'week:2026-11-15'];
    return kind === 'cluster' || kind === 'area' || kind === 'status' || kind === 'family' ? codesIn(kind) : [];
  });
  const filters = command.list === null ? [] : ['customer:', 'country:', 'owner:', 'tag:', 'product:', 'cluster:'];
  const words = [...new Set(args)];
  if (filters.length === 0) return words.join(', ');
  // They are too many to name them all.
  return `${[...words, filters.join(' ')].join(', ')} – help ${command.name}`;
}
