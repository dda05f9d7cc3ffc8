import { expect, test } from 'vitest';
import { headerOf, reportNames } from '../../src/words/headers.ts';
import { nearest } from '../../src/words/nearest.ts';

test.each([
  ['partner-hub-customer', 'partner-hub-customers'],
  ['PartnerHub Subscription', 'partner-hub-subscriptions'],
  ['cloud-ascent-azur', 'cloudascent-azure'],
  ['poeple', 'people'],
  ['weather', undefined],
  ['', undefined],
])('%j most likely means %s', (typed, meant) => {
  expect(nearest(typed, reportNames)).toBe(meant);
});

test('nothing is near when nothing is allowed', () => {
  expect(nearest('anything', [])).toBeUndefined();
  expect(nearest('Customr', [headerOf('people', 'email') ?? ''])).toBeUndefined();
});
