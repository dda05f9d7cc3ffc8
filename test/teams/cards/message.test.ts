import { expect, test } from 'vitest';
import type { Card, CardPart } from '../../../src/chat/card/card.ts';
import { dialogCard } from '../../../src/chat/teams/cards/dialog.ts';
import { forOneMessage } from '../../../src/chat/teams/cards/for-one.ts';
import { cardMessage, deliveryOf, lineMessage, plainMessage } from '../../../src/chat/teams/cards/message.ts';
import { sizeOf } from '../../../src/chat/teams/cards/size.ts';
import { isSigned } from '../../../src/chat/teams/sign.ts';
import { assertValidMessage } from '../validator/validator.ts';
import { key } from './key.ts';
import { troublesOf } from './parsed.ts';

const how = { key, mentions: new Map([['u1', { id: '29:u1', name: 'Engineer 01' }]]) };
const show = { label: 'Next', press: { do: 'show', q: 'expiring page:2', of: 'u1' } } as const;
const csv = { label: 'Export CSV', press: { do: 'csv', q: 'expiring', of: 'u1' } } as const;

function cardOf(parts: readonly CardPart[], more: Partial<Card> = {}): Card {
  return { fallback: 'Expiring\n66 customers', title: 'Expiring', demo: false, parts, buttons: [], more: [], ...more };
}

function contentOf(card: Card, more: Partial<Parameters<typeof cardMessage>[1]> = {}) {
  const message = cardMessage(card, { ...how, ...more });
  assertValidMessage(message);
  const [first] = message.attachments;
  if (first === undefined) throw new Error('there is no card');
  return first.content;
}

/** Everything of a type in a card. */
function all(value: unknown, type: string): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap((each) => all(each, type));
  if (typeof value !== 'object' || value === null) return [];
  const own = Reflect.get(value, 'type') === type ? [value as Record<string, unknown>] : [];
  return [...own, ...Object.values(value).flatMap((each) => all(each, type))];
}

function dataOf(action: Record<string, unknown> | undefined): Record<string, string> {
  return (action?.['data'] ?? {}) as Record<string, string>;
}

const line = { x: ['2026-11-20', '2026-11-21'], kind: 'line' } as const;
const chart = (series: { key: string; values: (number | null)[] }[], unit?: 'rate'): CardPart => ({
  kind: 'chart',
  chart: { ...line, x: [...line.x], series, ...(unit === undefined ? {} : { unit }) },
  title: 'Total: 1 to 2',
  alt: 'Total: 1 to 2\n20 Nov 1, 21 Nov 2',
});
const every: readonly CardPart[] = [
  { kind: 'facts', facts: [{ label: 'Customers', value: '66' }] },
  { kind: 'warning', text: 'Old data' },
  { kind: 'text', text: 'One\nTwo' },
  { kind: 'rows', rows: [{ name: 'Nova Foods', lead: '4 days left', detail: '81 licences' }] },
  { kind: 'table', heads: [{ text: 'Status', right: false }], rows: [['Trial']] },
  chart([{ key: 'total', values: [1, 2] }]),
  { kind: 'heading', text: 'By owner' },
  { kind: 'links', links: [{ text: 'Portal', url: 'https://admin.webex.com/' }] },
  { kind: 'buttons', buttons: [show] },
  { kind: 'note', text: 'Read as: expiring' },
];

test('a card of every part is one that the public reader of Adaptive Cards understands', () => {
  const content = contentOf(cardOf(every, { buttons: [show, csv], more: [csv] }));
  expect(troublesOf(content)).toEqual([]);
  expect(troublesOf({ ...content, body: [{ type: 'Nonsense' }] })).not.toEqual([]);
});

test('buttons carry their press, signed, for old clients as well; what is too long is left out', () => {
  const long = { label: 'Long', press: { do: 'ask', q: 'x'.repeat(3_000) } } as const;
  const { actions = [] } = contentOf(cardOf([], { buttons: [show, long], more: [csv] }));
  expect(actions.map(({ title, mode = 'primary' }) => `${title} ${mode}`)).toEqual([
    'Next primary',
    'Export CSV secondary',
  ]);
  const [first] = all(actions, 'Action.Execute');
  const { press, sig, verb } = dataOf(first);
  expect(verb).toBe('press');
  expect(JSON.parse(press ?? '')).toEqual(show.press);
  expect(isSigned(key, 'press', press ?? '', sig ?? '')).toBe(true);
  expect(all(actions, 'Action.Submit').map(({ data }) => data)).toContainEqual(first?.['data']);
});

test('more buttons than a phone shows beside each other stand behind the overflow', () => {
  const wide = ['Expiring in 30 days', 'Over the limit', 'Export for me'].map((label) => ({ ...csv, label }));
  const { actions = [] } = contentOf(cardOf([], { buttons: wide, more: [csv] }));
  expect(actions.map(({ mode }) => mode)).toEqual([undefined, 'secondary', 'secondary', 'secondary']);
});

