import type { ColumnFilter, Filter, FilterKey } from '../../db/readings/filter.ts';
import { foldValue } from '../words/fold.ts';
import { languages } from '../words/languages.ts';
import { sortedColumns, sortedFilters, sortedTexts } from './filters.ts';
import { Misunderstanding } from './misunderstanding.ts';
import { normaliseValue } from './normalise.ts';
import type { Question, ReadAs } from './question.ts';
import { sortOrders } from './settings.ts';
import type { ArgWords, CommandWords, Setting } from './vocabulary.ts';

/** A question while it is being read: what was found so far. */
export interface Draft {
  readonly command: CommandWords;
  /** Arguments that can be named once, by name. */
  readonly words: Map<string, string>;
  /** Arguments that take several codes, by name. */
  readonly codes: Map<string, Set<string>>;
  /** Values without a key, by `key` or `-key`: they are alternatives of one filter. */
  readonly bare: Map<string, Set<string>>;
  readonly filters: Filter[];
  readonly columns: ColumnFilter[];
  readonly settings: Map<Setting, string>;
  readonly readAs: ReadAs[];
}

/** Nothing found yet. */
export function draftOf(command: CommandWords): Draft {
  return {
    command,
    words: new Map(),
    codes: new Map(),
    bare: new Map(),
    filters: [],
    columns: [],
    settings: new Map(),
    readAs: [],
  };
}

/** The command's own argument of a kind. */
export function argOf(draft: Draft, kind: ArgWords['kind']): ArgWords | undefined {
  return draft.command.args.find((arg) => arg.kind === kind);
}

/** The command's own argument that names a span of time. */
export function timeArgOf(draft: Draft): ArgWords | undefined {
  return argOf(draft, 'period') ?? argOf(draft, 'week');
}

/** Sets what can be said only once; throws a Misunderstanding when it was said before and was something else. */
export function once<K>(into: Map<K, string>, key: K, value: string, what: string): void {
  const before = into.get(key);
  if (before !== undefined && before !== value && foldValue(before) !== foldValue(value))
    throw new Misunderstanding('error.twice', { what });
  if (before === undefined) into.set(key, value);
}

/** Adds a value to those under a name. */
export function add(into: Map<string, Set<string>>, name: string, value: string): void {
  const values = into.get(name) ?? new Set();
  into.set(name, values.add(value));
}

/** Adds one who is to own a customer: an e-mail address, `me` or `none`; throws a Misunderstanding for any other text. */
export function addPerson(draft: Draft, name: string, text: string): void {
  if (!isMail(text) && text !== 'me' && text !== 'none')
    throw new Misunderstanding('error.needs-people', { command: draft.command.name });
  add(draft.codes, name, text.toLowerCase());
}

/** Adds a solution play by its name; commas stand between plays, so a name cannot keep one. */
export function addPlay(draft: Draft, name: string, text: string): void {
  const play = normaliseValue(text.replaceAll(',', ' '));
  if (foldValue(play) === '') throw new Misunderstanding('error.not-understood', { word: text, allowed: 'none' });
  add(draft.codes, name, play);
}

/** What is taken for an e-mail address where people are named. */
export function isMail(text: string): boolean {
  return /^[^@\s,"]+@[^@\s,"]+$/.test(text);
}

/** The question that was found, everything in its one order. */
export function questionOf(draft: Draft): Question {
  const filters = sortedFilters([...draft.filters, ...bareFilters(draft)]);
  const { rest, words } = takeOwn(draft, filters);
  const { settings } = draft;
  const sort = settings.get('sort');
  return {
    command: draft.command.name,
    words,
    filters: rest,
    columns: sortedColumns(draft.columns),
    by: settings.get('by') ?? null,
    sort: sort === undefined ? null : sortOrders(sort),
    top: settings.has('top') ? Number(settings.get('top')) : null,
    page: Number(settings.get('page') ?? 1),
    asOf: settings.get('as-of') ?? null,
    language: languages.find((each) => each === settings.get('lang')) ?? null,
    csv: settings.has('csv'),
  };
}

function bareFilters(draft: Draft): Filter[] {
  return [...draft.bare].map(([name, values]) => {
    const key = name.replace(/^-/, '') as FilterKey;
    return { key, negated: name.startsWith('-'), values: sortedTexts([...values]), none: false, ranges: [] };
  });
}

/**
 * The words in the order of the command's arguments. A filter `cluster:act-now` says the same as the word `act-now` where
 * the command has an argument for it, so it becomes that; of several, which must all hold, none does.
 */
function takeOwn(draft: Draft, filters: readonly Filter[]): { rest: Filter[]; words: Record<string, string> } {
  const words: Record<string, string> = {};
  let rest = [...filters];
  for (const arg of draft.command.args) {
    const named = draft.words.get(arg.name);
    const codes = draft.codes.get(arg.name);
    if (named !== undefined) words[arg.name] = named;
    else if (codes !== undefined) words[arg.name] = sortedTexts([...codes]).join(',');
    else {
      const own = rest.filter((filter) => saysArg(filter, arg));
      const [only] = own;
      if (only === undefined || own.length > 1) continue;
      words[arg.name] = only.values.join(',');
      rest = rest.filter((filter) => filter !== only);
    }
  }
  return { rest, words };
}

function saysArg({ key, negated, none, values }: Filter, { kind }: ArgWords): boolean {
  if (negated || none || values.length === 0) return false;
  if (kind === 'play')
    return key === 'cohort' && !values.some((value) => value.includes(',') || foldValue(value) === '');
  if (kind === 'customer') return key === 'customer' && values.length === 1;
  return key === kind && kind !== 'tag';
}
