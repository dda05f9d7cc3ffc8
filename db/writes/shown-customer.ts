import { z } from 'zod/v4';
import type { IsoDate } from '../../src/base/days.ts';
import { foldValue } from '../../src/words/fold.ts';

/** What is shown of a customer. Null is unknown; lists and flags are JSON text, as `customers` keeps them. */
export interface ShownCustomer {
  name: string;
  foldedName: string;
  country: string | null;
  domain: string | null;
  state: string | null;
  city: string | null;
  postal: string | null;
  industry: string | null;
  vertical: string | null;
  segment: string | null;
  subsegment: string | null;
  /** Employees. */
  size: number | null;
  managedBy: string | null;
  /** Array, sorted by folded text, each folded text once; null where nobody ever gave a list. */
  tags: string | null;
  /** Array of lower-case e-mail addresses, sorted; null where there is none. */
  owners: string | null;
  /** Object of name to true or false, names sorted; null where there is none. */
  flags: string | null;
}

/** One profile of one of a customer's accounts, with the import it came by. */
export interface SourcedProfile extends ShownCustomer {
  source: string;
  accountId: number;
  report: string;
  asOf: IsoDate;
  importId: number;
}

/** What people said of a customer, by way of its accounts; oldest first. */
export interface SpokenOfCustomer {
  tags: readonly { tag: string; folded: string; verdict: string }[];
  /** JSON arrays; an empty one gives the lists their say again. */
  owners: readonly string[];
}

/** Whose word on name, place and kind counts first. */
const precedence = ['crm', 'webex', 'partner-center', 'lighthouse', 'cloudascent'];
const rankOf = (source: string) => (precedence.includes(source) ? precedence.indexOf(source) : precedence.length);

const nothingSaid: SpokenOfCustomer = { tags: [], owners: [] };

/**
 * What is shown of a customer: each fact from the first source of the precedence that states it, in its newest
 * statement, so that a blank never hides an older statement of the same source. Tags are the union of each account's
 * newest list, with those set by people and without those taken off; owners are those of the newest CRM list that
 * names some, unless people gave others; flags are those of each report's newest word, and true wins. Undefined without
 * profiles.
 */
export function projectCustomer(
  profiles: readonly SourcedProfile[],
  spoken: SpokenOfCustomer = nothingSaid,
): ShownCustomer | undefined {
  const ranked = [...profiles].sort((a, b) => rankOf(a.source) - rankOf(b.source) || newestFirst(a, b));
  const [first] = ranked;
  if (first === undefined) return undefined;
  function said<K extends keyof ShownCustomer>(column: K): ShownCustomer[K] | null {
    for (const profile of ranked) if (profile[column] !== null) return profile[column];
    return null;
  }
  return {
    name: first.name,
    foldedName: first.foldedName,
    country: said('country'),
    domain: said('domain'),
    state: said('state'),
    city: said('city'),
    postal: said('postal'),
    industry: said('industry'),
    vertical: said('vertical'),
    segment: said('segment'),
    subsegment: said('subsegment'),
    size: said('size'),
    managedBy: said('managedBy'),
    tags: tagsOf(ranked, spoken.tags),
    owners: ownersOf(ranked, spoken.owners),
    flags: flagsOf(ranked),
  };
}

function newestFirst(a: SourcedProfile, b: SourcedProfile): number {
  return compare(b.asOf, a.asOf) || b.importId - a.importId || a.accountId - b.accountId;
}

const listShape = z.array(z.string());
const flagsShape = z.record(z.string(), z.boolean());
const readList = (json: string) => listShape.parse(JSON.parse(json));

function tagsOf(ranked: readonly SourcedProfile[], words: SpokenOfCustomer['tags']): string | null {
  const lists = newestOfEach(
    ranked.filter(({ tags }) => tags !== null),
    ({ accountId }) => accountId,
  );
  const byFolded = new Map<string, string>();
  for (const { tags } of lists) {
    for (const tag of readList(tags ?? '[]')) {
      const folded = foldTag(tag);
      if (!byFolded.has(folded)) byFolded.set(folded, tag);
    }
  }
  for (const { tag, folded, verdict } of words) {
    if (verdict === 'off') byFolded.delete(folded);
    else if (!byFolded.has(folded)) byFolded.set(folded, tag);
  }
  if (lists.length === 0 && byFolded.size === 0) return null;
  const sorted = [...byFolded].sort(([a, one], [b, other]) => compare(a, b) || compare(one, other));
  return JSON.stringify(sorted.map(([, tag]) => tag));
}

/** The form in which two tags are one; a tag of signs alone folds to nothing and stays as it is. */
export function foldTag(tag: string): string {
  return foldValue(tag) || tag.trim();
}

/** The tags shown of a customer, in the form in which they are compared. */
export function shownTags(tags: string | null): Set<string> {
  return new Set(readList(tags ?? '[]').map(foldTag));
}

function ownersOf(ranked: readonly SourcedProfile[], words: SpokenOfCustomer['owners']): string | null {
  const given = readList(words.at(-1) ?? '[]');
  const lists = ranked.filter(({ source, owners }) => source === 'crm' && owners !== null);
  // Ranked newest first within a source; several lines of one list may be one customer.
  const named = lists
    .filter(({ importId }) => importId === lists[0]?.importId)
    .flatMap((list) => readList(list.owners ?? '[]'));
  const owners = new Set((given.length > 0 ? given : named).map((owner) => owner.toLowerCase()));
  return owners.size === 0 ? null : JSON.stringify([...owners].sort(compare));
}

function flagsOf(ranked: readonly SourcedProfile[]): string | null {
  const flags = new Map<string, boolean>();
  const newest = newestOfEach(ranked, ({ accountId, report }) => `${accountId} ${report}`);
  for (const profile of newest) {
    if (profile.flags === null) continue;
    for (const [name, flag] of Object.entries(flagsShape.parse(JSON.parse(profile.flags))))
      flags.set(name, flag || flags.get(name) === true);
  }
  if (flags.size === 0) return null;
  return JSON.stringify(Object.fromEntries([...flags].sort(([a], [b]) => compare(a, b))));
}

/** The first of each key; ranked lists are newest first within an account. */
function newestOfEach(ranked: readonly SourcedProfile[], keyOf: (profile: SourcedProfile) => unknown) {
  const seen = new Set<unknown>();
  return ranked.filter((profile) => {
    const key = keyOf(profile);
    return !seen.has(key) && seen.add(key);
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
