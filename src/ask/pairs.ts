import type { Filter, FilterKey } from '../../db/readings/filter.ts';
import { foldValue } from '../words/fold.ts';
import { nearest } from '../words/nearest.ts';
import { periodText } from '../words/periods.ts';
import { readPeriod } from '../words/read-period.ts';
import { add, addPerson, addPlay, argOf, type Draft, once, timeArgOf } from './draft.ts';
import { readColumnFilter, readFilter } from './filters.ts';
import { isoAdvice } from './iso-advice.ts';
import { Misunderstanding } from './misunderstanding.ts';
import { readSetting } from './settings.ts';
import { isSigns, type Pair, type Token, type Word } from './tokens.ts';
import type { ArgWords, CommandWords, Key, Setting, Vocabulary } from './vocabulary.ts';
import { readWeek } from './week-word.ts';

const longestKey = 4;

/** Puts a key of several words together: `end date:2026-12`, `managed by:partner`. The longest that is a key. */
export function joinKeys(tokens: readonly Token[], command: CommandWords, vocabulary: Vocabulary): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const words = token.kind === 'pair' && !token.negated ? keyWords(joined, token, command, vocabulary) : [];
    const [first] = words;
    if (first === undefined || token.kind !== 'pair') joined.push(token);
    else {
      joined.splice(joined.length - words.length);
      const key = [...words.map(({ text }) => text), token.key].join(' ');
      joined.push({ ...token, key, start: first.start, negated: first.negated });
    }
  }
  return joined;
}

function keyWords(before: readonly Token[], pair: Pair, command: CommandWords, vocabulary: Vocabulary): Word[] {
  for (let count = Math.min(longestKey - 1, before.length); count > 0; count -= 1) {
    const words = before.slice(-count);
    if (!words.every((each): each is Word => each.kind === 'word' && !each.quoted && !each.comma)) continue;
    if (words.slice(1).some(({ negated }) => negated) || words.some(({ text }) => isSigns(text))) continue;
    const folded = foldValue([...words.map(({ text }) => text), pair.key].join(''));
    if (vocabulary.keys.has(folded) || command.list?.columns.has(folded)) return words;
  }
  return [];
}

/** Takes a `key:value` into the question; throws a Misunderstanding where the command has no place for it. */
export function applyPair(draft: Draft, pair: Pair, vocabulary: Vocabulary): void {
  const folded = foldValue(pair.key);
  const key = vocabulary.keys.get(folded);
  const column = draft.command.list?.columns.get(folded);
  if (key !== undefined && !(column !== undefined && isOnlyForPeriods(draft, key))) applyKey(draft, pair, key);
  else if (column === undefined) throw unknownKey(draft, pair, vocabulary);
  else if (draft.command.list?.fixed) throw notHere(draft, pair);
  else draft.columns.push(readColumnFilter(column, pair));
}

/** `week:` is a column of some lists, and a period where the command takes one. */
function isOnlyForPeriods(draft: Draft, key: Key): boolean {
  const forPeriods = key.kind === 'setting' && (key.setting === 'week' || key.setting === 'period');
  return forPeriods && timeArgOf(draft) === undefined;
}

function applyKey(draft: Draft, pair: Pair, key: Key): void {
  switch (key.kind) {
    case 'later':
      throw new Misunderstanding('error.source-not-built', { key: key.key });
    case 'setting':
      applySetting(draft, pair, key.setting);
      return;
    case 'filter':
      if (draft.command.list !== null || tellsNamesakes(draft, key.key)) draft.filters.push(readFilter(key.key, pair));
      else applyArg(draft, pair, key.key);
  }
}

/** `customer "Nova Foods" country:BR`: which of several of one name. */
function tellsNamesakes(draft: Draft, key: FilterKey): boolean {
  return key === 'country' && argOf(draft, 'customer') !== undefined;
}

