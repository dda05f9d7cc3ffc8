import { describe, expect, test } from 'vitest';
import { columnLabel, formatCell, formatValue } from '../../src/words/cells.ts';
import type { ColumnKind } from '../../src/words/columns.ts';
import { foldValue } from '../../src/words/fold.ts';
import { formatDay } from '../../src/words/formats.ts';
import { type Language, languages } from '../../src/words/languages.ts';
import words from '../../src/words/locales/en/words.json' with { type: 'json' };
import { codeLists, type SpelledList, spellingsToCodes } from '../../src/words/question-words.ts';
import {
  readBand,
  readCluster,
  readManagedBy,
  readRole,
  readScope,
  readStatus,
  readSubscriptionType,
} from '../../src/words/values.ts';

/** The codes of a group of words. */
const codesOf = (group: string): string[] =>
  Object.keys(words)
    .filter((key) => key.startsWith(`${group}.`))
    .map((key) => key.slice(group.length + 1));

const readFrom = (list: SpelledList) => {
  const codes = spellingsToCodes(list);
  return (text: string): string | undefined => codes.get(foldValue(text));
};

/** No-break and narrow spaces read as spaces here. */
const spaced = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

test.each<[ColumnKind, string | number | boolean | null, Record<Language, string>]>([
  ['count', 12345, { en: '12,345', pt: '12.345', fr: '12 345', es: '12.345', de: '12.345', zh: '12,345' }],
  ['count', 2.25, { en: '2.3', pt: '2,3', fr: '2,3', es: '2,3', de: '2,3', zh: '2.3' }],
  ['rate', 0.87, { en: '87%', pt: '87%', fr: '87 %', es: '87 %', de: '87 %', zh: '87%' }],
  ['rate', 0.8734, { en: '87.3%', pt: '87,3%', fr: '87,3 %', es: '87,3 %', de: '87,3 %', zh: '87.3%' }],
  ['change', 0.04, { en: '+4%', pt: '+4%', fr: '+4 %', es: '+4 %', de: '+4 %', zh: '+4%' }],
  ['change', -0.041, { en: '-4.1%', pt: '-4,1%', fr: '-4,1 %', es: '-4,1 %', de: '-4,1 %', zh: '-4.1%' }],
  ['change', 0, { en: '0%', pt: '0%', fr: '0 %', es: '0 %', de: '0 %', zh: '0%' }],
  [
    'money',
    12345.6,
    { en: '$12,346', pt: 'US$ 12.346', fr: '12 346 $US', es: '12.346 US$', de: '12.346 $', zh: 'US$12,346' },
  ],
  [
    'day',
    '2026-11-21',
    {
      en: '21 Nov 2026',
      pt: '21 de nov. de 2026',
      fr: '21 nov. 2026',
      es: '21 nov 2026',
      de: '21. Nov. 2026',
      zh: '2026年11月21日',
    },
  ],
  [
    'day',
    '2026-11',
    { en: 'Nov 2026', pt: 'nov. de 2026', fr: 'nov. 2026', es: 'nov 2026', de: 'Nov. 2026', zh: '2026年11月' },
  ],
  ['flag', true, { en: 'yes', pt: 'sim', fr: 'oui', es: 'sí', de: 'ja', zh: '是' }],
  ['flag', false, { en: 'no', pt: 'não', fr: 'non', es: 'no', de: 'nein', zh: '否' }],
  ['id', 12345, { en: '12345', pt: '12345', fr: '12345', es: '12345', de: '12345', zh: '12345' }],
])('a %s of %j in six languages', (kind, value, expected) => {
  const shown = languages.map((language) => [language, spaced(formatValue(value, kind, language))]);
  expect(Object.fromEntries(shown)).toEqual(expected);
});

test.each<ColumnKind>(['text', 'count', 'rate', 'change', 'money', 'day', 'flag', 'list', 'seconds', 'id'])(
  'an unknown %s is a dash, and no figure',
  (kind) => {
    for (const language of languages) {
      expect(formatValue(null, kind, language)).toBe('–');
      expect(formatValue(kind === 'text' ? '0' : 0, kind, language)).toContain('0');
    }
  },
);

