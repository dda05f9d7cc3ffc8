import { plain, plainJoined } from './plain.ts';
import { remembered } from './remember.ts';
import statuses from './statuses.json' with { type: 'json' };
import lists from './values.json' with { type: 'json' };

export type Cluster = keyof typeof lists.cluster;
export type Band = keyof typeof lists.band;
export type SubscriptionType = keyof typeof lists.subscriptionType;
export type Role = keyof typeof lists.role;
export type Scope = keyof typeof lists.scope;
export type Nonprofit = keyof typeof lists.nonprofit;

type SpelledIn = Readonly<Record<string, readonly string[]>>;
type Read<Code extends string> = (text: string) => Code | undefined;

/** A reader of one closed list: any spelling in six languages, whatever its case, accents and separators. */
function readerOf<Code extends string>(list: Readonly<Record<Code, SpelledIn>>): Read<Code> {
  const codes = new Map<string, Code>();
  for (const code of Object.keys(list) as Code[]) {
    codes.set(plainJoined(code), code);
    for (const spelling of Object.values(list[code]).flat()) codes.set(plainJoined(spelling), code);
  }
  const longest = Math.max(...[...codes.keys()].map((spelling) => spelling.length));
  const read = remembered((text) => codes.get(plainJoined(text)), 1_000);
  // Spelling variants are at most spread apart; a longer text is a remark or a name, not worth remembering.
  return (text) => (text.length > 2 * longest + 16 ? undefined : read(text));
}

const yesNo = readerOf(lists.yesNo);
const clusterWord = readerOf(lists.cluster);
const knownStatus = readerOf(statuses);
const knownManager = readerOf(lists.managedBy);
const totalsWord = readerOf(lists.totals);

/** Yes or no in six languages, also true/false and 1/0; undefined for anything else. */
export function readYesNo(text: string): boolean | undefined {
  const answer = yesNo(text);
  return answer === undefined ? undefined : answer === 'yes';
}

/** A propensity cluster; a bracket behind it (`Act Now (High Fit; …)`) is allowed. Undefined when not a cluster. */
export const readCluster: Read<Cluster> = remembered(
  (text) => clusterWord(text) ?? clusterWord(text.replace(/\s*[(（].*$/su, '')),
  1_000,
);

/** A fit, intent or probability band by its label; undefined for numbers and anything else. */
export const readBand: Read<Band> = readerOf(lists.band);

/** Whether a line is a subscription or a trial; undefined when the text says neither. */
export const readSubscriptionType: Read<SubscriptionType> = readerOf(lists.subscriptionType);

/** What a person may do; undefined when the text names no role. */
export const readRole: Read<Role> = readerOf(lists.role);

/** Which customers a person sees; undefined when the text names no scope. */
export const readScope: Read<Scope> = readerOf(lists.scope);

/** The non-profit standing; the older plain Yes reads as `nonprofit`. Undefined when the text is none of them. */
export const readNonprofit: Read<Nonprofit> = readerOf(lists.nonprofit);

/** A status as our code (`expiring_soon`); one we do not know is kept as it stands, without outer spaces. */
export function readStatus(text: string): string {
  return knownStatus(text) ?? text.trim();
}

/** Who manages the customer: `partner` or `external`; anything else is kept as it stands, without outer spaces. */
export function readManagedBy(text: string): string {
  return knownManager(text) ?? text.trim();
}

/** True for a cell that labels a totals row (`Grand total`, `Gesamtsumme`, `合计`). */
export function isTotalsWord(text: string): boolean {
  return totalsWord(text) !== undefined;
}

const unknownMarks: ReadonlySet<string> = new Set(['', 'na', 'n/a', '-', '–', '—']);

const looksUnknown = remembered((text) => unknownMarks.has(plain(text).trim()), 2_000);

/** True for a cell that says "not known": blank, NA, N/A or a dash, in any width and case. */
export function isUnknownMark(text: string): boolean {
  const trimmed = text.trim();
  if (unknownMarks.has(trimmed)) return true;
  const first = trimmed.charAt(0);
  // Asked of every cell: what starts with another ASCII sign than N or a hyphen is settled at once.
  if (first < '\x80' && first !== 'N' && first !== 'n' && first !== '-') return false;
  return looksUnknown(trimmed);
}