test('a choice is seen whole, in as many rows as it needs', () => {
  const choice = ['Let in: own customers', 'Let in: all customers', 'Decline'].map((label) => ({ ...csv, label }));
  const { actions, body } = contentOf(cardOf([], { buttons: choice }));
  expect(actions).toBeUndefined();
  const rows = all(body, 'ActionSet').map((row) => all(row, 'Action.Execute').map(({ title }) => title));
  expect(rows).toEqual([['Let in: own customers'], ['Let in: all customers', 'Decline']]);
});

test.each([
  ['bad', 'attention'],
  ['watch', 'warning'],
  ['good', 'good'],
] as const)('what stands %s has its title and its state in one colour', (tone, style) => {
  const { body } = contentOf(cardOf([{ kind: 'warning', text: 'Calling Engineer 01' }], { tone }));
  expect(body).toHaveLength(1);
  expect(body[0]).toMatchObject({
    type: 'Container',
    style,
    items: [{ text: 'Expiring' }, { inlines: [{ text: 'Calling Engineer 01' }] }],
  });
});

test('only those whom the card calls are mentioned, and then it is not wide', () => {
  const { body, msteams } = contentOf(cardOf(every, { mentions: ['u1', 'nobody'] }));
  expect(msteams).toEqual({
    entities: [{ type: 'mention', text: '<at>Engineer 01</at>', mentioned: { id: '29:u1', name: 'Engineer 01' } }],
  });
  expect(body[0]).toMatchObject({ text: '<at>Engineer 01</at>' });
  expect(contentOf(cardOf(every)).msteams).toEqual({ width: 'full' });
  expect(contentOf(cardOf([])).msteams).toBeUndefined();
});

test('a table of more columns than a phone has room for is rows there', () => {
  const heads = ['Week', 'Total', 'Assigned', 'Used'].map((text, at) => ({ text, right: at > 0 }));
  const { body } = contentOf(cardOf([{ kind: 'table', heads, rows: [['15 Nov', '64', '48', '35']] }]));
  expect(all(body, 'Table').map(({ targetWidth }) => targetWidth)).toEqual(['atLeast:Standard']);
  const narrow = all(body, 'Container').find(({ targetWidth }) => targetWidth === 'atMost:Narrow');
  expect(all(narrow, 'TextRun').map(({ text }) => text)).toEqual(['15 Nov', 'Total 64', 'Assigned 48 · Used 35']);
});

test('a chart is native, with what is unknown left out, and its picture or its figures for other clients', () => {
  const part = chart([{ key: 'abandon_rate', values: [0.041, null] }], 'rate');
  const [native] = all(contentOf(cardOf([part])), 'Chart.Line');
  expect(native).toMatchObject({ yAxisTitle: '%', data: [{ values: [{ x: '2026-11-20', y: 4.1 }] }] });
  expect(native?.['fallback']).toMatchObject({
    type: 'Container',
    items: [{ inlines: [{ text: '20 Nov 1, 21 Nov 2' }] }],
  });
  const pictured = contentOf(cardOf([part]), { pictures: new Map([[part, 'data:image/png;base64,AAAA']]) });
  expect(all(pictured, 'Image')).toMatchObject([
    { url: 'data:image/png;base64,AAAA', altText: 'Total: 1 to 2; 20 Nov 1, 21 Nov 2' },
  ]);
  expect(all(pictured, 'TextRun').map(({ text }) => text)).toContain('20 Nov 1, 21 Nov 2');
});

test('a chart of nothing is its words', () => {
  const content = contentOf(cardOf([chart([{ key: 'total', values: [null, null] }])]));
  expect(all(content, 'Chart.Line')).toEqual([]);
  expect(all(content, 'TextRun')).toHaveLength(1);
});

test('pictures that make a request too large are left out, and nothing else', () => {
  const parts = [0, 1].map(() => chart([{ key: 'total', values: [1, 2] }]));
  const pictures = new Map(parts.map((part) => [part, `data:image/png;base64,${'A'.repeat(180_000)}`]));
  const content = contentOf(cardOf(parts), { pictures });
  expect(all(content, 'Image')).toEqual([]);
  expect(all(content, 'Chart.Line')).toHaveLength(2);
});

test('what does not fit into 80 KB is left out from the end, and that is said', () => {
  const rows = Array.from({ length: 400 }, (_, at) => ({ name: `Customer ${at}`, lead: 'x'.repeat(100), detail: 'y' }));
  const card = cardOf(
    [
      { kind: 'rows', rows },
      { kind: 'note', text: 'Read as: expiring' },
    ],
    { buttons: [csv] },
  );
  const message = cardMessage(card, how);
  assertValidMessage(message);
  expect(sizeOf(message)).toBeGreaterThan(70 * 1024);
  const texts = all(message, 'TextRun').map(({ text }) => text);
  const shown = texts.filter((text) => String(text).startsWith('Customer')).length;
  expect(texts).toContain(`${400 - shown} more: Export CSV`);
  expect(texts).toContain('Read as: expiring');
});

