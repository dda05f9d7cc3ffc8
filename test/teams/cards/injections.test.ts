import { expect, test } from 'vitest';
import type { Card, CardPart } from '../../../src/chat/card/card.ts';
import { lines, oneLine } from '../../../src/chat/card/harmless.ts';
import type { Dialog } from '../../../src/chat/dialog.ts';
import { dialogCard } from '../../../src/chat/teams/cards/dialog.ts';
import { forOneMessage } from '../../../src/chat/teams/cards/for-one.ts';
import { cardMessage, lineMessage, plainMessage } from '../../../src/chat/teams/cards/message.ts';
import { rounds } from '../../long.ts';
import { injections } from '../../slack/injections.ts';
import { assertValidMessage } from '../validator/validator.ts';
import { key } from './key.ts';

const someone = { id: '29:someone', name: 'Engineer 01' };
const PICTURE = 'data:image/png;base64,AAAA';

/** What is meant for Teams: cards' own dates, mentions and links. */
const ofTeams = [
  ...[
    '<at>Engineer 01</at>',
    '< at >x</ at >',
    '<AT id="0">x</AT>',
    '&lt;at&gt;x&lt;/at&gt;',
    '{{DATE(2026-01-01,SHORT)}}',
  ],
  ...[
    '{{TIME(2026-01-01T00:00:00Z)}}',
    '{{{DATE(2026-01-01)}}}',
    '{\u200b{DATE(2026-01-01)}}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is this that is tried.
    '${secret}',
    '$root',
    '{{a}}',
  ],
  ...['[Click](https://evil.example)', '[Click][1]', '[1]: https://evil.example', '![x](https://evil.example/x.png)'],
  ...[
    '<https://evil.example>',
    'https://evil.example',
    '\\[x](https://evil.example)',
    '# Title',
    '1. one',
    '- one',
    '+ one',
  ],
  ...[
    '---',
    '===',
    '***',
    '_x_',
    '__x__',
    '**x**',
    '~~x~~',
    '`x`',
    '> x',
    '| a | b |',
    '&#60;at&#62;',
    '&nbsp;',
    'a\\\nb',
  ],
  ...[
    '<speak>x</speak>',
    '<audio src="https://evil.example/x.mp3"/>',
    '"}],"actions":[{"type":"Action.OpenUrl"}]',
    '1) one',
  ],
  ...['data:image/png;base64,AAAA', 'a,b', '%2C', 'f.period', '__proto__'],
];

function partsOf(text: string): CardPart[] {
  const button = { label: text, press: { do: 'show', q: `customer "${text.slice(0, 300)}"`, of: 'someone' } } as const;
  const days = { kind: 'line', x: ['2026-11-20', '2026-11-21'], series: [{ key: text, values: [1, 2] }] } as const;
  return [
    { kind: 'facts', facts: [{ label: text, value: text }] },
    { kind: 'warning', text },
    { kind: 'text', text },
    { kind: 'rows', rows: [{ name: text, lead: text, detail: text }] },
    { kind: 'rows', rows: [{ name: text, lead: 'x', detail: '' }] },
    { kind: 'table', heads: [{ text, right: false }], rows: [[text]] },
    {
      kind: 'table',
      heads: Array.from({ length: 4 }, () => ({ text, right: true })),
      rows: [[text, text, text, text]],
    },
    {
      kind: 'chart',
      chart: { kind: 'bar', x: [text, text], xKey: 'customer', series: [{ key: text, values: [1, 2] }] },
      title: text,
      alt: text,
    },
    {
      kind: 'chart',
      chart: { ...days, x: [...days.x], series: [{ key: text, values: [1, 2] }] },
      title: text,
      alt: text,
    },
    { kind: 'heading', text },
    { kind: 'links', links: ['https://admin.webex.com/', `javascript:${text}`].map((url) => ({ text, url })) },
    { kind: 'buttons', buttons: [button] },
    { kind: 'note', text },
  ];
}

