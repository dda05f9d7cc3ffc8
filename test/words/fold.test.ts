import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldName, foldValue, headerKeys } from '../../src/words/fold.ts';

const seed = 20_261_115;
const seeded = { seed, numRuns: 2_000 };

/** Words of many scripts, legal forms, joiners and marks, glued the way people glue them. */
const pieces = [
  'Contoso',
  'Água',
  'É́té',
  'Straße',
  'ŁÓDŹ',
  'Øresund',
  'İstanbul',
  'ılık',
  'Ὀδυσσεύς',
  'Йод',
  'Ёлка',
  'Україна',
  'ООО',
  '有限',
  '公司',
  '有限公司',
  '株式会社',
  'コントソ',
  'ｺﾝﾄｿ',
  '주식회사',
  '한국',
  'บริษัท',
  'จำกัด',
  'ไทย',
  'مُحَمَّد',
  'שָׁלוֹם',
  'कंपनी',
  'GmbH',
  '&',
  'and',
  '+',
  'Co',
  'KG',
  'S.A.',
  'de',
  'C.V.',
  'Inc',
  'Ltd',
  'ME',
  'PT',
  'S',
  'A',
  '1',
  '23',
  '4th',
  'ﬁ',
  '㈱',
  'Ⅳ',
  "'",
  '.',
  '-',
  '_',
  '/',
  '(',
  ')',
  ' ',
  '\u00a0',
  '\u200b',
  '\u200f',
  '\u0301',
  '\u0308',
  '\u0306',
  '\u3099',
  '™',
  '＋',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const hasLetterOrDigit = (some: string): boolean => /[\p{L}\p{N}]/u.test(foldValue(some));

describe('foldValue', () => {
  test.each([
    ['Act-Now', 'actnow'],
    ['act now', 'actnow'],
    ['ＡＣＴ_NOW', 'actnow'],
    [' Act\u00a0Now\u200b', 'actnow'],
    ['Élevé', 'eleve'],
    ['E\u0301leve\u0301', 'eleve'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Ærø Łódź İzmir ılık', 'aerolodzizmirilik'],
    ['非常低', '非常低'],
    ['50%', '50'],
    ['Contoso™', 'contoso'],
    ['—', ''],
    ['', ''],
  ])('%j becomes %j', (given, folded) => {
    expect(foldValue(given)).toBe(folded);
  });

  test.each([
    ['Йод', 'Иод'],
    ['पिता', 'पता'],
    ['パ', 'ハ'],
    ['>300 Employees', '<300 Employees'],
    ['ที่', 'ท'],
  ])('%j and %j stay different, because the mark is part of the word', (one, other) => {
    expect(foldValue(one)).not.toBe(foldValue(other));
  });

  test(`folding twice changes nothing more (seed ${seed})`, () => {
    fc.assert(
      fc.property(text, (some) => foldValue(foldValue(some)) === foldValue(some)),
      seeded,
    );
  });

  test(`case, width, composition and separators do not matter (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Água', 'Straße', 'Øre', 'Ὀδυσσεύς', 'Ёлка', 'Now', '365'), { minLength: 1 }),
        (words) => {
          const folded = foldValue(words.join(' '));
          expect(foldValue(words.join('_').toUpperCase())).toBe(folded);
          expect(foldValue(words.join('-').toLowerCase())).toBe(folded);
          expect(foldValue(words.join('\u3000').normalize('NFD'))).toBe(folded);
          expect(foldValue(words.join('\u200b'))).toBe(folded);
        },
      ),
      seeded,
    );
  });
});

describe('foldName', () => {
  test.each([
    ['Contoso GmbH & Co. KG', 'contoso'],
    ['CONTOSO GMBH', 'contoso'],
    ['Contoso, Inc.', 'contoso'],
    ['Contoso L.L.C.', 'contoso'],
    ['Contoso Pty. Ltd.', 'contoso'],
    ['Contoso Sdn. Bhd.', 'contoso'],
    ['Contoso, S.A. de C.V.', 'contoso'],
    ['Contoso S de RL de CV', 'contoso'],
    ['Contoso S/A', 'contoso'],
    ['Contoso S. A.', 'contoso'],
    ['Contoso Sp. z o.o.', 'contoso'],
    ['Contoso Kft.', 'contoso'],
    ['Contoso A.Ş.', 'contoso'],
    ['Contoso A/S', 'contoso'],
    ['Contoso Ltda - ME', 'contoso'],
    ['PT Contoso Tbk', 'contoso'],
    ['ООО «Ромашка»', 'ромашка'],
    ['康拓索（上海）有限公司', '康拓索上海'],
    ['康拓索股份有限公司', '康拓索'],
    ['株式会社コントソ', 'コントソ'],
    ['㈱ｺﾝﾄｿ', 'コントソ'],
    ['(주)콘토소', '콘토소'],
    ['บริษัท คอนโทโซ จำกัด (มหาชน)', 'คอนโทโซ'],
    ['Padaria Sol ME', 'padariasol'],
    ['Smith & Sons Ltd', 'smith&sons'],
    ['Smith and Sons', 'smith&sons'],
    ['Smith + Sons', 'smith&sons'],
    ["Wendy's", 'wendys'],
  ])('%j becomes %j', (given, folded) => {
    expect(foldName(given)).toBe(folded);
  });

  test.each([
    ['Built In C', 'Built'],
    ['Trust Me', 'Trust'],
    ['Nordic Spa', 'Nordic'],
    ['Contoso GmbH Berlin', 'Contoso Berlin'],
    ['H&M', 'HM'],
    ['Müller und Sohn', 'Müller Sohn'],
    ['Silva e Filhos', 'Silva Filhos'],
    ['Route 1 23', 'Route 12 3'],
    ['Trade Bank', 'Bank Trade'],
    ['Disney+', 'Disney'],
    ["Foo's A", 'Foo'],
    ['AB Consulting', 'Consulting'],
    ['Contoso Group', 'Contoso'],
  ])('%j and %j are two companies', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });

  test.each(['GmbH', 'S.A.', 'Inc', '株式会社', 'PT', 'ООО', 'Co', '有限公司', 'Ltd.'])(
    '%s alone is a name and stays',
    (name) => {
      expect(foldName(name)).toBe(foldValue(name));
    },
  );

  test(`folding twice changes nothing more (seed ${seed})`, () => {
    fc.assert(
      fc.property(text, (some) => foldName(foldName(some)) === foldName(some)),
      seeded,
    );
  });

  test(`case, composition and invisible characters do not matter (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const name = parts.join(' ');
        const folded = foldName(name);
        expect(foldName(name.toUpperCase())).toBe(folded);
        expect(foldName(name.toLowerCase())).toBe(folded);
        expect(foldName(name.normalize('NFD'))).toBe(folded);
        expect(foldName(parts.join('\u200b \u200e'))).toBe(folded);
      }),
      seeded,
    );
  });

  test(`a name with a letter or a digit never folds to nothing (seed ${seed})`, () => {
    fc.assert(
      fc.property(text, (some) => !hasLetterOrDigit(some) || hasLetterOrDigit(foldName(some))),
      seeded,
    );
  });
});

describe('headerKeys', () => {
  test.each([
    ['Data de início', 'datadeinicio', 'data inicio'],
    ['Início da data', 'iniciodadata', 'data inicio'],
    ['Date d’échéance', 'datedecheance', 'date echeance'],
    ['CustomerID', 'customerid', 'customer id'],
    ['M365Cluster', 'm365cluster', '365 cluster m'],
    ['Has D365', 'hasd365', '365 d has'],
    ['SMCTypeSummary', 'smctypesummary', 'smc summary type'],
    ['as_of_date', 'asofdate', 'as date'],
    ['De', 'de', 'de'],
  ])('%j gives %j and %j', (header, joined, sorted) => {
    expect(headerKeys(header)).toEqual({ joined, sorted });
  });
});
