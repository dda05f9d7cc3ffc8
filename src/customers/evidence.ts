/** What speaks for or against two records being one company. */
export interface Evidence {
  source: string;
  key: string;
  foldedName: string;
  domain: string | null;
  country: string | null;
}

/** Why a pair that shares a name is not joined on the name alone. */
export type Doubt = 'name-short' | 'domains-differ' | 'countries-differ' | 'two-ids-in-one-source';

/** Names so short that unrelated companies share them (`ABC`); a Chinese or Japanese character counts double. */
const SHORTEST_NAME = 4;

function weight(foldedName: string): number {
  return [...foldedName].reduce(
    (sum, letter) =>
      sum + (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u.test(letter) ? 2 : 1),
    0,
  );
}

/**
 * Whether an equal folded name is enough to say that `account` is the company of `others` (all records of one
 * customer). It is not when anything else known about the two disagrees: then a person decides.
 */
export function doubtAboutName(account: Evidence, others: readonly Evidence[]): Doubt | undefined {
  if (weight(account.foldedName) < SHORTEST_NAME) return 'name-short';
  return contradiction([account], others);
}

/** What says that the two groups of records are two companies; undefined when nothing does. */
export function contradiction(left: readonly Evidence[], right: readonly Evidence[]): Doubt | undefined {
  if (disjoint(known(left, 'domain'), known(right, 'domain'))) return 'domains-differ';
  if (disjoint(countries(left), countries(right))) return 'countries-differ';
  return twoIdsInOneSource(left, right) ? 'two-ids-in-one-source' : undefined;
}

/** The two domains or countries by which a doubt arose, as `nova.com / nova.de`; undefined for any other reason. */
export function disagreement(
  reason: string,
  left: readonly Evidence[],
  right: readonly Evidence[],
): string | undefined {
  if (reason !== 'domains-differ' && reason !== 'countries-differ') return undefined;
  const said = (records: readonly Evidence[]) =>
    [...(reason === 'domains-differ' ? known(records, 'domain') : countries(records))].sort().join(', ');
  return `${said(left)} / ${said(right)}`;
}

/** Whether one source, by giving each its own id, says that the two are not the same. */
export function twoIdsInOneSource(left: readonly Evidence[], right: readonly Evidence[]): boolean {
  return left.some((a) => hasId(a) && right.some((b) => hasId(b) && a.source === b.source && a.key !== b.key));
}

function hasId(record: Evidence): boolean {
  return record.key.startsWith('id:');
}

function known(records: readonly Evidence[], field: 'domain' | 'country'): Set<string> {
  return new Set(records.map((record) => record[field]).filter((value) => value !== null));
}

/** Only codes are compared: a country the tables don't know may be the other one in other words. */
function countries(records: readonly Evidence[]): Set<string> {
  return new Set([...known(records, 'country')].filter((country) => /^[A-Z]{2}$/.test(country)));
}

function disjoint(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size > 0 && right.size > 0 && ![...left].some((value) => right.has(value));
}
