import audienceWords from './audience-words.json' with { type: 'json' };
import { foldValue } from './fold.ts';
import flagNames from './headers/flags.json' with { type: 'json' };
import type { Language } from './languages.ts';
import lists from './question-words.json' with { type: 'json' };
import statuses from './statuses.json' with { type: 'json' };
import values from './values.json' with { type: 'json' };

/** Spellings of one thing by language; `more` are further ones that portals use. */
export type Spelled = { readonly [language in Language | 'more']?: readonly string[] };
export type SpelledList = Readonly<Record<string, Spelled>>;

/** How the filters' keys are called. */
export const filterSpellings: SpelledList = lists.filters;
/** How `by:`, `sort:`, `top:` and the like are called. */
export const settingSpellings: SpelledList = lists.settings;
/** `by:` keys that are no filters. */
export const groupSpellings: SpelledList = lists.groups;
/** What an audience is said with: every customer, nothing, money, questions. */
export const audienceSpellings: SpelledList = audienceWords;
/** Names of questions that come later, so that asking them says so. */
export const laterCommands: readonly string[] = lists.later.commands;
/** Filter keys whose sources come later. */
export const laterFilters: readonly string[] = lists.later.filters;

const flags = Object.fromEntries(Object.values(flagNames).map((flag) => [flag, {}]));

/** The closed lists that a question may name values of, each code with its spellings. Countries are in countries.ts. */
export const codeLists = {
  cluster: values.cluster,
  area: lists.areas,
  family: lists.families,
  type: values.subscriptionType,
  status: statuses,
  vendor: lists.vendors,
  managed: values.managedBy,
  'auto-renew': values.yesNo,
  has: { ...flags, ...lists.flags },
  lang: lists.languages,
} as const satisfies Record<string, SpelledList>;

export type CodeList = keyof typeof codeLists;

type Keyword = keyof typeof lists.keywords;

/**
 * Words that mean the same anywhere: nothing (`none`), the asker (`me`), the asker's customers (`mine`), words that carry
 * no meaning (`small`), that turn the next one around (`not`), that say something we do not read and so are never taken
 * for a name (`never`), that stand before people (`to`), that
 * are no name unless with others (`alone`), that are short for a country in small letters too (`countries`).
 */
export const keywords = Object.fromEntries(
  Object.entries(lists.keywords).map(([name, spelled]) => [name, foldedSet(spelled)]),
) as Readonly<Record<Keyword, ReadonlySet<string>>>;

/** From every folded spelling to its code; of two codes with one spelling the first keeps it. */
export function spellingsToCodes(list: SpelledList): Map<string, string> {
  const codes = new Map<string, string>();
  for (const code of Object.keys(list)) codes.set(foldValue(code), code);
  for (const [code, spelled] of Object.entries(list)) {
    for (const spelling of Object.values(spelled).flat()) {
      const folded = foldValue(spelling);
      if (!codes.has(folded)) codes.set(folded, code);
    }
  }
  return codes;
}

function foldedSet(spelled: Spelled): ReadonlySet<string> {
  return new Set(Object.values(spelled).flat().map(foldValue));
}
