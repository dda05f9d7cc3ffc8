import { Bug } from '../../src/base/errors.ts';
import { clockText } from '../../src/words/clock-text.ts';
import { parseCron } from '../../src/words/cron.ts';
import type { ScheduleRule, Weekday } from '../../src/words/schedule-rule.ts';

/** A rule as a short text for tables of cases: `weekly 1,4 09:00`, `monthly last 17:00`, `cron 0 9 * * 1`. */
export function ruleText(rule: ScheduleRule): string {
  switch (rule.kind) {
    case 'weekly':
      return `weekly ${rule.days.join(',')} ${clockText(rule)}`;
    case 'monthly':
      return `monthly ${rule.day} ${clockText(rule)}`;
    case 'cron':
      return `cron ${rule.expression}`;
  }
}

/** The rule written by `ruleText`. Throws a Bug for anything else: what people type is read by `readSchedule`. */
export function ruleOf(text: string): ScheduleRule {
  const [kind, ...rest] = text.split(' ');
  if (kind === 'cron') {
    const expression = rest.join(' ');
    if (!('wrong' in parseCron(expression))) return { kind, expression };
  }
  const [which = '', time = ''] = rest;
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hour !== undefined && minute !== undefined && rest.length === 2) {
    const at = { hour: Number(hour), minute: Number(minute) };
    if (kind === 'weekly' && /^[1-7](,[1-7])*$/.test(which))
      return { kind, days: which.split(',').map((day) => Number(day) as Weekday), ...at };
    if (kind === 'monthly' && which === 'last') return { kind, day: 'last', ...at };
    if (kind === 'monthly' && /^([1-9]|[12]\d|3[01])$/.test(which)) return { kind, day: Number(which), ...at };
  }
  throw new Bug(`"${text}" is no schedule.`);
}
