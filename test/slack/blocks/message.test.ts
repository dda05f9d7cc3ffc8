import { expect, test } from 'vitest';
import type { Card, CardPart } from '../../../src/chat/card/card.ts';
import { cardMessage, homeView, plainMessage } from '../../../src/chat/slack/blocks/message.ts';
import { assertValidMessage, assertValidView } from '../validator/validator.ts';

const of = 'U0001';

function cardWith(parts: readonly CardPart[], more: Partial<Card> = {}): Card {
  return { fallback: 'Title', title: 'Title', demo: false, parts, buttons: [], more: [], ...more };
}

function drawn(card: Card): object[] {
  const message = cardMessage(card);
  assertValidMessage(message);
  assertValidMessage(plainMessage(card));
  assertValidView(homeView(card));
  return [...message.blocks];
}

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const bold = (text: string) => ({ type: 'text', text, style: { bold: true } });
const row = (name: string) => ({ name, lead: '9 days left', detail: 'Webex Calling · 100 licences' });
const line = (name: string) => ({ name, lead: 'x', detail: '' });

test('a card is drawn part by part, its buttons last', () => {
  const card = cardWith(
    [
      {
        kind: 'facts',
        facts: [
          { label: 'Customers', value: '12' },
          { label: 'Lines', value: '–' },
        ],
      },
      { kind: 'rows', rows: [row('Nova Foods')] },
      { kind: 'note', text: '1–5 of 12' },
      { kind: 'note', text: 'Read as: expiring' },
    ],
    {
      demo: true,
      language: 'en',
      buttons: [{ label: 'Next', press: { do: 'show', q: 'expiring page:2', of }, primary: true }],
      more: [{ label: 'Filter…', press: { do: 'filter', q: 'expiring', of } }],
    },
  );
  expect(drawn(card)).toEqual([
    { type: 'header', text: plain('DEMO · Title') },
    rich({ type: 'text', text: 'Customers ' }, bold('12'), { type: 'text', text: ' · Lines ' }, bold('–')),
    rich(bold('Nova Foods'), { type: 'text', text: ' · 9 days left' }),
    { type: 'context', elements: [plain('Webex Calling · 100 licences')] },
    { type: 'context', elements: [plain('1–5 of 12\nRead as: expiring')] },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'press:0',
          text: plain('Next'),
          value: '{"do":"show","q":"expiring page:2","of":"U0001"}',
          style: 'primary',
        },
        {
          type: 'overflow',
          action_id: 'press:more',
          options: [{ text: plain('Filter…'), value: '{"do":"filter","q":"expiring","of":"U0001"}' }],
        },
      ],
    },
  ]);
  expect(plainMessage(card).text).toBe(
    'DEMO · Title\nCustomers: 12 · Lines: –\nNova Foods · 9 days left · Webex Calling · 100 licences\n1–5 of 12\nRead as: expiring',
  );
});

test('rows of one line stand in one list', () => {
  const [, list] = drawn(cardWith([{ kind: 'rows', rows: [line('a'), line('b')] }]));
  expect(list).toMatchObject({ elements: [{ type: 'rich_text_list', elements: [{}, {}] }] });
});

test('a second table comes as lines, as a message takes one only', () => {
  const table: CardPart = { kind: 'table', heads: [{ text: 'Owner', right: false }], rows: [['ana']] };
  expect(drawn(cardWith([table, table])).map((block) => Reflect.get(block, 'type'))).toEqual([
    'header',
    'table',
    'rich_text',
  ]);
});

test('an empty cell is a dash, and a table has as many cells in every row as heads', () => {
  const heads = [
    { text: '', right: false },
    { text: 'Lines', right: true },
  ];
  const [, table] = drawn(cardWith([{ kind: 'table', heads, rows: [['ana'], ['', '2', '3']] }]));
  const cell = (text: string) => ({ type: 'raw_text', text });
  expect(table).toMatchObject({
    rows: [
      [cell('—'), cell('Lines')],
      [cell('ana'), cell('—')],
      [cell('—'), cell('2')],
    ],
  });
});

const csv = { label: 'CSV', press: { do: 'csv', q: 'customers', of } } as const;
const hundred = Array.from({ length: 100 }, (_, at) => row(`Customer ${at}`));

test('what does not fit is left out from the end, and how much that is is said', () => {
  const blocks = drawn(
    cardWith(
      [
        { kind: 'rows', rows: hundred },
        { kind: 'note', text: 'Read as: customers' },
      ],
      { buttons: [csv] },
    ),
  );
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(blocks)).toContain('Read as: customers');
  expect(blocks.at(-2)).toEqual({ type: 'context', elements: [plain('77 more: Export CSV')] });
});

test('without a CSV it is not offered', () => {
  expect(drawn(cardWith([{ kind: 'rows', rows: hundred }], { language: 'de' })).at(-1)).toEqual({
    type: 'context',
    elements: [plain('76 weitere')],
  });
});

test('long rows give way to the limit of letters before that of blocks', () => {
  const rows = hundred.map(({ name }) => ({ name: name.repeat(40), lead: 'x'.repeat(290), detail: 'y'.repeat(290) }));
  expect(JSON.stringify(drawn(cardWith([{ kind: 'rows', rows }])))).toContain('more');
});

test('a title longer than a header is shown cut, and whole below', () => {
  const title = `Nova Foods: ${'renew '.repeat(40)}now`;
  const [header, section] = drawn(cardWith([], { title }));
  expect(JSON.stringify(header)).toContain('…');
  expect(section).toEqual({ type: 'section', text: plain(title) });
});

test('a card without a title has no header', () => {
  expect(drawn(cardWith([{ kind: 'text', text: 'Hello' }], { title: '' }))).toEqual([
    { type: 'section', text: plain('Hello') },
  ]);
});

test('where a press is too long for a menu, a button opens a dialog with all of them', () => {
  const q = `expiring ${'tag:x '.repeat(30)}`.trim();
  const more = [{ label: 'Filter…', press: { do: 'filter', q, of } } as const];
  const [, row] = drawn(cardWith([], { more, language: 'pt' }));
  expect(row).toEqual({
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'press:0', text: plain('Mais…'), value: JSON.stringify({ do: 'more', q, of }) },
    ],
  });
});

test('a next question that is too long for a menu is left out of it', () => {
  const q = `expiring ${'tag:x '.repeat(30)}`.trim();
  const more = [
    { label: 'Filter…', press: { do: 'filter', q: 'expiring', of } },
    { label: 'next', press: { do: 'ask', q } },
  ] as const;
  const [, row] = drawn(cardWith([], { more }));
  expect(row).toMatchObject({ elements: [{ type: 'overflow', options: [{ text: plain('Filter…') }] }] });
});

test('a link is drawn only where it leads to https', () => {
  const links = ['https://a.example/', 'http://b.example/', 'javascript:alert(1)', 'nothing'].map((url) => ({
    text: 'x',
    url,
  }));
  const text = JSON.stringify(drawn(cardWith([{ kind: 'links', links }])));
  expect(text).toContain('https://a.example/');
  expect(text).not.toMatch(/b\.example|javascript|nothing/);
});

test('buttons in the middle of a card have names of their own', () => {
  const buttons = Array.from({ length: 30 }, (_, at) => ({
    label: `B${at}`,
    press: { do: 'ask', q: `q${at}` } as const,
  }));
  const blocks = drawn(cardWith([{ kind: 'buttons', buttons }], { buttons: [csv] }));
  expect(blocks.map((block) => Reflect.get(block, 'type'))).toEqual(['header', 'actions', 'actions', 'actions']);
});
