import { isIsoDate } from '../base/days.ts';
import { foldValue } from './fold.ts';
import { languages } from './languages.ts';
import words from './period-words.json' with { type: 'json' };
import { type Period, periodOf } from './periods.ts';

type Spelled = Readonly<Record<string, readonly string[]>>;

const named = codesOf(words.named);
const units = codesOf(words.units);
const daysIn: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };
/** Ten years and a bit: more is a slip of the finger. */
const longest = 3660;

const unit = anyOf([...units.keys()]);
const ahead = anyOf(foldedOf(words.ahead));
const back = anyOf(foldedOf(words.back));
const counted = new RegExp(
  `^(?:ces|les|los|las|estos|estas)?(${ahead}|${back})?(\\d{1,9})(${ahead}|${back})?(${unit})$`,
  'u',
);
const looksAhead = new RegExp(`^(?:${ahead})$`, 'u');
const looksBack = new RegExp(`^(?:${back})$`, 'u');

const date = '\\d{4}(?:-\\d{1,2}){0,2}';
const until = anyOf(Object.values(words.until).flat());
const range = new RegExp(`^(${date})(?:\\s*(?:\\.{2,3}|[…–—~])\\s*|\\s+(?:-|${until})\\s+|(?:至|到))(${date})$`, 'iu');
const single = new RegExp(`^${date}$`);

/**
 * The period a person names in one of the six languages: `90 days`, `12 semaines`, `nächstes Quartal`, `2026-12`,
 * `2026-12-01 to 2027-01-31`. `impossible` for what is meant as a period but is
 * none: no days, over ten years, a day that does not exist, an end before its start, `last 90 days` or `last month` where
 * the question `looks` ahead, `next 90 days` or `tomorrow` where it looks back. Undefined for any other text.
 */
export function readPeriod(text: string, looks?: 'ahead' | 'back'): Period | 'impossible' | undefined {
  const folded = foldValue(text);
  const name = named.get(folded);
  if (name !== undefined) return liesOtherWay(name, looks) ? 'impossible' : periodOf(name);
  return readCount(text, looks) ?? readMonth(folded) ?? readRange(text.trim());
}

/** A count of days without its unit, as behind a command that takes a period; `impossible` when absurd. */
export function readDays(text: string): Period | 'impossible' | undefined {
  return /^\d{1,9}$/.test(text) ? countOf(Number(text), 'd') : undefined;
}

/** The spellings of the named periods, for completion and to find the nearest. */
export const namedPeriods: readonly string[] = Object.keys(words.named);

function liesOtherWay(name: string, looks: 'ahead' | 'back' | undefined): boolean {
  const isAhead = name === 'tomorrow' || name.startsWith('next-');
  const isBack = name === 'yesterday' || name.startsWith('last-');
  return looks === 'ahead' ? isBack : looks === 'back' && isAhead;
}

function readCount(text: string, looks: 'ahead' | 'back' | undefined): Period | 'impossible' | undefined {
  const found = counted.exec(foldValue(text));
  if (!found) return undefined;
  // Folding took the dots off: `30..60 days` and `1.5 months` are no counts.
  if (text.match(/\d+/g)?.length !== 1) return 'impossible';
  const [, before, count = '', between, spelled = ''] = found;
  const direction = before ?? between;
  if ((before !== undefined && between !== undefined) || (direction !== undefined && looks === undefined))
    return undefined;
  if (direction !== undefined && !(looks === 'ahead' ? looksAhead : looksBack).test(direction)) return 'impossible';
  return countOf(Number(count), units.get(spelled) ?? 'd');
}

/** `December 2026`, `dez. de 2026`, `2026年12月`. */
function readMonth(folded: string): Period | 'impossible' | undefined {
  const [, year = '', number = ''] = /^(20\d\d)年(\d{1,2})月$/.exec(folded) ?? [];
  if (number !== '') return readRange(`${year}-${number.padStart(2, '0')}`);
  const [, name = '', of = ''] = /^(\p{L}+)(20\d\d)$/u.exec(folded) ?? [];
  if (name === '') return undefined;
  monthNames ??= spellMonths();
  const month = monthNames.get(name) ?? monthNames.get(name.replace(/d[eo]$/, ''));
  return month === undefined ? undefined : readRange(`${of}-${month}`);
}

let monthNames: ReadonlyMap<string, string> | undefined;

function spellMonths(): Map<string, string> {
  const names = new Map<string, string>();
  for (const language of languages) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1)
        names.set(foldValue(format.format(Date.UTC(2026, month - 1, 1))), String(month).padStart(2, '0'));
    }
  }
  return names;
}

function countOf(count: number, unitCode: string): Period | 'impossible' {
  const days = count * (daysIn[unitCode] ?? 1);
  return days < 1 || days > longest ? 'impossible' : periodOf(`${count}${unitCode}`);
}

function readRange(text: string): Period | 'impossible' | undefined {
  const [, first = text, last = text] = range.exec(text) ?? [];
  if (!single.test(first) || !single.test(last)) return undefined;
  // A bare count of four digits is a year only where it looks like one of ours.
  if (first === last && /^\d{4}$/.test(first) && !/^20\d\d$/.test(first)) return undefined;
  const from = edge(first, 'first');
  const to = edge(last, 'last');
  return isIsoDate(from) && isIsoDate(to) && from <= to ? { kind: 'range', from, to } : 'impossible';
}

/** The first or last day of a year, a month or a day; no day at all for a month 13. */
function edge(text: string, which: 'first' | 'last'): string {
  const [year = '', month, day] = text.split('-');
  const at = (month ?? (which === 'first' ? '1' : '12')).padStart(2, '0');
  if (day !== undefined) return `${year}-${at}-${day.padStart(2, '0')}`;
  if (which === 'first') return `${year}-${at}-01`;
  return ['31', '30', '29', '28'].map((end) => `${year}-${at}-${end}`).find(isIsoDate) ?? '';
}

function codesOf(list: Readonly<Record<string, Spelled>>): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const [code, spelled] of Object.entries(list)) {
    codes.set(foldValue(code), code);
    for (const spelling of Object.values(spelled).flat()) codes.set(foldValue(spelling), code);
  }
  return codes;
}

function foldedOf(spelled: Spelled): string[] {
  return Object.values(spelled).flat().map(foldValue);
}

/** The longer ones first, or `in` would win over `in the next`. */
function anyOf(texts: readonly string[]): string {
  return [...new Set(texts)].sort((one, other) => other.length - one.length).join('|');
}
