import { UserError } from '../src/base/errors.ts';
import { catchUpOf, type DigestVerb, digestKey, digestVerbs, nearestVerb, verbAt } from '../src/words/digest-words.ts';
import { foldValue } from '../src/words/fold.ts';
import type { Say } from '../src/words/messages.ts';
import { nearest } from '../src/words/nearest.ts';
import { isTelling } from '../src/words/plain.ts';
import { spellingsToCodes } from '../src/words/question-words.ts';
import type { DigestKind } from './digest-services.ts';

/** What somebody wants done with digests. */
export type DigestSaid =
  | { readonly verb: 'list' }
  | { readonly verb: 'add'; readonly kind: DigestKind; readonly options: DigestOptions; readonly when: string }
  | { readonly verb: 'test-kind'; readonly kind: DigestKind }
  | { readonly verb: Exclude<DigestVerb, 'add'>; readonly id: number };

interface DigestOptions {
  readonly catchUp: 'skip' | 'latest' | 'all';
  /** Null for the digest's own. */
  readonly patienceMs: number | null;
}

interface Reading {
  readonly kinds: readonly DigestKind[];
  readonly say: Say;
  /** The filters as they were typed, for questions that are offered. */
  readonly narrowing: string;
  /** The numbers of the schedules of a digest that are known where it is asked. */
  numbersOf(digest: string): readonly number[];
}

const longestName = 5;

/** Reads what stands behind `digest`; throws a UserError that says what is allowed and offers the nearest. */
export function readDigest(text: string, reading: Reading): DigestSaid {
  const words = text.split(/[\s,]+/u).filter((word) => word !== '');
  const [first = ''] = words;
  if (words.length === 0) return { verb: 'list' };
  const number = numberOf(first);
  if (number !== undefined && words.length === 1) return { verb: 'list', id: number };
  const found = verbAt(words);
  const rest = found === undefined ? text : behind(text, found.length);
  if (found === undefined) return withoutVerb(text, words, reading);
  return withVerb(found.verb, rest, reading);
}

function withVerb(verb: DigestVerb, rest: string, reading: Reading): DigestSaid {
  const { kinds, say, narrowing } = reading;
  const words = rest.split(/\s+/u).filter((word) => word !== '');
  const number = words.length === 1 ? numberOf(words[0] ?? '') : undefined;
  if (verb === 'add') return added(rest, words, reading);
  if (number !== undefined) return { verb, id: number };
  const kind = kindAt(words, kinds);
  if (verb === 'list' && words.length === 0) return { verb };
  if (verb === 'test' && kind !== undefined && kind.length === words.length)
    return { verb: 'test-kind', kind: kind.kind };
  if (verb === 'test') {
    const near = kindNear(rest, kinds);
    const next = near === undefined ? 'digest' : joined('digest test', near.name, narrowing);
    throw wrong(say('digest.which', { word: rest, allowed: namesOf(kinds) }), next);
  }
  const [only, ...others] = kind?.length === words.length ? reading.numbersOf(kind.kind.name) : [];
  if (only !== undefined && others.length === 0) return { verb, id: only };
  throw wrong(say('digest.number', { verb: `digest ${verb}`, word: rest }), 'digest');
}

/** `digest queues` shows what it would say; with more words it is to be added. */
function withoutVerb(text: string, words: readonly string[], { kinds, say, narrowing }: Reading): DigestSaid {
  const found = kindAt(words, kinds);
  if (found !== undefined && found.length === words.length) return { verb: 'test-kind', kind: found.kind };
  const [first = ''] = words;
  const verb = nearestVerb(first);
  const near = kindNear(first, kinds);
  const next =
    found !== undefined
      ? joined('digest add', text, narrowing)
      : verb !== undefined
        ? joined('digest', verb, behind(text, 1), narrowing)
        : near !== undefined
          ? joined('digest test', near.name, narrowing)
          : 'digest';
  throw wrong(say('digest.verb', { word: first, allowed: digestVerbs.join(', '), names: namesOf(kinds) }), next);
}