function applySetting(draft: Draft, pair: Pair, setting: Setting): void {
  if (setting === 'week' || setting === 'period') {
    const arg = timeArgOf(draft);
    if (arg === undefined) throw notHere(draft, pair);
    once(draft.words, arg.name, timeText(draft.command, setting, pair, arg), arg.kind);
    return;
  }
  const forLists = setting === 'by' || setting === 'sort' || setting === 'top' || setting === 'page';
  if (forLists && draft.command.list?.fixed !== false) throw notHere(draft, pair);
  once(draft.settings, setting, readSetting(draft.command, setting, pair), setting);
}

function timeText(command: CommandWords, setting: 'week' | 'period', pair: Pair, arg: ArgWords): string {
  if (arg.kind === 'week') return readWeekPair(pair);
  return setting === 'week' ? readSetting(command, setting, pair) : readNamed(pair, arg.looks);
}

function readWeekPair(pair: Pair): string {
  const [part, ...more] = pair.parts;
  const read = part === undefined || more.length > 0 || pair.negated ? undefined : readWeek(part.text);
  if (read !== undefined && read !== 'impossible') return read;
  const text = pair.parts.map((each) => each.text).join(',');
  const near = part === undefined || more.length > 0 ? undefined : isoAdvice(part.text);
  const fix =
    part === undefined || near === undefined ? undefined : { start: part.start, end: part.end, texts: [near] };
  throw new Misunderstanding('error.bad-week', { text }, fix);
}

function readNamed(pair: Pair, looks: 'ahead' | 'back' | undefined): string {
  const [part, ...more] = pair.parts;
  const read = part === undefined || more.length > 0 || pair.negated ? undefined : readPeriod(part.text, looks);
  if (typeof read === 'object') return periodText(read);
  throw new Misunderstanding('error.bad-period', { text: pair.parts.map(({ text }) => text).join(',') });
}

/** Where there is no list to filter, a key can still name the command's own argument. */
function applyArg(draft: Draft, pair: Pair, key: FilterKey): void {
  const kind = ({ owner: 'people', cohort: 'play' } as const)[key as string as 'owner'] ?? key;
  const arg = draft.command.args.find((each) => each.kind === kind);
  const filter = readFilter(key, pair);
  const isEmpty = filter.none && arg?.kind !== 'people';
  if (arg === undefined || filter.negated || isEmpty || filter.ranges.length > 0) throw notHere(draft, pair);
  if (arg.kind === 'customer' || arg.kind === 'tag') once(draft.words, arg.name, onlyValue(draft, pair, filter), key);
  else if (arg.kind === 'people')
    for (const value of filter.none ? ['none'] : filter.values) addPerson(draft, arg.name, value);
  else if (arg.kind === 'play') for (const value of filter.values) addPlay(draft, arg.name, value);
  else for (const value of filter.values) add(draft.codes, arg.name, value);
}

function onlyValue(draft: Draft, pair: Pair, { none, values }: Filter): string {
  const [value, ...more] = values;
  if (none || value === undefined || more.length > 0) throw notHere(draft, pair);
  return value;
}

function notHere(draft: Draft, pair: Pair): Misunderstanding {
  return new Misunderstanding('error.not-here', { what: `${pair.key}:`, command: draft.command.name });
}

function unknownKey(draft: Draft, pair: Pair, vocabulary: Vocabulary): Misunderstanding {
  // A column of another list is no slip of the finger, and the nearest one here would ask something else.
  const folded = foldValue(pair.key);
  if ([...vocabulary.commands.values()].some(({ list }) => list?.columns.has(folded))) return notHere(draft, pair);
  const keys = [...vocabulary.keys.values()].map((key) => (key.kind === 'setting' ? key.setting : key.key));
  const near = nearest(pair.key, [...new Set([...keys, ...(draft.command.list?.names ?? [])])]);
  const start = pair.start + (pair.negated ? 1 : 0);
  const fix = near === undefined ? undefined : { start, end: start + pair.key.length, texts: [near] };
  return new Misunderstanding('error.unknown-filter', { key: pair.key }, fix);
}
