import { clockText } from './clock-text.ts';
import { lexSchedule } from './schedule-lexer.ts';
import type { ReadSchedule, ScheduleProblem } from './schedule-result.ts';
import type { ScheduleRule, Weekday } from './schedule-rule.ts';
import { joinTimes, type Piece } from './schedule-times.ts';
import { shortened } from './shortened.ts';

interface Said {
  readonly days: Set<Weekday>;
  day: number | 'last' | undefined;
  monthly: boolean;
  /** A number that may yet become the hour, or the day. */
  bare: number | undefined;
  time: { readonly hour: number; readonly minute: number; readonly text: string } | undefined;
  /** Where the last word ends that said something. */
  end: number;
}

type Name = 'one-each' | 'mixed' | 'time' | 'month-day' | 'not-understood' | 'day-missing' | 'time-missing';

/** Reads days and a time of day as people say them, in either order, from the start of a text. */
export function readTimes(text: string): ReadSchedule | ScheduleProblem {
  const said: Said = { days: new Set(), day: undefined, monthly: false, bare: undefined, time: undefined, end: 0 };
  const pieces = joinTimes(lexSchedule(text));
  if ('problem' in pieces) return pieces;
  for (const [at, piece] of pieces.entries()) {
    if (isComplete(said) && !goesOn(pieces, at, said)) break;
    const wrong = take(said, piece, pieces.slice(0, at));
    if (wrong !== undefined) return problem(wrong);
    if (piece.is !== 'noise' && piece.is !== 'and' && piece.is !== 'to') said.end = piece.end;
  }
  return ruleFrom(said, text);
}

function isComplete({ days, day, time }: Said): boolean {
  return time !== undefined && (days.size > 0 || day !== undefined);
}

/** Once a day and a time are said, only what is tied to them still belongs to them: `mon, thu`, `of the month`. */
function goesOn(pieces: readonly Piece[], at: number, said: Said): boolean {
  const is = pieces[at]?.is;
  const tied = pieces[at - 1]?.is;
  if (is === 'month') return said.day !== undefined;
  if (is === 'days') return tied === 'days' || tied === 'and' || tied === 'to';
  return is === 'and' || is === 'to' || is === 'noise' || is === 'time' || (is === 'number' && tied === 'and');
}

function take(said: Said, piece: Piece, before: readonly Piece[]): Name | undefined {
  switch (piece.is) {
    case 'noise':
    case 'and':
    case 'to':
      return undefined;
    case 'days':
      return takeDays(said, piece.days, before);
    case 'ordinal':
      return takeDay(said, piece.number);
    case 'last':
      return takeDay(said, 'last');
    case 'month':
      said.monthly = true;
      if (said.days.size > 0) return 'mixed';
      if (said.bare !== undefined && said.day === undefined) {
        said.day = said.bare;
        said.bare = undefined;
      }
      return undefined;
    case 'time':
      if (said.time && (said.time.hour !== piece.hour || said.time.minute !== piece.minute)) return 'one-each';
      said.time = piece;
      return undefined;
    case 'number':
      return takeNumber(said, piece.number);
  }
}

function takeDays(said: Said, days: readonly Weekday[], before: readonly Piece[]): Name | undefined {
  if (said.monthly || said.day !== undefined) return 'mixed';
  const [from, to] = before.slice(-2);
  const [first] = from?.is === 'days' && from.days.length === 1 ? from.days : [];
  const [last] = days;
  if (to?.is === 'to' && first !== undefined && last !== undefined && days.length === 1)
    for (let day = first; day !== last; day = ((day % 7) + 1) as Weekday) said.days.add(day);
  for (const day of days) said.days.add(day);
  if (said.bare !== undefined && said.time === undefined) {
    said.time = hourOf(said.bare);
    said.bare = undefined;
  }
  return undefined;
}

function takeDay(said: Said, day: number | 'last'): Name | undefined {
  if (said.days.size > 0) return 'mixed';
  if (said.day !== undefined && said.day !== day) return 'one-each';
  said.day = day;
  return undefined;
}

function takeNumber(said: Said, number: number): Name | undefined {
  const hasDay = said.days.size > 0 || said.day !== undefined;
  if (said.monthly && !hasDay) said.day = number;
  else if (hasDay && said.time === undefined) said.time = hourOf(number);
  else if (said.bare === undefined && !hasDay) said.bare = number;
  else return 'one-each';
  return undefined;
}

function hourOf(hour: number): NonNullable<Said['time']> {
  return { hour, minute: 0, text: `${hour}:00` };
}

function ruleFrom({ days, day, bare, time, end }: Said, text: string): ReadSchedule | ScheduleProblem {
  if (time && (time.hour > 23 || time.minute > 59)) return problem('time', { text: time.text });
  if (typeof day === 'number' && (day < 1 || day > 31)) return problem('month-day', { text: String(day) });
  if (time === undefined && days.size === 0 && day === undefined) {
    return problem('not-understood', { text: shortened(bare === undefined ? firstWord(text) : text) });
  }
  if (time === undefined) return problem('time-missing');
  const at = { hour: time.hour, minute: time.minute };
  if (day === undefined && days.size === 0) return problem('day-missing', { text: clockText(at) });
  const rule: ScheduleRule =
    day === undefined ? { kind: 'weekly', days: [...days].sort(), ...at } : { kind: 'monthly', day, ...at };
  return { rule, rest: text.slice(end).replace(/^[\s,;]+/, '') };
}

function firstWord(text: string): string {
  return /^\S+/.exec(text)?.[0] ?? text;
}

function problem(name: Name, values: ScheduleProblem['values'] = {}): ScheduleProblem {
  return { problem: `schedule.problem.${name}`, values };
}
