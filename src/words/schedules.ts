import { type Cron, isCronField, parseCron } from './cron.ts';
import { saysEveryOther } from './every-other.ts';
import { readTimes } from './schedule-reader.ts';
import type { ReadSchedule, ScheduleProblem } from './schedule-result.ts';

const quoted = /^["'`“”„«‘’]{1,3}(.+?)["'`“”»‘’]{1,3}(?=\s|$)/u;
/** Bold, italic and struck through, as chats write them; the asterisks of a cron expression stand apart. */
const emphasised = /^([*_~])(?=[^\s*])(.*?[^\s*])\1(?=\s|$)/u;
/** Asterisks that are spared from being bold, and those of other keyboards. */
const asterisks = /\\\*|[∗⁎✱✲✳]/gu;

/**
 * Reads when something is due from the start of a text: what people write in six languages (`mon,thu 8:30`, `monthly last
 * 17:00`, `segunda a sexta às 9h`, `每月26日 09:00`) or a cron expression of five fields. `rest` is what follows. Weekly
 * rules name their days in order, each once. Whatever is more often than hourly, is never due, or can be read in two
 * ways is a problem, each kind with a message of its own.
 */
export function readSchedule(words: string): ReadSchedule | ScheduleProblem {
  // `cron 0 9 * * 1` is how it is shown.
  const text = words
    .normalize('NFKC')
    .trim()
    .replaceAll(asterisks, '*')
    .replace(emphasised, '$2')
    .replace(quoted, '$1')
    .trim()
    .replace(/^cron[:\s]\s*(?=\S)/iu, '');
  if (text === '') return { problem: 'schedule.problem.empty', values: {} };
  const fields = cronFields(text);
  if (fields > 0) return readCron(text, fields);
  return saysEveryOther(text) ? { problem: 'schedule.problem.every-other', values: {} } : readTimes(text);
}

/** How many words at the start are fields of a cron expression; 0 where the text is none. */
function cronFields(text: string): number {
  if (text.startsWith('@')) return 1;
  const typed = text.split(/\s+/);
  const count = lengthOf(typed, isCronField);
  // `mon 9` and `mon tue wed thu fri` could be fields too; five with numbers first, or a sign of cron, are not said by chance.
  if (count >= 5 && typed.slice(0, 2).every((word) => /^[\d*?]/.test(word))) return count;
  const isTelling =
    typed.slice(0, Math.max(count, 1)).some((word) => /^\*|[?#]|\d\/\d/.test(word)) ||
    (count > 0 && /^\*+$/.test(typed[count] ?? ''));
  if (!isTelling && !isNearlyCron(typed)) return 0;
  return Math.max(count, lengthOf(typed.slice(0, 5), couldBeField));
}

function lengthOf(typed: readonly string[], isField: (word: string) => boolean): number {
  const end = typed.findIndex((word) => !isField(word));
  return end < 0 ? typed.length : end;
}

/** `0 9 FOO * *`: a cron expression with a slip in it. */
function isNearlyCron(typed: readonly string[]): boolean {
  return typed.slice(0, 5).some((word) => /^\*/.test(word)) && lengthOf(typed.slice(0, 5), couldBeField) === 5;
}

/** Short enough to be a field that somebody mistyped; names of zones and filters are not. */
function couldBeField(word: string): boolean {
  return /^[\w*?#,/-]+$/.test(word) && !/[a-z]{4}/i.test(word);
}

function readCron(text: string, fields: number): ReadSchedule | ScheduleProblem {
  const found = [...text.matchAll(/\S+/g)].slice(0, Math.min(fields, 7));
  const last = found.at(-1);
  const end = last === undefined ? 0 : last.index + last[0].length;
  const expression = text.slice(0, end).replace(/\s+/g, ' ').toUpperCase();
  const cron = parseCron(text.startsWith('@') ? text.slice(0, end) : expression);
  if ('wrong' in cron) return { problem: `schedule.problem.cron-${cron.wrong}`, values: cron.values };
  if (isTooOften(cron)) return { problem: 'schedule.problem.too-often', values: { text: expression } };
  return { rule: { kind: 'cron', expression }, rest: text.slice(end).trim() };
}

/** A digest is read by people: one an hour is the most that anybody asked for on purpose. */
function isTooOften({ minutes }: Cron): boolean {
  return minutes.length > 1;
}
