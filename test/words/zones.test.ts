import { describe, expect, test } from 'vitest';
import { languages } from '../../src/words/languages.ts';
import { messagesFor } from '../../src/words/messages.ts';
import zoneWords from '../../src/words/zone-words.json' with { type: 'json' };
import { readZone } from '../../src/words/zones.ts';

function reading(typed: string): string {
  const read = readZone(typed);
  return 'problem' in read ? `${read.problem.replace('schedule.zone.', '')} ${JSON.stringify(read.values)}` : read.zone;
}

test.each([
  ['America/Sao_Paulo', 'America/Sao_Paulo'],
  ['america/sao_paulo', 'America/Sao_Paulo'],
  ['sao paulo', 'America/Sao_Paulo'],
  ['São Paulo', 'America/Sao_Paulo'],
  ['圣保罗', 'America/Sao_Paulo'],
  ['new york', 'America/New_York'],
  ['Nova York', 'America/New_York'],
  ['US/Eastern', 'America/New_York'],
  ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['Buenos Aires', 'America/Argentina/Buenos_Aires'],
  ['port of spain', 'America/Port_of_Spain'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['mumbai', 'Asia/Kolkata'],
  ['europe/kyiv', 'Europe/Kyiv'],
  ['München', 'Europe/Berlin'],
  ['Londres', 'Europe/London'],
  ['北京', 'Asia/Shanghai'],
  ['ＵＴＣ', 'UTC'],
  ['utc', 'UTC'],
  ['in New York', 'America/New_York'],
  ['em São Paulo', 'America/Sao_Paulo'],
  ['Z', 'UTC'],
  ['america/indiana/indianapolis', 'America/Indiana/Indianapolis'],
])('%s is a zone', (typed, zone) => {
  expect(reading(typed)).toBe(zone);
});

describe('what is no zone is refused and says what is', () => {
  test.each([
    ['EST', 'several {"text":"EST","zones":"America/New_York, America/Panama"}'],
    ['IST', 'several {"text":"IST","zones":"Asia/Kolkata, Asia/Jerusalem, Europe/Dublin"}'],
    ['cst', 'several {"text":"cst","zones":"America/Chicago, America/Mexico_City, Asia/Shanghai, America/Havana"}'],
    ['Barcelona', 'several {"text":"Barcelona","zones":"Europe/Madrid, America/Caracas"}'],
    ['+03:00', 'offset {"text":"+03:00"}'],
    ['UTC+3', 'offset {"text":"UTC+3"}'],
    ['GMT-5', 'offset {"text":"GMT-5"}'],
    ['Etc/GMT+3', 'offset {"text":"Etc/GMT+3"}'],
    ['America/Sao_Pualo', 'nearest {"text":"America/Sao_Pualo","zone":"America/Sao_Paulo"}'],
    ['berln', 'nearest {"text":"berln","zone":"Europe/Berlin"}'],
    ['EST5EDT', 'unknown {"text":"EST5EDT"}'],
    ['', 'unknown {"text":""}'],
    ['tag:gold', 'unknown {"text":"tag:gold"}'],
  ])('%s', (typed, problem) => {
    expect(reading(typed)).toBe(problem);
    const read = readZone(typed);
    if (!('problem' in read)) throw new Error('it was read');
    for (const language of languages) expect(messagesFor(language)(read.problem, read.values)).not.toBe('');
  });
});

test('every zone that we name is one here', () => {
  const named = [
    ...Object.keys(zoneWords.cities),
    ...Object.keys(zoneWords.several).flatMap((zones) => zones.split(', ')),
  ];
  for (const zone of named) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone }), zone).not.toThrow();
  for (const zone of named) expect(reading(zone), zone).toBe(zone);
});
