/** What the five fields of a cron expression allow. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  /** `L`: the last day of the month. */
  readonly lastDay: boolean;
  readonly months: ReadonlySet<number>;
  /** Sunday is 0. */
  readonly weekdays: ReadonlySet<number>;
  /** Whether a day has to fit either the day of the month or the day of the week, because both are restricted. */
  readonly either: boolean;
  /** `*` in minute or hour: due at every real instant whose clock shows the time. */
  readonly everyInstant: boolean;
}

/** What is wrong with a cron expression; the rest of a message key, and its values. */
export interface CronProblem {
  readonly wrong:
    | 'macro'
    | 'fields'
    | 'seconds'
    | 'unsupported'
    | 'step'
    | 'reversed'
    | 'range'
    | 'unreadable'
    | 'never';
  readonly values: Readonly<Record<string, string>>;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}

const fields = {
  minute: { from: 0, to: 59, names: [] },
  hour: { from: 0, to: 23, names: [] },
  day: { from: 1, to: 31, names: [] },
  month: { from: 1, to: 12, names: monthNames },
  weekday: { from: 0, to: 7, names: dayNames },
} as const satisfies Readonly<Record<string, Field>>;

const atom = `(?:\\*|\\?|L|LW|W|\\d+(?:[LW]|#\\d+)?|${[...monthNames, ...dayNames].join('|')})`;
const part = `${atom}(?:-${atom})?(?:/\\d+)?`;
const looksLikeField = new RegExp(`^${part}(?:,${part})*$`, 'i');

/** Whether a word could be one field of a cron expression. */
export function isCronField(word: string): boolean {
  return looksLikeField.test(word);
}

/**
 * Reads five fields: minute, hour, day of the month (with `L`), month, day of the week (0 and 7 are Sunday). Names of
 * months and days in English, ranges, steps and lists are read; everything that could be read in two ways is a problem.
 * As in Vixie's cron a day has to fit one of the two day fields where both are restricted, else both; a field that begins
 * with `*` is not restricted.
 */
export function parseCron(expression: string): Cron | CronProblem {
  const texts = expression.trim().toUpperCase().split(/\s+/);
  if (expression.trim().startsWith('@')) return problem('macro', { text: expression.trim() });
  if (texts.length === 6 || texts.length === 7) return problem('seconds');
  if (texts.length !== 5) return problem('fields', { n: String(texts.length) });
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = texts;
  const special = [minute, hour, day, month, weekday].find(
    (text, at) => /[?#W]|\dL|(^|,)L-/.test(text.replaceAll('WED', '')) || (at !== 2 && /(^|[,-])L([,/-]|$)/.test(text)),
  );
  if (special !== undefined) return problem('unsupported', { text: special });
  try {
    const dayParts = day.split(',');
    const numbered = dayParts.filter((each) => each !== 'L').join(',');
    const cron: Cron = {
      minutes: numbersOf(minute, fields.minute),
      hours: numbersOf(hour, fields.hour),
      days: new Set(numbered === '' ? [] : numbersOf(numbered, fields.day)),
      lastDay: dayParts.includes('L'),
      months: new Set(numbersOf(month, fields.month)),
      weekdays: new Set(numbersOf(weekday, fields.weekday).map((each) => each % 7)),
      either: !begins(day) && !begins(weekday),
      everyInstant: hasStar(minute) || hasStar(hour),
    };
    return isEverDue(cron) ? cron : problem('never', { text: texts.join(' ') });
  } catch (thrown) {
    if (thrown instanceof Unreadable) return thrown.problem;
    throw thrown;
  }
}

/** Ends the reading of a field; never leaves this file. */
class Unreadable extends Error {
  readonly problem: CronProblem;

  constructor(found: CronProblem) {
    super(found.wrong);
    this.problem = found;
  }
}

function problem(wrong: CronProblem['wrong'], values: CronProblem['values'] = {}): CronProblem {
  return { wrong, values };
}

function begins(field: string): boolean {
  return field.startsWith('*');
}

function hasStar(field: string): boolean {
  return field.split(',').some(begins);
}

function numbersOf(text: string, field: Field): number[] {
  const found = new Set<number>();
  for (const each of text.split(',')) for (const number of partOf(each, field)) found.add(number);
  return [...found].sort((a, b) => a - b);
}

function partOf(text: string, field: Field): number[] {
  const [, first = '', last, by] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(text) ?? [];
  // `5/10` means from 5 on to some crons and nothing to others.
  if (
    first === '' ||
    (first === '*' && last !== undefined) ||
    (by !== undefined && last === undefined && first !== '*')
  )
    throw new Unreadable(problem('unreadable', { text }));
  const step = by === undefined ? 1 : Number(by);
  if (step === 0) throw new Unreadable(problem('step', { text }));
  if (step > field.to - field.from + 1) throw outside(by ?? '', { ...field, from: 1, to: field.to - field.from + 1 });
  const from = first === '*' ? field.from : numberOf(first, field);
  const to = first === '*' ? lastOf(field) : last === undefined ? from : endOf(last, from, field);
  if (to < from) throw new Unreadable(problem('reversed', { text }));
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}

/** `*` of the days of the week names Sunday once. */
function lastOf(field: Field): number {
  return field === fields.weekday ? 6 : field.to;
}

function endOf(text: string, from: number, field: Field): number {
  // From Wednesday to Sunday: the week ends there when it is named.
  return field === fields.weekday && text === 'SUN' && from > 0 ? 7 : numberOf(text, field);
}

function numberOf(text: string, field: Field): number {
  const named = field.names.indexOf(text);
  if (named >= 0) return named + (field === fields.month ? 1 : 0);
  if (!/^\d+$/.test(text)) throw new Unreadable(problem('unreadable', { text }));
  const number = Number(text);
  if (number < field.from || number > field.to) throw outside(text, field);
  return number;
}

function outside(text: string, { from, to }: Pick<Field, 'from' | 'to'>): Unreadable {
  return new Unreadable(problem('range', { value: text, from: String(from), to: String(to) }));
}

/** Only days of the month can miss every month: 30 February, 31 April. */
function isEverDue({ days, lastDay, months, weekdays, either }: Cron): boolean {
  if (lastDay || (either && weekdays.size > 0)) return true;
  const longest = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return [...months].some((month) => [...days].some((day) => day <= (longest[month] ?? 0)));
}
