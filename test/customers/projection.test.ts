import { describe, expect, test } from 'vitest';
import { projectCustomer, type SourcedProfile, type SpokenOfCustomer } from '../../src/customers/projection.ts';
import { shuffled } from '../truth/shuffled.ts';

const unknown = {
  country: null,
  domain: null,
  state: null,
  city: null,
  postal: null,
  industry: null,
  vertical: null,
  segment: null,
  subsegment: null,
  size: null,
  managedBy: null,
  tags: null,
  owners: null,
  flags: null,
};

function profile(source: string, name: string, given: Partial<SourcedProfile> = {}): SourcedProfile {
  return {
    ...unknown,
    source,
    name,
    foldedName: name.toLowerCase(),
    accountId: source.length,
    report: `${source}-list`,
    asOf: '2026-11-01',
    importId: 1,
    ...given,
  };
}

const list = (...values: string[]) => JSON.stringify(values);
const word = (verdict: string, tag: string) => ({ tag, folded: tag.toLowerCase(), verdict });
const older = { asOf: '2026-10-01' };

type Case = [what: string, profiles: SourcedProfile[], shown: object, spoken?: Partial<SpokenOfCustomer>];

function check([, profiles, shown, spoken]: Case): void {
  const words = { tags: [], owners: [], ...spoken };
  for (const seed of [1, 2, 3]) expect(projectCustomer(shuffled(profiles, seed), words)).toMatchObject(shown);
}

describe('what is shown of a customer', () => {
  test.each<Case>([
    [
      'comes from CRM, else Partner Hub, Partner Center, Lighthouse, CloudAscent',
      ['cloudascent', 'lighthouse', 'partner-center', 'webex', 'crm'].map((source) => profile(source, source)),
      { name: 'crm' },
    ],
    [
      'does not come from CloudAscent while Lighthouse knows it',
      [profile('cloudascent', 'Cloud', { asOf: '2026-11-20' }), profile('lighthouse', 'Light')],
      { name: 'Light', foldedName: 'light' },
    ],
    [
      'comes from a source of no rank last',
      [profile('elsewhere', 'Else', { city: 'Lima' }), profile('cloudascent', 'Cloud')],
      { name: 'Cloud', city: 'Lima' },
    ],
    [
      'is the newest word of that source',
      [profile('webex', 'Old', { ...older, importId: 9 }), profile('webex', 'New', { importId: 3 })],
      { name: 'New' },
    ],
    [
      'is the later import of two of one day',
      [profile('webex', 'First', { importId: 3 }), profile('webex', 'Second', { importId: 4 })],
      { name: 'Second' },
    ],
    [
      'is the record that was there first of two in one file',
      [profile('webex', 'First', { accountId: 3 }), profile('webex', 'Second', { accountId: 4 })],
      { name: 'First' },
    ],
    [
      'is each fact by itself: a source that does not say leaves it to the next',
      [
        profile('crm', 'Ours', { segment: 'SMB' }),
        profile('webex', 'Hub', { country: 'BR', segment: 'Large', managedBy: 'Partner' }),
        profile('cloudascent', 'Cloud', { country: 'DE', domain: 'nova.com', size: 40, industry: 'Retail' }),
      ],
      {
        name: 'Ours',
        country: 'BR',
        domain: 'nova.com',
        segment: 'SMB',
        size: 40,
        industry: 'Retail',
        managedBy: 'Partner',
        city: null,
      },
    ],
    [
      'is an older word of a source where its newest is blank',
      [
        profile('crm', 'Ours', { ...older, country: 'BR', city: 'Recife', size: 12 }),
        profile('crm', 'Ours'),
        profile('webex', 'Hub', { country: 'DE', city: 'Bonn', size: 0 }),
      ],
      { country: 'BR', city: 'Recife', size: 12 },
    ],
  ])('%s', (...given) => check(given));

  test('is nothing without records', () => {
    expect(projectCustomer([])).toBeUndefined();
  });
});

