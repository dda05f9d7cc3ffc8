import { expect, test } from 'vitest';
import { type CustomerFacts, toDo } from '../../commands/customer-to-do.ts';
import { toDoText } from '../../commands/to-do-text.ts';
import { languages } from '../../src/words/languages.ts';
import { messagesFor } from '../../src/words/messages.ts';

type Line = CustomerFacts['lines'][number];
type Area = CustomerFacts['areas'][number];

const line = (more: Partial<Line>): Line => ({
  product: 'Calling',
  type: 'subscription',
  daysLeft: 400,
  autoRenew: false,
  total: 100,
  assigned: 90,
  hasSuccessor: false,
  ...more,
});
const area = (cell: string | null, cluster = 'act-now'): Area => ({ area: 'm365', cluster, cell });
const agreement = (daysLeft: number | null, id = 'A-1') => ({ id, division: 'Azure', daysLeft });

const cases: [string, Partial<CustomerFacts>, object][] = [
  ['nothing is known', {}, { kind: 'nothing' }],
  ['all is well', { lines: [line({})], areas: [area('E5', 'evaluate')] }, { kind: 'nothing' }],
  [
    'an overage of 25 comes before a line that ends today',
    { lines: [line({ total: 500, assigned: 525 }), line({ product: 'Meetings', daysLeft: 0 })] },
    { kind: 'overage', over: 25, product: 'Calling' },
  ],
  [
    'an overage of a fifth comes before a line that ends today',
    { lines: [line({ total: 10, assigned: 12 }), line({ product: 'Meetings', daysLeft: 0 })] },
    { kind: 'overage', over: 2 },
  ],
  [
    'a small overage comes after a line that ends in 30 days',
    { lines: [line({ total: 100, assigned: 119 }), line({ product: 'Meetings', daysLeft: 30 })] },
    { kind: 'ending', product: 'Meetings', days: 30 },
  ],
  [
    'a small overage comes before a line that ends in 31 days',
    { lines: [line({ total: 100, assigned: 119 }), line({ product: 'Meetings', daysLeft: 31 })] },
    { kind: 'overage', over: 19 },
  ],
  [
    'of lines that end the soonest, and of these the largest',
    {
      lines: [line({ daysLeft: 9 }), line({ daysLeft: 3, total: 50, assigned: 40 }), line({ daysLeft: 3, total: 90 })],
    },
    { kind: 'ending', days: 3, total: 90 },
  ],
  ['a line that ended 30 days ago', { lines: [line({ daysLeft: -30 })] }, { kind: 'ended', days: 30 }],
  ['a line that ended 31 days ago is history', { lines: [line({ daysLeft: -31 })] }, { kind: 'nothing' }],
  ['a line that renews by itself', { lines: [line({ daysLeft: 5, autoRenew: true })] }, { kind: 'nothing' }],
  ['a line with a successor', { lines: [line({ daysLeft: 5, hasSuccessor: true })] }, { kind: 'nothing' }],
  [
    'unknown auto-renewal counts as none',
    { lines: [line({ daysLeft: 5, autoRenew: null })] },
    { kind: 'ending', renewalUnknown: true },
  ],
  ['a line without an end', { lines: [line({ daysLeft: null })] }, { kind: 'nothing' }],
  [
    'an A1 comes before an A2, and both before an agreement',
    { areas: [area('A2'), { ...area('A1'), area: 'azure' }], agreements: [agreement(1)] },
    { kind: 'act-now', area: 'azure', cell: 'A1' },
  ],
  ['act-now with a low intent', { areas: [area('A3'), area('A')] }, { kind: 'nothing' }],
  [
    'an agreement comes before a line that ends in 60 days',
    { agreements: [agreement(90, 'A-2'), agreement(80)], lines: [line({ daysLeft: 60 })] },
    { kind: 'agreement', id: 'A-1', days: 80 },
  ],
  [
    'agreements ended or far away',
    { agreements: [agreement(-1), agreement(91), agreement(null)] },
    { kind: 'nothing' },
  ],
  [
    'a line that ends in 60 days comes before low assignment',
    { lines: [line({ daysLeft: 60, total: 100, assigned: 1 })] },
    { kind: 'ending', days: 60 },
  ],
  [
    'of lines hardly assigned the one with most to give out',
    { lines: [line({ total: 10, assigned: 4 }), line({ total: 40, assigned: 19 }), line({ total: 40, assigned: 20 })] },
    { kind: 'low-assignment', total: 40, assigned: 19 },
  ],
  ['a pool of 9 is too small for low assignment', { lines: [line({ total: 9, assigned: 0 })] }, { kind: 'nothing' }],
  ['unknown figures', { lines: [line({ total: null, assigned: 7 }), line({ assigned: null })] }, { kind: 'nothing' }],
];

test.each(cases)('the one thing to do: %s', (_, given, expected) => {
  const facts = { lines: [], areas: [], agreements: [], ...given };
  const todo = toDo(facts);
  expect(todo).toMatchObject(expected);
  for (const language of languages) {
    const text = toDoText({ say: messagesFor(language) }, todo);
    expect(text).toMatch(/^[^{}]+[.。]$/u);
  }
});

test('an unknown number of licences is not said', () => {
  const todo = toDo({ lines: [line({ daysLeft: 1, total: null, type: 'trial' })], areas: [], agreements: [] });
  expect(toDoText({ say: messagesFor('en') }, todo)).toBe(
    'Turn the trial of Calling into an order: it ends tomorrow, does not renew by itself, and nothing follows.',
  );
});
