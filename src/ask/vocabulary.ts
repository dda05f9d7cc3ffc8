import { z } from 'zod/v4';
import type { ChatShape, Definition } from '../../commands/definition.ts';
import { type WordKind, wordKinds } from '../../commands/words.ts';
import { type FilterKey, filterKeys } from '../../db/readings/filter.ts';
import { companyGroups } from '../../db/readings/lists/groups.ts';
import { foldValue } from '../words/fold.ts';
import { type Language, languages } from '../words/languages.ts';
import { isMessageKey, messagesFor } from '../words/messages.ts';
import {
  type CodeList,
  codeLists,
  filterSpellings,
  groupSpellings,
  laterFilters,
  type Spelled,
  settingSpellings,
  spellingsToCodes,
} from '../words/question-words.ts';

/** What stands behind a command, as its definition says. */
export interface ArgWords {
  readonly name: string;
  readonly kind: WordKind;
  readonly required: boolean;
  readonly looks: 'ahead' | 'back' | undefined;
}

/** A list's columns and groups, by every folded spelling. */
export interface ListWords {
  readonly names: readonly string[];
  readonly columns: ReadonlyMap<string, string>;
  /** Nothing groups, sorts or compares it. */
  readonly fixed: boolean;
  readonly groups: ReadonlyMap<string, string>;
}

/** One command as its definition gives it, for reading and printing its words. */
export interface CommandWords {
  readonly name: string;
  readonly args: readonly ArgWords[];
  readonly list: ListWords | null;
  readonly chat: ChatShape;
  /** Asking it changes something. */
  readonly changes: boolean;
  /** It is never shown to a channel. */
  readonly personal: boolean;
}

export type Setting = 'by' | 'sort' | 'top' | 'page' | 'as-of' | 'lang' | 'week' | 'period' | 'csv';

export type Key =
  | { readonly kind: 'filter'; readonly key: FilterKey }
  | { readonly kind: 'setting'; readonly setting: Setting }
  | { readonly kind: 'later'; readonly key: string };

/** The closed lists whose values may stand without a key. */
export const bareLists = ['cluster', 'area', 'family', 'type', 'status', 'vendor'] as const;
type BareList = (typeof bareLists)[number];

export interface Meaning {
  readonly list: BareList;
  readonly code: string;
}

/** Everything the reader of questions knows, made once from the commands and the word lists. */
export interface Vocabulary {
  readonly commands: ReadonlyMap<string, CommandWords>;
  /** From a folded name or alias to the command's name. */
  readonly names: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, Key>;
  readonly meanings: ReadonlyMap<string, readonly Meaning[]>;
}

/** Columns of a list by whose values it can be grouped, by the name of the group. */
const groupColumns: Readonly<Record<string, string>> = {
  ...{ type: 'type', cluster: 'cluster', area: 'area', cell: 'cell', auto_renew: 'auto-renew' },
  ...{ previous_cluster: 'previous_cluster', previous_cell: 'previous_cell', cohort: 'cohort', division: 'division' },
};

export type Defined = Pick<Definition, 'name' | 'words' | 'args' | 'list' | 'chat' | 'changes' | 'personal'>;

/** Makes the vocabulary of these commands: their names, arguments and columns, and the words every question has. */
export function vocabularyOf(commands: readonly Defined[]): Vocabulary {
  return {
    commands: new Map(commands.map((each) => [each.name, wordsOf(each)])),
    names: spellingsToCodes(Object.fromEntries(commands.map((each) => [each.name, spellings(each)]))),
    keys: keysOf(),
    meanings: meaningsOf(),
  };
}

/** How a command is called in one language, the usual name first; the English name where there is no other. */
export function commandNames({ name, words }: Pick<Defined, 'name' | 'words'>, language: Language): readonly string[] {
  const { names } = words[language];
  if (language === 'en') return [name, ...names];
  return names.length > 0 ? names : [name];
}

function spellings(command: Defined): Spelled {
  return Object.fromEntries(languages.map((language) => [language, commandNames(command, language)]));
}

/** The shape of a command's arguments; commands without any have an empty one. */
function wordsOf({ name, args, list, chat, changes, personal }: Defined): CommandWords {
  const shape: Readonly<Record<string, z.ZodType>> = args instanceof z.ZodObject ? args.shape : {};
  const words = Object.entries(shape).flatMap(([arg, type]) => {
    const found = wordKinds.get(type);
    if (found === undefined) return [];
    return [{ name: arg, kind: found.kind, required: found.required ?? false, looks: found.looks }];
  });
  return {
    name,
    args: words,
    list: list === undefined ? null : listWords(list),
    chat: chat ?? {},
    changes: changes ?? false,
    personal: personal ?? false,
  };
}

function listWords(list: NonNullable<Defined['list']>): ListWords {
  const columns = new Map(list.columns.map((column) => [foldValue(column), column]));
  for (const language of languages) {
    const say = messagesFor(language);
    for (const column of list.columns) {
      const key = `column.${column}`;
      if (!isMessageKey(key)) continue;
      const label = foldValue(say(key));
      if (!columns.has(label)) columns.set(label, column);
    }
  }
  return { names: list.columns, columns, fixed: list.fixed ?? false, groups: groupsOf(list) };
}

function groupsOf(list: NonNullable<Defined['list']>): Map<string, string> {
  const own = list.columns.map((column) => groupColumns[column]).filter((group) => group !== undefined);
  const keys = [...companyGroups, ...own, ...(list.groups ?? [])];
  return spellingsToCodes(
    Object.fromEntries(keys.map((key) => [key, filterSpellings[key] ?? groupSpellings[key] ?? {}])),
  );
}

function keysOf(): Map<string, Key> {
  const keys = new Map<string, Key>();
  const add = (folded: string, key: Key): void => {
    if (!keys.has(folded)) keys.set(folded, key);
  };
  for (const key of filterKeys) add(foldValue(key), { kind: 'filter', key });
  for (const key of laterFilters) add(foldValue(key), { kind: 'later', key });
  for (const [folded, code] of spellingsToCodes(filterSpellings)) {
    const key = filterKeys.find((each) => each === code);
    if (key !== undefined) add(folded, { kind: 'filter', key });
  }
  for (const [folded, code] of spellingsToCodes(settingSpellings))
    add(folded, { kind: 'setting', setting: code as Setting });
  return keys;
}

function meaningsOf(): Map<string, Meaning[]> {
  const meanings = new Map<string, Meaning[]>();
  for (const list of bareLists) {
    for (const [folded, code] of codesOf(list)) {
      // `other` says nothing without its key.
      if (list === 'family' && code === 'other') continue;
      meanings.set(folded, [...(meanings.get(folded) ?? []), { list, code }]);
    }
  }
  return meanings;
}

const codeMaps = new Map<CodeList, ReadonlyMap<string, string>>();

/** From every folded spelling of a closed list to its code. */
export function codesOf(list: CodeList): ReadonlyMap<string, string> {
  const known = codeMaps.get(list);
  if (known !== undefined) return known;
  const made = spellingsToCodes(codeLists[list]);
  codeMaps.set(list, made);
  return made;
}