function added(rest: string, words: readonly string[], { kinds, say, narrowing }: Reading): DigestSaid {
  const [usual] = kinds;
  if (words.length === 0)
    throw wrong(
      say('digest.add-what', { allowed: namesOf(kinds) }),
      usual === undefined ? 'digest' : joined('digest add', usual.name, usual.standard, narrowing),
    );
  const found = kindAt(words, kinds);
  if (found === undefined) {
    const near = kindNear(words[0] ?? '', kinds);
    const when = behind(rest, 1);
    throw wrong(
      say('digest.which', { word: words[0] ?? '', allowed: namesOf(kinds) }),
      near === undefined ? 'digest' : joined('digest add', near.name, when === '' ? near.standard : when, narrowing),
    );
  }
  const { when, options } = optionsIn(behind(rest, found.length), say);
  if (when === '') {
    const example = joined('digest add', found.kind.name, found.kind.standard, narrowing);
    throw wrong(say('digest.when', { example }), example);
  }
  return { verb: 'add', kind: found.kind, options, when };
}

const option = /(?<=^|\s)([\p{L}][\p{L}\p{M}-]*) ?: ?([^\s,]+)/gu;

/** Takes `catch-up:all` and `patience:6h` out of the words. */
function optionsIn(text: string, say: Say): { when: string; options: DigestOptions } {
  let catchUp: DigestOptions['catchUp'] = 'latest';
  let patienceMs: number | null = null;
  const when = text.replace(option, (whole, key: string, value: string) => {
    switch (digestKey(key)) {
      case 'catch-up': {
        const read = catchUpOf(value);
        if (read === undefined) throw wrong(say('digest.catch-up', { word: value }), undefined);
        catchUp = read;
        return '';
      }
      case 'patience': {
        const read = spanOf(value);
        if (read === undefined) throw wrong(say('digest.patience', { word: value }), undefined);
        patienceMs = read;
        return '';
      }
      case undefined:
        return whole;
    }
  });
  return { when: when.replace(/\s+/gu, ' ').trim(), options: { catchUp, patienceMs } };
}

const spans: Readonly<Record<string, number>> = {
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  小时: 3_600_000,
  d: 86_400_000,
  天: 86_400_000,
};
const MOST_PATIENCE = 5 * 86_400_000;

/** `90m`, `6h`, `2d` in milliseconds, at most the five days that a slot lives. */
function spanOf(text: string): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,4})\s*(\p{L}+)$/u.exec(text) ?? [];
  const ms = Number(count) * (spans[unit.toLowerCase()] ?? Number.NaN);
  return ms > 0 && ms <= MOST_PATIENCE ? ms : undefined;
}

/** The digest whose name in any of the languages these words begin with; the longest. */
function kindAt(
  words: readonly string[],
  kinds: readonly DigestKind[],
): { kind: DigestKind; length: number } | undefined {
  const names = spellings(kinds);
  // Signs fold to nothing, and the asterisks of a cron expression are no part of a name.
  const signs = words.findIndex((word) => !isTelling(word));
  const most = Math.min(longestName, signs < 0 ? words.length : signs);
  for (let length = most; length > 0; length -= 1) {
    const name = names.get(foldValue(words.slice(0, length).join(' ')));
    const kind = kinds.find((each) => each.name === name);
    if (kind !== undefined) return { kind, length };
  }
  return undefined;
}

function kindNear(word: string, kinds: readonly DigestKind[]): DigestKind | undefined {
  const names = spellings(kinds);
  const near = nearest(word, [...names.keys()]);
  return kinds.find(({ name }) => near !== undefined && name === names.get(near));
}

/** The digest of this name in any of the languages; undefined where there is none. */
export function kindCalled(text: string, kinds: readonly DigestKind[]): DigestKind | undefined {
  const words = text.split(/\s+/u);
  const found = kindAt(words, kinds);
  return found?.length === words.length ? found.kind : undefined;
}

function spellings(kinds: readonly DigestKind[]): ReadonlyMap<string, string> {
  const texts = ({ words }: DigestKind) =>
    Object.fromEntries(Object.entries(words).map(([language, { names }]) => [language, names]));
  return spellingsToCodes(Object.fromEntries(kinds.map((kind) => [kind.name, texts(kind)])));
}

/** Their names as they are typed. */
export function namesOf(kinds: readonly DigestKind[]): string {
  return kinds.map(({ name }) => name).join(', ');
}

/** `7` and `#7`. */
export function numberOf(word: string): number | undefined {
  return /^#?\d{1,9}$/.test(word) ? Number(word.replace('#', '')) : undefined;
}

/** A text without its first words. */
function behind(text: string, words: number): string {
  return text.trim().split(/\s+/u).slice(words).join(' ');
}

/** Parts of a question, those that are empty left out. */
export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** What a person did wrong, with the question to ask instead. */
export function wrong(message: string, next: string | undefined): UserError {
  return new UserError(message, { exitCode: 2, ...(next === undefined ? {} : { next }) });
}
