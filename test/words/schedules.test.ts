import { describe, expect, test } from 'vitest';
import { Bug } from '../../src/base/errors.ts';
import { languages } from '../../src/words/languages.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { scheduleText } from '../../src/words/schedule-text.ts';
import { readSchedule } from '../../src/words/schedules.ts';
import { ruleOf, ruleText } from '../delivery/rule-text.ts';
import { rounds } from '../long.ts';
import { diceOf, seed } from '../questions/dice.ts';

/** What is typed, the rule that is read, and behind a bar what is left over. */
function reading(typed: string): string {
  const read = readSchedule(typed);
  if ('problem' in read) return `${read.problem.replace('schedule.problem.', '')} ${JSON.stringify(read.values)}`;
  return read.rest === '' ? ruleText(read.rule) : `${ruleText(read.rule)} | ${read.rest}`;
}

const everyDay = 'weekly 1,2,3,4,5,6,7';
const weekdays = 'weekly 1,2,3,4,5';

describe('what people type is read', () => {
  test.each([
    ['mon 09:00', 'weekly 1 09:00'],
    ['mondays 9', 'weekly 1 09:00'],
    ['mon,thu 8:30', 'weekly 1,4 08:30'],
    ['thu, mon 8:30', 'weekly 1,4 08:30'],
    ['mon and thu at 8.30', 'weekly 1,4 08:30'],
    ['weekdays 8:30', `${weekdays} 08:30`],
    ['every weekday at 8:30', `${weekdays} 08:30`],
    ['week days 8:30', `${weekdays} 08:30`],
    ['every work day 8:30', `${weekdays} 08:30`],
    ['mon tue wed thu fri 9', `${weekdays} 09:00`],
    ['mon-fri 9', `${weekdays} 09:00`],
    ['Monday to Friday 9', `${weekdays} 09:00`],
    ['fri-mon 9', 'weekly 1,5,6,7 09:00'],
    ['weekends 10:00', 'weekly 6,7 10:00'],
    ['daily 7:00', `${everyDay} 07:00`],
    ['every day at 7', `${everyDay} 07:00`],
    ['monthly 26 09:00', 'monthly 26 09:00'],
    ['monthly on the 26th at 9:00 am', 'monthly 26 09:00'],
    ['monthly last 17:00', 'monthly last 17:00'],
    ['on the last day of the month at 17:00', 'monthly last 17:00'],
    ['1st 09:00', 'monthly 1 09:00'],
    ['mon 9am', 'weekly 1 09:00'],
    ['mon 9 a.m.', 'weekly 1 09:00'],
    ['tue 9:30 pm', 'weekly 2 21:30'],
    ['mon 12am', 'weekly 1 00:00'],
    ['mon 12 pm', 'weekly 1 12:00'],
    ['mon noon', 'weekly 1 12:00'],
    ['mon at midnight', 'weekly 1 00:00'],
    ['midday on fridays', 'weekly 5 12:00'],
    ['month-end 17:00', 'monthly last 17:00'],
    ['fri 1730', 'weekly 5 17:30'],
    ['every monday at 9', 'weekly 1 09:00'],
    ['9:00 on mondays', 'weekly 1 09:00'],
    ['9 monday', 'weekly 1 09:00'],
    ['mon 9:00 and thu 9:00', 'weekly 1,4 09:00'],
    ['ＭＯＮ　０９：００', 'weekly 1 09:00'],
    ['“mon 09:00” tag:gold', 'weekly 1 09:00 | tag:gold'],
  ])('in English: %s', (typed, rule) => {
    expect(reading(typed)).toBe(rule);
  });

  test.each([
    ['seg 09:00', 'weekly 1 09:00'],
    ['segunda a sexta às 9h', `${weekdays} 09:00`],
    ['segunda-feira 9h', 'weekly 1 09:00'],
    ['2ª-feira 9h', 'weekly 1 09:00'],
    ['terça-feira, quinta-feira 10:00', 'weekly 2,4 10:00'],
    ['dias úteis 8:30', `${weekdays} 08:30`],
    ['todos os dias 7h', `${everyDay} 07:00`],
    ['dia 26 de cada mês às 9h', 'monthly 26 09:00'],
    ['último dia do mês 17:00', 'monthly last 17:00'],
    ['lundi 9h', 'weekly 1 09:00'],
    ['tous les lundis à 9 heures', 'weekly 1 09:00'],
    ['lundi 9 h 30', 'weekly 1 09:30'],
    ['mar. 9h', 'weekly 2 09:00'],
    ['du lundi au vendredi à 8h30', `${weekdays} 08:30`],
    ['jours ouvrés 8h30', `${weekdays} 08:30`],
    ['le 26 de chaque mois à 9h', 'monthly 26 09:00'],
    ['1er 9h', 'monthly 1 09:00'],
    ['le dernier jour du mois à 17h', 'monthly last 17:00'],
    ['lunes 09:00', 'weekly 1 09:00'],
    ['los lunes a las 9 de la mañana', 'weekly 1 09:00'],
    ['viernes a las 5 de la tarde', 'weekly 5 17:00'],
    ['lunes y jueves 9:30', 'weekly 1,4 09:30'],
    ['el día 26 de cada mes a las 9:00', 'monthly 26 09:00'],
    ['Mo 09:00', 'weekly 1 09:00'],
    ['montags um 9 Uhr', 'weekly 1 09:00'],
    ['Mo-Fr 8.30 Uhr', `${weekdays} 08:30`],
    ['werktags 8:30', `${weekdays} 08:30`],
    ['jeden Tag um 7 Uhr', `${everyDay} 07:00`],
    ['am 26. um 9 Uhr', 'monthly 26 09:00'],
    ['monatlich 26. 09:00', 'monthly 26 09:00'],
    ['Monatsende 17:00', 'monthly last 17:00'],
    ['周一 09:00', 'weekly 1 09:00'],
    ['每周一09:00', 'weekly 1 09:00'],
    ['周一至周五 下午5点半', `${weekdays} 17:30`],
    ['星期一、星期四 9点30分', 'weekly 1,4 09:30'],
    ['工作日 8:30', `${weekdays} 08:30`],
    ['每天上午9点', `${everyDay} 09:00`],
    ['每月26日 09:00', 'monthly 26 09:00'],
    ['每月最后一天 17:00', 'monthly last 17:00'],
  ])('in other languages: %s', (typed, rule) => {
    expect(reading(typed)).toBe(rule);
  });

  test.each([
    ['0 9 * * 1', 'cron 0 9 * * 1'],
    ['0  9 * jan,jul mon-fri', 'cron 0 9 * JAN,JUL MON-FRI'],
    ['0 9 L * *', 'cron 0 9 L * *'],
    ['15 6-22/8 1-7 */3 *', 'cron 15 6-22/8 1-7 */3 *'],
    ['0 * * * *', 'cron 0 * * * *'],
    ['0 9 * * WED-SUN', 'cron 0 9 * * WED-SUN'],
    ['0 9 30 2 1', 'cron 0 9 30 2 1'],
    ['0 9 1 1 0', 'cron 0 9 1 1 0'],
    ['`0 9 * * 1` Europe/Berlin', 'cron 0 9 * * 1 | Europe/Berlin'],
    ['```0 9 * * 1```', 'cron 0 9 * * 1'],
    ['‘0 9 * * 1’', 'cron 0 9 * * 1'],
    ['*0 9 * * 1* Europe/Berlin', 'cron 0 9 * * 1 | Europe/Berlin'],
    ['_0 9 * * 1_', 'cron 0 9 * * 1'],
    ['*`0 9 * * 1`*', 'cron 0 9 * * 1'],
    ['0 9 \\* \\* 1', 'cron 0 9 * * 1'],
    ['0 9 ∗ ∗ 1', 'cron 0 9 * * 1'],
  ])('as cron: %s', (typed, rule) => {
    expect(reading(typed)).toBe(rule);
  });

  test.each([
    ['mon 09:00 America/Sao_Paulo tag:gold', 'weekly 1 09:00 | America/Sao_Paulo tag:gold'],
    ['mon 9 in New York', 'weekly 1 09:00 | in New York'],
    ['mon 09:00 La Paz', 'weekly 1 09:00 | La Paz'],
    ['mon 09:00, country:BR', 'weekly 1 09:00 | country:BR'],
    ['mon 09:00 sunny days', 'weekly 1 09:00 | sunny days'],
    ['monthly 26 09:00 wholesale', 'monthly 26 09:00 | wholesale'],
    ['0 9 * * 1 Europe/Berlin tag:gold', 'cron 0 9 * * 1 | Europe/Berlin tag:gold'],
  ])('and what follows is left: %s', (typed, rule) => {
    expect(reading(typed)).toBe(rule);
  });
});