/** A card with a text at every place that can hold one from data. */
function cardOf(text: string): Card {
  const press = { do: 'csv', q: `customer "${text.slice(0, 300)}"`, of: 'someone' } as const;
  return {
    fallback: text,
    mentions: ['someone', text],
    title: text,
    tone: 'bad',
    demo: true,
    parts: partsOf(text),
    buttons: [{ label: text, press }],
    more: [{ label: text, press: { do: 'to-me', q: 'expiring', of: 'someone' } }],
  };
}

function dialogOf(text: string): Dialog {
  const common = { label: text, hint: text, optional: true };
  const options = [{ value: text.slice(0, 100) || 'a', label: text }];
  return {
    name: 'filter',
    title: text,
    submit: text,
    state: text.slice(0, 3000),
    parts: [{ kind: 'text', text }],
    fields: [
      { ...common, kind: 'choice', key: 'a', options, chosen: [text], many: true },
      { ...common, kind: 'choice', key: 'b', options, chosen: [text], many: false },
      { ...common, kind: 'search', key: 'c', chosen: text.length > 0 ? [text.slice(0, 100)] : [], many: true },
      { ...common, kind: 'text', key: 'd', value: text, placeholder: text, longest: 200 },
    ],
  };
}

const shown = new Set([
  'text',
  'title',
  'value',
  'speak',
  'fallbackText',
  'summary',
  'altText',
  'legend',
  'x',
  'label',
  'placeholder',
  'press',
  'state',
  'sig',
  'data',
  'name',
  'id',
]);

/** What is drawn, without the texts; the widths of columns go by them. */
function skeleton(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, each: unknown) => {
      if (shown.has(name) && typeof each === 'string') return '';
      if (name === 'data' && Array.isArray(each)) return [];
      return name === 'width' && typeof each === 'number' ? 0 : each;
    }),
  );
}

/** The first chart has a picture, the second one words. */
function picturesOf({ parts }: Card): ReadonlyMap<CardPart, string> {
  return new Map(
    parts
      .filter(({ kind }) => kind === 'chart')
      .slice(0, 1)
      .map((part) => [part, PICTURE]),
  );
}

const plainCard = cardOf('Nova Foods');
const plainHow = { key, mentions: new Map([['someone', someone]]), pictures: picturesOf(plainCard), delivery: '1' };
const plainShape = skeleton(cardMessage(plainCard, plainHow));

/** What else can hold such a text. */
const others: readonly ((card: Card, text: string) => unknown)[] = [
  (card, text) => lineMessage(card, calledAs(text)),
  (card) => plainMessage(card, { mentions: new Map() }),
  (_, text) => dialogCard(dialogOf(text), { key, language: 'en', back: { do: 'show', q: 'expiring', of: 'x' } }),
  (card, text) => forOneMessage(card, { key, person: { ...someone, name: text } }),
];

function calledAs(name: string) {
  return { key, mentions: new Map([['someone', { ...someone, name }]]) };
}

const texts = [...new Set([...injections, ...ofTeams])];

test.each(texts.map((text, at) => [JSON.stringify(text).slice(0, 60), text, at] as const))(
  '%s has no effect',
  (_, text, at) => {
    const card = cardOf(text);
    const message = cardMessage(card, {
      ...calledAs(text),
      pictures: picturesOf(card),
      delivery: text.slice(0, 100) || 'x',
    });
    assertValidMessage(message);
    // In the short run each of the others takes every fourth text.
    for (const [turn, other] of others.entries())
      if (turn === at % others.length || rounds(0, 1) === 1) assertValidMessage(other(card, text));
    // A text that is cut, blank or long is drawn otherwise than this one.
    const line = oneLine(text);
    if (line.length > 0 && line.length < 11 && !lines(text).includes('\n'))
      expect(skeleton(message)).toEqual(plainShape);
  },
);
