import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { vocabularyOf } from '../../../src/ask/vocabulary.ts';
import { answerCard, rowsPerPage } from '../../../src/chat/card/answer-card.ts';
import { columnNames } from '../../../src/words/columns.ts';
import { overdue } from '../../docs/overdue.ts';
import { vocabulary } from '../../questions/world.ts';

const shaped = commands.filter(({ chat }) => chat !== undefined);

test.each(shaped.map((each) => [each.name, each] as const))(
  '%s names columns and facts that it has',
  (_, { list, chat }) => {
    const named = [...(chat?.lead === undefined ? [] : [chat.lead]), ...(chat?.brief ?? [])];
    const known = list === undefined ? columnNames : list.columns;
    expect(named.filter((column) => !known.includes(column))).toEqual([]);
    expect(chat?.facts?.filter((fact) => !columnNames.includes(fact)) ?? []).toEqual([]);
    expect(chat?.facts?.length ?? 0).toBeLessThanOrEqual(6);
    expect(new Set(named).size).toBe(named.length);
  },
);

test('every list says what matters about its rows', () => {
  const lists = commands.filter(({ list }) => list !== undefined && !list.fixed);
  expect(lists.filter(({ chat }) => chat?.lead === undefined).map(({ name }) => name)).toEqual([]);
});

test.each([
  ['expiring 90d', 5],
  ['customers owner:me', 5],
  ['expiring 90d by:owner', 10],
  ['licenses', 10],
  ['help', 10],
  ['expiring bogus:1', 5],
])('a page of %s has %i rows', (text, rows) => {
  expect(rowsPerPage(text, vocabulary)).toBe(rows);
});

const blank = {
  asOf: '2026-11-21',
  scope: 'all',
  demo: true,
  sources: [],
  sections: [],
  chart: null,
  notes: [],
  next: [],
};
const inPrivate = { language: 'en', of: 'U0001', place: 'private', canShare: true } as const;

test('a question that says nothing of chats leads with its first figure', () => {
  const row = { customer: 'Nova Foods', subscription_id: 'S1', product: 'Webex Calling', days_since_end: 3 };
  const columns = ['customer', 'subscription_id', 'product', 'days_since_end', 'auto_renew', 'total'];
  const answer = {
    ...{ ...blank, command: 'overdue', question: 'overdue', title: 'Ended', facts: [{ key: 'customers', value: 1 }] },
    table: { columns, rows: [{ ...row, auto_renew: null, total: 1 }], total: 1, page: 1, pages: 1 },
  };
  const { parts } = answerCard(answer, { ...inPrivate, vocabulary: vocabularyOf([overdue]) });
  expect(parts[1]).toEqual({
    kind: 'rows',
    rows: [
      { name: 'Nova Foods', lead: 'ended 3 days ago', detail: 'Webex Calling · auto-renewal unknown · 1 licence' },
    ],
  });
});

test('more areas than fit beside each other stand below each other', () => {
  const areas = ['azure', 'm365', 'surface', 'security'];
  const counts = (from: number) => Object.fromEntries(areas.map((area, at) => [area, from + at]));
  const rows = ['act-now', 'evaluate', 'nurture', 'educate'].map((cluster, at) => ({ cluster, ...counts(10 * at) }));
  const table = { columns: ['cluster', ...areas], rows, total: 4, page: 1, pages: 1 };
  const answer = { ...blank, command: 'cluster', question: 'cluster', title: 'Clusters', facts: [], table };
  const [part, note] = answerCard(answer, { ...inPrivate, vocabulary }).parts;
  expect(note).toEqual({ kind: 'note', text: 'Not in this table: Educate (Export CSV)' });
  expect(part).toEqual({
    kind: 'table',
    heads: [
      { text: 'Area', right: false },
      { text: 'Act now', right: true },
      { text: 'Evaluate', right: true },
      { text: 'Nurture', right: true },
    ],
    rows: [
      ['Azure', '0', '10', '20'],
      ['Microsoft 365', '1', '11', '21'],
      ['Surface', '2', '12', '22'],
      ['Security', '3', '13', '23'],
    ],
  });
});