describe('what cannot be meant is refused, each for a reason of its own', () => {
  test.each([
    ['', 'empty {}'],
    ['  ', 'empty {}'],
    ['hello', 'not-understood {"text":"hello"}'],
    ['fortnightly mon 9', 'every-other {}'],
    ['every other monday', 'every-other {}'],
    ['every 2 weeks on monday at 9', 'every-other {}'],
    ['every second monday 9am', 'every-other {}'],
    ['quinzenal segunda 9h', 'every-other {}'],
    ['a cada duas semanas, segunda 9h', 'every-other {}'],
    ['un lundi sur deux 9h', 'every-other {}'],
    ['cada dos semanas lunes 9:00', 'every-other {}'],
    ['jeden zweiten Montag 9 Uhr', 'every-other {}'],
    ['vierzehntägig montags 9', 'every-other {}'],
    ['隔周一 09:00', 'every-other {}'],
    ['week days', 'time-missing {}'],
    ['* * * * *', 'too-often {"text":"* * * * *"}'],
    ['0 9 ** 1', 'cron-fields {"n":"4"}'],
    ['26', 'not-understood {"text":"26"}'],
    ['9am', 'day-missing {"text":"09:00"}'],
    ['9:30 pm', 'day-missing {"text":"21:30"}'],
    ['26 09:00', 'day-missing {"text":"09:00"}'],
    ['monthly 9:00', 'day-missing {"text":"09:00"}'],
    ['mon', 'time-missing {}'],
    ['weekdays', 'time-missing {}'],
    ['monthly 26', 'time-missing {}'],
    ['mon 25:00', 'time {"text":"25:00"}'],
    ['mon 24:00', 'time {"text":"24:00"}'],
    ['mon 9:75', 'time {"text":"9:75"}'],
    ['mon 13pm', 'time {"text":"13 pm"}'],
    ['mon 0am', 'time {"text":"0 am"}'],
    ['monthly 32 9:00', 'month-day {"text":"32"}'],
    ['monthly 0 9:00', 'month-day {"text":"0"}'],
    ['mon 09:00:30', 'seconds {}'],
    ['mon 09:00 17:00', 'one-each {}'],
    ['monthly 1st, 15th 9:00', 'one-each {}'],
    ['first monday 9:00', 'mixed {}'],
    ['last friday 17:00', 'mixed {}'],
    ['monthly monday 9', 'mixed {}'],
    ['* * * * *', 'too-often {"text":"* * * * *"}'],
    ['*/5 * * * *', 'too-often {"text":"*/5 * * * *"}'],
    ['0,30 9 * * 1', 'too-often {"text":"0,30 9 * * 1"}'],
    ['0-1 9 * * 1', 'too-often {"text":"0-1 9 * * 1"}'],
    ['@weekly', 'cron-macro {"text":"@weekly"}'],
    ['@reboot', 'cron-macro {"text":"@reboot"}'],
    ['0 9 * *', 'cron-fields {"n":"4"}'],
    ['0 0 9 * * 1', 'cron-seconds {}'],
    ['0 9 * * 1 2027', 'cron-seconds {}'],
    ['0 9 15W * *', 'cron-unsupported {"text":"15W"}'],
    ['0 9 * * 5#2', 'cron-unsupported {"text":"5#2"}'],
    ['0 9 ? * 1', 'cron-unsupported {"text":"?"}'],
    ['0 9 * * 5L', 'cron-unsupported {"text":"5L"}'],
    ['0 9 L-3 * *', 'cron-unsupported {"text":"L-3"}'],
    ['0 9 * L *', 'cron-unsupported {"text":"L"}'],
    ['0 9 */0 * *', 'cron-step {"text":"*/0"}'],
    ['0 9-5 * * *', 'cron-reversed {"text":"9-5"}'],
    ['0 9 * * FRI-MON', 'cron-reversed {"text":"FRI-MON"}'],
    ['60 9 * * *', 'cron-range {"value":"60","from":"0","to":"59"}'],
    ['0 24 * * *', 'cron-range {"value":"24","from":"0","to":"23"}'],
    ['0 9 0 * *', 'cron-range {"value":"0","from":"1","to":"31"}'],
    ['0 9 * 13 *', 'cron-range {"value":"13","from":"1","to":"12"}'],
    ['0 9 * * 8', 'cron-range {"value":"8","from":"0","to":"7"}'],
    ['0 */25 * * *', 'cron-range {"value":"25","from":"1","to":"24"}'],
    ['0 9 FOO * *', 'cron-unreadable {"text":"FOO"}'],
    ['5/10 9 * * *', 'cron-unreadable {"text":"5/10"}'],
    ['0 9 JAN * *', 'cron-unreadable {"text":"JAN"}'],
    ['0 9 31 2 *', 'cron-never {"text":"0 9 31 2 *"}'],
    ['0 9 30 feb *', 'cron-never {"text":"0 9 30 FEB *"}'],
    ['0 9 31 4,6,9,11 *', 'cron-never {"text":"0 9 31 4,6,9,11 *"}'],
  ])('%s', (typed, problem) => {
    expect(reading(typed)).toBe(problem);
    const read = readSchedule(typed);
    if (!('problem' in read)) throw new Error('it was read');
    for (const language of languages) expect(messagesFor(language)(read.problem, read.values)).not.toBe('');
  });
});

