import { describe, expect, test } from 'vitest';
import { doubtAboutName, type Evidence, twoIdsInOneSource } from '../../src/customers/evidence.ts';

const nova: Evidence = { source: 'webex', key: 'id:w1', foldedName: 'novafoods', domain: null, country: null };
const cloud: Evidence = { ...nova, source: 'cloudascent', key: 'id:c1' };

describe('an equal name', () => {
  test.each<[string, Partial<Evidence>, Partial<Evidence>[], string | undefined]>([
    ['is enough where nothing else is known', {}, [{}], undefined],
    ['is enough where one side knows more', { domain: 'nova.com', country: 'BR' }, [{}], undefined],
    [
      'is enough where domain and country agree',
      { domain: 'nova.com', country: 'BR' },
      [{ domain: 'nova.com', country: 'BR' }],
      undefined,
    ],
    [
      'is enough where one of several domains agrees',
      { domain: 'nova.com' },
      [{ domain: 'nova.de' }, { domain: 'nova.com' }],
      undefined,
    ],
    ['is not enough against another domain', { domain: 'nova.com' }, [{ domain: 'nova.de' }], 'domains-differ'],
    ['is not enough against another country', { country: 'BR' }, [{}, { country: 'DE' }], 'countries-differ'],
    [
      'is enough where a country is in words that the tables do not know',
      { country: 'Brazylia' },
      [{ country: 'BR' }],
      undefined,
    ],
    [
      'is not enough where one source gives two ids',
      {},
      [{ source: 'cloudascent', key: 'id:c2' }],
      'two-ids-in-one-source',
    ],
    [
      'is enough where one source lists the name twice without ids',
      { source: 'crm', key: 'name:novafoods|' },
      [{ source: 'crm', key: 'name:novafoods|nova.com' }],
      undefined,
    ],
    ['is not enough when three letters long', { foldedName: 'abc' }, [{ foldedName: 'abc' }], 'name-short'],
    ['is not enough when empty', { foldedName: '' }, [{ foldedName: '' }], 'name-short'],
    ['is enough with four letters', { foldedName: 'nova' }, [{ foldedName: 'nova' }], undefined],
    ['is enough with two Chinese characters', { foldedName: '华为' }, [{ foldedName: '华为' }], undefined],
    ['is not enough with one Chinese character', { foldedName: '华' }, [{ foldedName: '华' }], 'name-short'],
  ])('%s', (_, account, others, doubt) => {
    expect(
      doubtAboutName(
        { ...cloud, ...account },
        others.map((other) => ({ ...nova, ...other })),
      ),
    ).toBe(doubt);
  });
});

test.each<[string, Partial<Evidence>[], Partial<Evidence>[], boolean]>([
  ['the same id is one', [{}], [{}], false],
  ['two ids of one source are two', [{}], [{ key: 'id:w2' }], true],
  ['ids of two sources say nothing', [{}], [{ source: 'cloudascent', key: 'id:c1' }], false],
  ['names are no ids', [{ key: 'name:a|' }], [{ key: 'name:b|' }], false],
  ['nobody is nobody', [], [{}], false],
])('two ids in one source: %s', (_, left, right, expected) => {
  const records = (given: Partial<Evidence>[]) => given.map((each) => ({ ...nova, ...each }));
  expect(twoIdsInOneSource(records(left), records(right))).toBe(expected);
});