test('a text stands where a figure would: a band of revenue, a date as somebody wrote it', () => {
  expect(formatValue('10K-50K', 'money', 'en')).toBe('10K-50K');
  expect(formatValue('soon', 'day', 'de')).toBe('soon');
  expect(formatValue(3, 'flag', 'en')).toBe('3');
});

test('the month of a date is a word, so that nobody takes it for the day', () => {
  for (const language of languages.filter((each) => each !== 'zh'))
    for (const month of ['01', '05', '09', '12']) expect(formatDay(`2026-${month}-03`, language)).toMatch(/\p{L}{3}/u);
});

describe('codes are shown in words', () => {
  test.each<[string, string, Language, string]>([
    ['cluster', 'act-now', 'pt', 'Aja agora'],
    ['cell', 'A1', 'en', 'A1 · ready, intent high'],
    ['cell', 'ET', 'de', 'ET · Fit sehr niedrig, Absicht unbekannt'],
    ['previous_cell', 'E5', 'zh', 'E5 · 有潜力，意向高'],
    ['area', 'security', 'es', 'Seguridad'],
    ['fit', 'very-low', 'fr', 'Très faible'],
    ['type', 'trial', 'zh', '试用'],
    ['status', 'trial; license_overage', 'en', 'Trial; License overage'],
    ['status', 'Somebody’s own status', 'en', 'Somebody’s own status'],
    ['country', 'BR', 'fr', 'Brésil'],
    ['country', 'ZZZ', 'fr', 'ZZZ'],
    ['source', 'people', 'de', 'Personen'],
    ['clusters', 'm365: act-now; azure: evaluate', 'en', 'Microsoft 365: Act now; Azure: Evaluate'],
    ['customer', 'trial', 'zh', 'trial'],
    ['tags', 'act-now; gold', 'de', 'act-now; gold'],
  ])('%s %s in %s', (column, value, language, shown) => {
    expect(formatCell(value, column, language)).toBe(shown);
  });
});

test.each([
  ['change', 0.035, 'en', ['calls', 'abandon_rate'], '+3.5 points'],
  ['change', -0.035, 'de', ['good_rate'], '−3,5 Punkte'],
  ['change', 0.035, 'en', ['calls', 'minutes'], '+3.5%'],
  ['change', null, 'en', ['good_rate'], '–'],
  ['calls', 3, 'en', ['good_rate'], '3'],
] as const)('%s of %s in %s beside %s is a difference of rates or a share', (name, value, language, beside, shown) => {
  expect(formatCell(value, name, language, beside)).toBe(shown);
});

describe('what is shown can be typed', () => {
  test.each<[string, (text: string) => string | undefined, string[]]>([
    ['cluster', readCluster, codesOf('cluster')],
    ['fit', readBand, codesOf('band')],
    ['status', readStatus, codesOf('status')],
    ['type', readSubscriptionType, codesOf('type')],
    ['role', readRole, codesOf('role')],
    ['scope', readScope, codesOf('scope')],
    ['managed', readManagedBy, codesOf('managed')],
    ['area', readFrom(codeLists.area), Object.keys(codeLists.area)],
    ['vendor', readFrom(codeLists.vendor), Object.keys(codeLists.vendor)],
    ['family', readFrom(codeLists.family), Object.keys(codeLists.family)],
  ])('%s', (column, read, codes) => {
    expect(codes.length).toBeGreaterThan(1);
    for (const code of codes.filter((each) => each !== 'unknown'))
      for (const language of languages) {
        const shown = formatCell(code, column, language);
        expect([language, shown, read(shown)]).toEqual([language, shown, code]);
      }
  });
});

test('a column is called by its label, an unknown one by its name', () => {
  expect(columnLabel('days_left', 'en')).toBe('Days left');
  expect(columnLabel('days_left', 'de')).toBe('Tage übrig');
  expect(columnLabel('no_such_column', 'de')).toBe('no such column');
});