test('a delivery is found again in what comes back', () => {
  expect(deliveryOf(JSON.parse(JSON.stringify(contentOf(cardOf(every), { delivery: 'a/1' }))))).toBe('a/1');
  for (const other of [
    contentOf(cardOf(every)),
    undefined,
    'x',
    { body: 1 },
    { body: [null] },
    { body: [{ id: 'x' }] },
  ])
    expect(deliveryOf(other)).toBeUndefined();
});

test('a line says it in text, as markup only where somebody is called', () => {
  expect(lineMessage(cardOf(every), how)).toEqual({
    attachments: [],
    summary: 'Expiring · 66 customers',
    text: 'Expiring\n66 customers',
    textFormat: 'plain',
  });
  const called = lineMessage(cardOf([], { mentions: ['u1'], fallback: 'A & <b>' }), how);
  expect(called).toMatchObject({
    text: '<at>Engineer 01</at> A &amp; &lt;b&gt;',
    textFormat: 'xml',
    entities: [{ type: 'mention' }],
  });
});

test('a card as text alone has all of it but the buttons', () => {
  const { text = '' } = plainMessage(cardOf(every, { buttons: [csv] }), how);
  for (const said of ['66', 'Old data', 'Two', '4 days left', 'Trial', '21 Nov 2', 'By owner', 'Read as'])
    expect(text).toContain(said);
  expect(text).not.toContain('Export CSV');
});

test('a card for one person shows nothing of it to others, and asks for it on their behalf', () => {
  const message = forOneMessage(cardOf(every, { buttons: [csv] }), { key, person: { id: '29:u1', name: 'Rep 01' } });
  assertValidMessage(message);
  expect(JSON.stringify(message)).not.toMatch(/Nova|66/);
  expect(message?.attachments[0]?.content.refresh).toMatchObject({ userIds: ['29:u1'], action: { verb: 'press' } });
  expect(forOneMessage(cardOf(every), { key, person: { id: '29:u1', name: 'Rep 01' } })).toBeUndefined();
});

test('a dialog is a card with its inputs, its submit and the way back', () => {
  const common = { label: 'Area', optional: true } as const;
  const options = Array.from({ length: 6 }, (_, at) => ({ value: `a,${at}`, label: `Area ${at}` }));
  const message = dialogCard(
    {
      ...{ name: 'filter', title: 'Filter', state: 'S', parts: [{ kind: 'note', text: 'Now: expiring' }] },
      fields: [
        { ...common, key: 'area', kind: 'choice', options, chosen: [], many: true },
        { ...common, key: 'one', kind: 'choice', options, chosen: ['a,1'], many: false },
        { ...common, key: 'tag', kind: 'search', chosen: ['gold'], many: true },
        { ...common, key: 'text', kind: 'text', value: '', longest: 100, optional: false },
        { ...common, key: 'none', kind: 'choice', options: [], chosen: [], many: false },
      ],
    },
    { key, language: 'en', back: show.press },
  );
  assertValidMessage(message);
  const content = message.attachments[0]?.content;
  expect(troublesOf(content)).toEqual([]);
  expect(all(content, 'Input.ChoiceSet').map(({ id, value, placeholder }) => [id, value, placeholder])).toEqual([
    ['c.area', undefined, 'Choose'],
    ['c.one', 'a%2C1', 'Choose'],
    ['c.tag', 'gold', 'Type to search'],
  ]);
  expect(all(content, 'Input.Text')).toMatchObject([{ id: 'f.text', isRequired: true }]);
  expect(all(content, 'Data.Query')).toMatchObject([{ dataset: 'search.tag' }]);
  const [submit, back] = all(content?.actions, 'Action.Execute');
  expect(submit).toMatchObject({ title: 'OK', verb: 'dialog', data: { dialog: 'filter', state: 'S' } });
  expect(isSigned(key, 'dialog', 'filter\nS', dataOf(submit)['sig'] ?? '')).toBe(true);
  expect(back).toMatchObject({ title: 'Back', verb: 'press', associatedInputs: 'none' });
});

test.each([
  [
    'short',
    [
      ['Nova Foods', '4 days left'],
      ['Harbor', '9 days left'],
    ],
    ['4 days left', '9 days left'],
  ],
  [
    'of which some say more before',
    [
      ['Nova Foods', '4 days left'],
      ['Harbor', 'Webex Suite · 9 days left'],
    ],
    ['4 days left', '9 days left'],
  ],
  [
    'of which one has no room',
    [
      ['Nova Foods', '4 days left'],
      ['Harbor', 'x'.repeat(40)],
    ],
    [],
  ],
  [
    'of which one name has no room',
    [
      ['Nova Foods', '4 days left'],
      ['x'.repeat(40), '9 days left'],
    ],
    [],
  ],
])('what matters of a list stands alike in all rows: %s', (_, rows, beside) => {
  const listed = rows.map(([name = '', lead = '']) => ({ name, lead, detail: 'd' }));
  const { body } = contentOf(cardOf([{ kind: 'rows', rows: listed }]));
  const right = all(body, 'RichTextBlock').filter(({ horizontalAlignment }) => horizontalAlignment === 'Right');
  expect(right.map((each) => all(each, 'TextRun').map(({ text }) => text)[0])).toEqual(beside);
});
