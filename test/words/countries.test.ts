import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { countryName, readCountry } from '../../src/words/countries.ts';
import { languages } from '../../src/words/languages.ts';

const require = createRequire(import.meta.url);
const codes = require('i18n-iso-countries/codes.json') as readonly (readonly [string, string])[];

test.each([
  ['BR', 'BR'],
  ['bra', 'BR'],
  ['Brasil', 'BR'],
  ['BRÉSIL', 'BR'],
  ['巴西', 'BR'],
  ['USA', 'US'],
  ['U.S.A.', 'US'],
  ['Estados Unidos', 'US'],
  ['UK', 'GB'],
  ['England', 'GB'],
  ['Deutschland', 'DE'],
  ['Alemanha', 'DE'],
  ['Korea, Republic of', 'KR'],
  ['North Korea', 'KP'],
  ['Russia', 'RU'],
  ['Taiwan', 'TW'],
  ['Hong Kong SAR', 'HK'],
  ['Polônia', 'PL'],
  ['Vietnã', 'VN'],
  ["Côte d'Ivoire", 'CI'],
  ['Türkiye', 'TR'],
  ['Kosovo', 'XK'],
  ['Guinea', 'GN'],
  ['Guinea-Bissau', 'GW'],
  ['Niger', 'NE'],
  ['Nigeria', 'NG'],
  ['Atlantis', undefined],
  ['', undefined],
  ['XX', undefined],
  ['Frankfurt', undefined],
] as const)('%j is the country %s', (text, code) => {
  expect(readCountry(text)).toBe(code);
});

describe.each(languages)('in the language %s', (language) => {
  test('every country reads back from its own name and codes', () => {
    for (const [two, three] of codes) {
      expect([two, readCountry(countryName(two, language))]).toEqual([two, two]);
      expect([three, readCountry(three.toLowerCase())]).toEqual([three, two]);
    }
  });
});

test('names are those of the reader', () => {
  expect(languages.map((language) => countryName('DE', language))).toEqual([
    'Germany',
    'Alemanha',
    'Allemagne',
    'Alemania',
    'Deutschland',
    '德国',
  ]);
  expect(countryName('VN', 'pt')).toBe('Vietnã');
});

test('what is no country code names itself', () => {
  expect(countryName('Atlantis', 'en')).toBe('Atlantis');
});