test.each(['mon 09:00', 'weekdays 8:30', 'monthly 31 9:00', 'monthly last 17:00', '0 9 L * *'])(
  'the canonical text of %s gives the same rule back',
  (typed) => {
    const read = readSchedule(typed);
    if ('problem' in read) throw new Error(read.problem);
    expect(ruleOf(ruleText(read.rule))).toEqual(read.rule);
  },
);

test.each(['', 'weekly', 'weekly 8 09:00', 'weekly 1 24:00', 'monthly 32 09:00', 'cron 0 9 31 2 *', 'yearly 1 09:00'])(
  'other text is no stored rule: %j',
  (text) => {
    expect(() => ruleOf(text)).toThrow(Bug);
  },
);

test.each([
  ['en', 'Mondays, Thursdays, and Sundays 08:30', 'Monthly on the last day, 17:00'],
  ['pt', 'Segundas, quintas e domingos 08:30', 'Todo mês, no último dia, 17:00'],
  ['fr', 'Lundis, jeudis et dimanches 08:30', 'Chaque mois le dernier jour, 17:00'],
  ['es', 'Lunes, jueves y domingos 08:30', 'Cada mes el último día, 17:00'],
  ['de', 'Montags, donnerstags und sonntags 08:30', 'Monatlich am letzten Tag, 17:00'],
  ['zh', '每周一、周四和周日 08:30', '每月最后一天 17:00'],
] as const)('a rule is said in %s', (language, weekly, monthly) => {
  expect(scheduleText(ruleOf('weekly 1,4,7 08:30'), language)).toBe(weekly);
  expect(scheduleText(ruleOf('monthly last 17:00'), language)).toBe(monthly);
});

