import { reportName } from '../../ask/first-contact.ts';
import { reportNames } from '../../words/headers.ts';
import type { MessageKey, Say } from '../../words/messages.ts';

interface Known {
  readonly pattern: RegExp;
  readonly key: MessageKey;
  /** The gaps of the message, in the order of the pattern's groups; `n:` before those that are numbers. */
  readonly gaps: readonly string[];
}

/** The importer's sentences that people see most, as it writes them in English; a test holds them against its own. */
const known: readonly Known[] = [
  {
    pattern: /^It has (\d+) customers? where the (?:snapshot|week) of (\S+) had (\d+): under 70 %/,
    key: 'import.why.customers',
    gaps: ['n:now', 'day', 'n:before'],
  },
  {
    pattern: /^It has (\d+) lines? where the snapshot of (\S+) had (\d+): under 70 %/,
    key: 'import.why.lines',
    gaps: ['n:now', 'day', 'n:before'],
  },
  {
    pattern: /^It has (\d+) queues? where the week of (\S+) had (\d+): under 70 %/,
    key: 'import.why.queues',
    gaps: ['n:now', 'day', 'n:before'],
  },
  {
    pattern: /^It has (\d+) rows? where the week of (\S+) had (\d+): under 70 %/,
    key: 'import.why.rows',
    gaps: ['n:now', 'day', 'n:before'],
  },
  {
    pattern: /^It has nothing of (.+?)(?: and (\d+) more)?, which the snapshot of (\S+) had\.$/,
    key: 'import.why.products',
    gaps: ['products', 'n:more', 'day'],
  },
  { pattern: /^None of the known reports has these column headers\.$/, key: 'import.why.unknown', gaps: [] },
  {
    pattern: /^This looks like (\S+), but lacks the column (.+)\.$/,
    key: 'import.why.lacks',
    gaps: ['report', 'columns'],
  },
  {
    pattern: /^A file of (\S+) does not say whose it is(?:, nor of which week)?\.$/,
    key: 'import.why.no-customer',
    gaps: ['report'],
  },
  { pattern: /^A file of (\S+) does not say of which week it is\.$/, key: 'import.why.no-week', gaps: ['report'] },
  {
    pattern: /^No customer is called "(.*)"\. The nearest is (.+)\.$/,
    key: 'import.why.nearest-customer',
    gaps: ['name', 'near'],
  },
  { pattern: /^No customer is called "(.*)"\.$/, key: 'import.why.unknown-customer', gaps: ['name'] },
  {
    pattern: /^"(.*)" may be several customers: (.+)\.$/,
    key: 'import.why.several-customers',
    gaps: ['name', 'names'],
  },
  { pattern: /^Nothing says which day the data speaks about:/, key: 'import.why.no-day', gaps: [] },
  {
    pattern: /^The same content is in already, as import \d+ of (.+) as of (\S+); nothing was changed\.$/,
    key: 'import.why.duplicate',
    gaps: ['file', 'day'],
  },
  {
    pattern: /^(\d+) of (\d+) rows are bad, more than half; nothing of the file is in\.$/,
    key: 'import.why.half',
    gaps: ['n:rejected', 'n:rows'],
  },
  { pattern: /^The file has column headers but no rows\.$/, key: 'import.why.empty', gaps: [] },
  {
    pattern: /^Columns that the snapshot of (\S+) had and this one lacks: (.+)\.$/,
    key: 'import.why.columns',
    gaps: ['day', 'columns'],
  },
  {
    pattern: /^The (?:(\d+) )?rejected rows? (?:is|are) missing from this snapshot/,
    key: 'import.why.rejected',
    gaps: ['n:n'],
  },
  { pattern: /^The day of the data, (\S+) \(.*\), is in the future\.$/, key: 'import.why.future', gaps: ['day'] },
  {
    pattern: /^(\d+) (?:person|people) let in before (?:is|are) not on this list.*?: (.+?)(?: and (\d+) more)?\.$/,
    key: 'import.why.left-out',
    gaps: ['n:n', 'who', 'n:more'],
  },
];

/** A sentence of the importer in words of the language; undefined where there are none, and only English tells it. */
export function importWords(sentence: string, say: Say): string | undefined {
  for (const { pattern, key, gaps } of known) {
    const found = pattern.exec(sentence);
    if (found !== null)
      return say(key, Object.fromEntries(gaps.map((gap, at) => filled(gap, found[at + 1], key, say))));
  }
  return undefined;
}

const ABOUT_SUBJECT: ReadonlySet<string> = new Set([
  'import.why.no-customer',
  'import.why.no-week',
  'import.why.nearest-customer',
  'import.why.unknown-customer',
  'import.why.several-customers',
]);

/** Whether the importer could not tell whose file it is, or of which week. */
export function isAboutSubject(sentence: string): boolean {
  return known.some(({ pattern, key }) => ABOUT_SUBJECT.has(key) && pattern.test(sentence));
}

function filled(gap: string, text: string | undefined, key: MessageKey, say: Say): [string, string | number] {
  // One row is written without its number, and no further product without any.
  if (gap.startsWith('n:')) return [gap.slice(2), Number(text ?? (key === 'import.why.rejected' ? 1 : 0))];
  const report = gap === 'report' ? reportNames.find((each) => each === text) : undefined;
  return [gap, report === undefined ? (text ?? '') : reportName(report, say)];
}

/** Sentences of the importer: those that the language has words for, and the others as they are. */
export function saidAndEnglish(sentences: readonly string[], say: Say): { said: string[]; english: string[] } {
  const said = sentences.map((sentence) => importWords(sentence, say));
  return {
    said: said.filter((each) => each !== undefined),
    english: sentences.filter((_, at) => said[at] === undefined),
  };
}
