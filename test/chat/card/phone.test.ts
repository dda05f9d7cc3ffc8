import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/answers/answer.ts';
import { answerCard } from '../../../src/chat/card/answer-card.ts';
import { sourceNames } from '../../../src/chat/card/sources.ts';
import { languages } from '../../../src/words/languages.ts';
import { messagesFor } from '../../../src/words/messages.ts';
import { vocabulary } from '../../questions/world.ts';
import { type Asked, labels, openCards } from './asked.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openCards();
});
afterAll(() => asked.close());

const inPrivate = { language: 'en', of: 'U0001', vocabulary, place: 'private', canShare: true } as const;

function answerOf(more: Partial<Answer> & Pick<Answer, 'command' | 'question'>): Answer {
  return {
    ...{ title: 'Title', asOf: '2026-11-21', scope: 'all', demo: false, sources: [], facts: [], table: null },
    ...{ sections: [], chart: null, notes: [], next: [] },
    ...more,
  };
}

function rowsOf(answer: Answer) {
  const part = answerCard(answer, inPrivate).parts.find(({ kind }) => kind === 'rows');
  return part?.kind === 'rows' ? part.rows : [];
}

function tableOf(columns: readonly string[], rows: readonly Record<string, string | number | boolean | null>[]) {
  return { columns: [...columns], rows: [...rows], total: rows.length, page: 1, pages: 1 };
}

describe('rows', () => {
  test('of one customer are told apart in their first line', () => {
    const columns = ['customer', 'product', 'total', 'end_date', 'auto_renew', 'days_left'];
    const line = (customer: string, product: string) => ({
      ...{ customer, product, total: 5, end_date: '2026-12-01', auto_renew: false, days_left: 10 },
    });
    const table = tableOf(columns, [line('Nova', 'Suite'), line('Nova', 'Calling'), line('Mirante', 'Suite')]);
    const rows = rowsOf(answerOf({ command: 'expiring', question: 'expiring 90d', table }));
    expect(rows.map(({ lead }) => lead)).toEqual(['Suite · 10 days left', 'Calling · 10 days left', '10 days left']);
    expect(rows.map(({ detail }) => detail.startsWith('Suite'))).toEqual([false, false, true]);
  });

  test('lead with what is known, unless they are sorted by what is not', () => {
    const columns = ['customer', 'country', 'status', 'total', 'next_end_date', 'owner'];
    const row = { customer: 'Nova', country: 'BR', status: null, total: 7, next_end_date: null, owner: null };
    const table = tableOf(columns, [row, { ...row, customer: 'Mirante', total: null }]);
    const answer = answerOf({ command: 'customers', question: 'customers', table });
    expect(rowsOf(answer)).toEqual([
      { name: 'Nova', lead: '7 licences', detail: 'Brazil' },
      { name: 'Mirante', lead: 'Brazil', detail: '' },
    ]);
    const [sorted] = rowsOf({ ...answer, question: 'customers sort:status' });
    expect(sorted?.lead).toBe('Status: –');
  });
});

describe('the next questions', () => {
  test.each(languages)('are short in %s', async (language) => {
    for (const text of [
      'expiring 12d',
      'customers',
      'overview',
      'cluster',
      'cohort',
      'customer "Nova Foods"',
      'data',
    ]) {
      const { seen, more } = labels(await asked.card(text, { language }));
      for (const label of [...seen, ...more]) expect([...label].length, label).toBeLessThanOrEqual(28);
    }
  });

  test.each([
    ['customers lines:>0', 'By owner'],
    ['customer nova', 'Open in a portal'],
    ['overview', 'Expiring'],
  ])('of %s are called like %s', async (text, label) => {
    const { seen, more } = labels(await asked.card(text));
    expect([...seen, ...more]).toContain(label);
  });
});

test('where nothing was ever imported, there is nothing to share, and what to export is one tap away', () => {
  const notes = ['Partner Hub subscriptions was never imported.', 'Successor: our rule, not the portal’s.'];
  const facts = [{ key: 'expiring_customers', value: null }];
  const next = ['renewing 90d'];
  const card = answerCard(answerOf({ command: 'expiring', question: 'expiring 90d', facts, notes, next }), inPrivate);
  expect(labels(card)).toEqual({ seen: ['What to export'], more: [] });
  expect(card.parts.map(({ kind }) => kind)).toEqual(['text', 'note']);
  // A notification says why there are no figures.
  expect(card.fallback).toBe('Title\nPartner Hub subscriptions was never imported.');
});

test('where nothing matches, the facts still stand, and a rule about no figure does not', async () => {
  const { parts } = await asked.card('expiring 1d');
  expect(parts[0]?.kind).toBe('facts');
  expect(JSON.stringify(parts)).not.toContain('our rule');
});

test('reports of one portal are one name with their number', () => {
  const say = messagesFor('en');
  const cloud = ['cloudascent-azure', 'cloudascent-m365', 'cloudascent-surface'];
  expect(sourceNames([...cloud, 'crm-customers'], say)).toEqual(['CloudAscent (3)', 'CRM customers']);
  expect(sourceNames(['cloudascent-azure'], say)).toEqual(['CloudAscent Azure']);
  const sources = cloud.map((source) => ({ source, asOf: '2026-10-01', stale: true }));
  const table = tableOf(['customer', 'cell'], [{ customer: 'Nova', cell: 'A1' }]);
  const { parts } = answerCard(
    answerOf({ command: 'cluster', question: 'cluster act-now', sources, table }),
    inPrivate,
  );
  expect(parts.filter(({ kind }) => kind === 'warning')).toEqual([
    { kind: 'warning', text: 'CloudAscent (3) is stale: export it again.' },
  ]);
});

test('one product’s overview says that the statuses are those of all customers', async () => {
  expect(JSON.stringify((await asked.card('overview calling')).parts)).toContain('The statuses are those of all');
  expect(JSON.stringify((await asked.card('overview')).parts)).not.toContain('The statuses are those of all');
});

test('a day in a table leaves out the year that is asked about', async () => {
  const { parts } = await asked.card('licenses');
  const part = parts.find(({ kind }) => kind === 'table');
  const days = part?.kind === 'table' ? part.rows.map(([day]) => day) : [];
  expect(days.length).toBeGreaterThan(0);
  for (const day of days) expect(day).toMatch(/^\d+ [A-Z][a-z]+$/);
});

test.each([
  ['tag', 'tag "Nova Foods" gold', 'untag "Nova Foods" gold', 'Undo'],
  ['help', 'help expiring', 'expiring 90d', 'expiring 90d'],
  ['help', 'help expiring', 'help', 'Help'],
  ['customer', 'customer nova', 'links "Nova Foods Ltda"', 'Open in a portal'],
  ['cohort', 'cohort area:azure cluster:act-now', 'cluster act-now azure', 'Propensity'],
  ['cluster', 'cluster', 'cluster act-now by:owner', 'Act now · By owner'],
  ['customers', 'customers', 'expiring 30d country:BR,US,GB,DE,FR owner:me', 'expiring 30d country:BR…'],
])('after %s: %s, the question %s is called %s', (command, question, next, label) => {
  const card = answerCard(
    answerOf({ command, question, facts: [{ key: 'customers', value: 1 }], next: [next] }),
    inPrivate,
  );
  expect([...card.buttons, ...card.more].map((each) => each.label)).toContain(label);
});