test('a rule is said shortly', () => {
  const said = (text: string): string => scheduleText(ruleOf(text), 'en');
  expect(said('weekly 1 09:00')).toBe('Mondays 09:00');
  expect(said('weekly 1,2,3,4,5 08:30')).toBe('Mondays to Fridays 08:30');
  expect(said('weekly 1,2,3,4,5,6,7 07:00')).toBe('Every day 07:00');
  expect(said('monthly 26 09:00')).toBe('Monthly on day 26, 09:00');
  expect(said('monthly 31 09:00')).toBe('Monthly on day 31 (or the last day of a shorter month), 09:00');
  expect(said('cron 0 9 * * 1')).toBe('cron 0 9 * * 1');
});

test(`whatever is typed is read or refused, and what is left over stands at its end (seed ${seed})`, () => {
  const dice = diceOf(seed);
  const bits = [
    ...['mon', 'Mo', '周一', 'fri-', ',', ' ', ' ', ' ', 'at', '9', '09:00', '25:00', '26', '26.', 'last', 'monthly'],
    ...[
      '*',
      '0',
      '/5',
      '-',
      '#',
      '@',
      'L',
      'am',
      'pm',
      '点',
      'Uhr',
      'tag:gold',
      'São',
      '"',
      '\u202e',
      '\u0000',
      '<!channel>',
    ],
  ];
  for (let turn = 0; turn < rounds(3_000, 300_000); turn += 1) {
    const text = Array.from({ length: 1 + dice.below(12) }, () => dice.pick(bits)).join('');
    const read = readSchedule(text);
    if ('problem' in read) {
      expect(messagesFor('en')(read.problem, read.values)).not.toBe('');
      continue;
    }
    expect(ruleOf(ruleText(read.rule)), text).toEqual(read.rule);
    expect(text.normalize('NFKC').trim().endsWith(read.rest), text).toBe(true);
  }
});

test('a very long text is read as fast as a short one', () => {
  expect(reading(`${'mon '.repeat(20_000)}09:00`)).toBe('time-missing {}');
  expect(reading(`${'1,'.repeat(20_000)} 9 * * *`)).toMatch(/^(cron|not-understood)/);
});
