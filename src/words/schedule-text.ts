import { clockText } from './clock-text.ts';
import { localeOf } from './formats.ts';
import type { Language } from './languages.ts';
import { messagesFor } from './messages.ts';
import type { ScheduleRule } from './schedule-rule.ts';

/** A rule for people, in their language: `Mondays and Thursdays 09:00`. Its zone is shown beside it. */
export function scheduleText(rule: ScheduleRule, language: Language): string {
  const say = messagesFor(language);
  if (rule.kind === 'cron') return say('schedule.text.cron', { expression: rule.expression });
  const time = clockText(rule);
  if (rule.kind === 'monthly') {
    if (rule.day === 'last') return say('schedule.text.monthly-last', { time });
    return say(rule.day > 28 ? 'schedule.text.monthly-short' : 'schedule.text.monthly', { day: rule.day, time });
  }
  const days = rule.days.join('');
  if (days === '1234567') return say('schedule.text.daily', { time });
  if (days === '12345') return say('schedule.text.weekdays', { time });
  const names = rule.days.map((day) => say(`schedule.day.${day}`));
  return say('schedule.text.weekly', { days: listed(names, language), time });
}

function listed(names: readonly string[], language: Language): string {
  const [first = '', ...others] = names;
  // English keeps the capital of a day inside a sentence.
  const inLine =
    language === 'en' || language === 'zh' ? others : others.map((name) => name.toLocaleLowerCase(language));
  return new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format([first, ...inLine]);
}