describe('the tags of a customer', () => {
  const gold = profile('webex', 'Hub', { tags: list('Gold', 'retail') });
  test.each<Case>([
    ['are unknown where nobody ever gave a list', [profile('crm', 'Ours')], { tags: null }],
    ['are none where the list is empty', [profile('webex', 'Hub', { tags: '[]' })], { tags: '[]' }],
    [
      'are those of all records, sorted by their folded text, each once, as the first source writes it',
      [profile('crm', 'Ours', { tags: list('VIP', 'gold') }), gold],
      { tags: list('gold', 'retail', 'VIP') },
    ],
    [
      'are those of the newest list of each record and not of older ones',
      [profile('webex', 'Hub', { ...older, tags: list('lost') }), gold],
      { tags: list('Gold', 'retail') },
    ],
    [
      'are those of an older list where the newest file gives none',
      [profile('webex', 'Hub', { asOf: '2026-11-09' }), gold],
      { tags: list('Gold', 'retail') },
    ],
    [
      'have what a person set and lack what a person took off',
      [gold],
      { tags: list('retail', 'Watch') },
      { tags: [word('on', 'Watch'), word('off', 'gold')] },
    ],
    [
      'follow the newest word',
      [gold],
      { tags: list('Gold', 'retail') },
      { tags: [word('off', 'gold'), word('on', 'gold'), word('on', 'Watch'), word('off', 'watch')].map(unset('Gold')) },
    ],
    [
      'are what a person set where no list is',
      [profile('crm', 'Ours')],
      { tags: list('Watch') },
      { tags: [word('on', 'Watch')] },
    ],
    [
      'are unknown again where the only one was set and taken off',
      [profile('crm', 'Ours')],
      { tags: null },
      { tags: [word('on', 'Watch'), word('off', 'Watch')] },
    ],
    ['of signs alone stay apart', [profile('crm', 'Ours', { tags: list('!!', '??') })], { tags: list('!!', '??') }],
  ])('%s', (...given) => check(given));
});

/** Keeps the list's own spelling of a tag that was taken off and set again. */
function unset(tag: string) {
  return (said: ReturnType<typeof word>) => (said.folded === tag.toLowerCase() ? { ...said, tag } : said);
}

describe('the owners of a customer', () => {
  const ana = profile('crm', 'Ours', { accountId: 1, owners: list('Ana@x.com') });
  test.each<Case>([
    ['are unknown where no list names one', [profile('webex', 'Hub')], { owners: null }],
    ['come from CRM alone', [profile('webex', 'Hub', { owners: list('hub@x.com') })], { owners: null }],
    [
      'are those of all its lines in one list, sorted, in lower case',
      [profile('crm', 'Ours', { accountId: 2, owners: list('zoe@x.com', 'ana@x.com') }), ana],
      { owners: list('ana@x.com', 'zoe@x.com') },
    ],
    [
      'are those of the newest list that names some',
      [
        profile('crm', 'Ours', { accountId: 2, asOf: '2026-11-09', importId: 2, owners: list('zoe@x.com') }),
        profile('crm', 'Ours', { accountId: 2, asOf: '2026-11-16', importId: 3 }),
        ana,
      ],
      { owners: list('zoe@x.com') },
    ],
    ['are those a person gave, over every list', [ana], { owners: list('zoe@x.com') }, { owners: [list('zoe@x.com')] }],
    [
      'are those of the lists again after a person gave none',
      [ana],
      { owners: list('ana@x.com') },
      { owners: [list('zoe@x.com'), '[]'] },
    ],
  ])('%s', (...given) => check(given));
});

describe('the flags of a customer', () => {
  const flags = (report: string, given: Record<string, boolean>, more: Partial<SourcedProfile> = {}) =>
    profile('cloudascent', 'Cloud', { report, flags: JSON.stringify(given), ...more });
  test.each<Case>([
    ['are unknown without a report', [profile('crm', 'Ours')], { flags: null }],
    ['are unknown where no report knows any', [flags('m365', {})], { flags: null }],
    [
      'are those of all reports, sorted, and true wins',
      [flags('m365', { google: true, azure: false }), flags('azure', { google: false, ea: true })],
      { flags: '{"azure":false,"ea":true,"google":true}' },
    ],
    [
      'are the newest word of each report',
      [flags('m365', { google: true, ea: true }, older), flags('m365', { google: false })],
      { flags: '{"google":false}' },
    ],
    [
      'are the newest word of each record',
      [flags('m365', { google: true }, { ...older, accountId: 2 }), flags('m365', { google: false }, { accountId: 3 })],
      { flags: '{"google":true}' },
    ],
  ])('%s', (...given) => check(given));
});
