import { describe, expect, test } from 'vitest';
import { projectCustomer, type SourcedProfile } from '../../src/customers/projection.ts';
import { shuffled } from '../truth/shuffled.ts';

function profile(source: string, name: string, given: Partial<SourcedProfile> = {}): SourcedProfile {
  return {
    source,
    name,
    foldedName: name.toLowerCase(),
    asOf: '2026-11-01',
    importId: 1,
    country: null,
    domain: null,
    ...given,
  };
}

describe('what is shown of a customer', () => {
  test.each<[string, SourcedProfile[], object]>([
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
      'is the newest word of that source',
      [profile('webex', 'Old', { asOf: '2026-10-01', importId: 9 }), profile('webex', 'New', { importId: 3 })],
      { name: 'New' },
    ],
    [
      'is the later import of two of one day',
      [profile('webex', 'First', { importId: 3 }), profile('webex', 'Second', { importId: 4 })],
      { name: 'Second' },
    ],
    [
      'is each fact by itself: a source that does not say leaves it to the next',
      [
        profile('crm', 'Ours'),
        profile('webex', 'Hub', { country: 'BR' }),
        profile('cloudascent', 'Cloud', { country: 'DE', domain: 'nova.com' }),
      ],
      { name: 'Ours', country: 'BR', domain: 'nova.com' },
    ],
    [
      'is an older word of a source where its newest is blank',
      [
        profile('crm', 'Ours', { asOf: '2026-10-01', country: 'BR' }),
        profile('crm', 'Ours'),
        profile('webex', 'Hub', { country: 'DE' }),
      ],
      { country: 'BR' },
    ],
  ])('%s', (_, profiles, shown) => {
    for (const seed of [1, 2, 3]) expect(projectCustomer(shuffled(profiles, seed))).toMatchObject(shown);
  });

  test('is nothing without records', () => {
    expect(projectCustomer([])).toBeUndefined();
  });
});
