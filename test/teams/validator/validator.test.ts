import { expect, test } from 'vitest';
import { assertValidMessage } from './validator.ts';

const run = (text: string, more: object = {}) => ({ type: 'TextRun', text, ...more });
const rich = (text: string, more: object = {}) => ({ type: 'RichTextBlock', inlines: [run(text, more)] });
const block = (text: string) => ({ type: 'TextBlock', text, wrap: true });
const data = { verb: 'press', press: '{"do":"ask"}', sig: 'abcdefghijklmnop' };
const action = (more: object = {}) => ({ type: 'Action.Execute', title: 'Go', verb: 'press', data, ...more });
const cell = (text: string) => ({ type: 'TableCell', items: [rich(text)] });
const table = (columns: number, more: object = {}) => ({
  type: 'Table',
  firstRowAsHeaders: true,
  columns: Array.from({ length: columns }, () => ({ width: 1 })),
  rows: [{ type: 'TableRow', cells: Array.from({ length: columns }, () => cell('a')) }],
  ...more,
});
const input = (id: string, more: object = {}) => ({ type: 'Input.Text', id, label: 'Name', maxLength: 10, ...more });
const choices = (more: object = {}) => ({
  ...{ type: 'Input.ChoiceSet', id: 'c.a', label: 'Area', style: 'compact', isMultiSelect: true },
  ...{ choices: [{ title: 'A', value: 'a' }], ...more },
});

function card(body: unknown[], more: object = {}) {
  const frame = { type: 'AdaptiveCard', version: '1.5', lang: 'en', speak: 'Hello', fallbackText: 'Hello' };
  const content = { ...frame, body, ...more };
  return { summary: 'Hello', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}

const mentioned = {
  msteams: { entities: [{ type: 'mention', text: '<at>A</at>', mentioned: { id: '1', name: 'A' } }] },
};
const toggle = (id: string) => ({
  selectAction: { type: 'Action.ToggleVisibility', title: 'x', targetElements: [id] },
});

test.each([
  ['text with every sign in a run', card([rich('*_[x](https://evil.example) <b> # - |')])],
  ['a mention', card([block('<at>A</at>')], mentioned)],
  [
    'four buttons and one behind',
    card([rich('a')], { actions: [...Array.from({ length: 4 }, () => action()), action({ mode: 'secondary' })] }),
  ],
  ['a table for phones', card([table(3)])],
  ['a wide table with its width', card([table(4, { targetWidth: 'atLeast:Standard' })])],
  [
    'a hidden element and what shows it',
    card([rich('more', toggle('x')), { ...rich('a'), id: 'x', isVisible: false }]),
  ],
  ['inputs', card([input('f.a'), choices({ value: 'a' })])],
  ['a text alone', { summary: 'a', attachments: [], text: 'a', textFormat: 'plain' }],
])('%s is taken', (_, message) => {
  expect(() => assertValidMessage(message)).not.toThrow();
});

test.each([
  ['no summary', { ...card([rich('a')]), summary: undefined }],
  ['nothing at all', { summary: 'a', attachments: [] }],
  ['text read as Markdown', { summary: 'a', attachments: [], text: 'a' }],
  ['tags of others', { summary: 'a', attachments: [], text: '<a href="x">x</a>', textFormat: 'xml' }],
  ['a mention without whom', { summary: 'a', attachments: [], text: '<at>A</at>', textFormat: 'xml' }],
  ['another version', card([rich('a')], { version: '1.6' })],
  ['an empty body', card([])],
  ['an unknown element', card([{ type: 'Badge', text: 'a' }])],
  ['an unknown field', card([{ ...rich('a'), colour: 'red' }])],
  [
    'an unknown field deep inside',
    card([{ type: 'Container', items: [{ type: 'Container', items: [{ ...rich('a'), x: 1 }] }] }]),
  ],
  ['text that does not wrap', card([{ type: 'TextBlock', text: 'a' }])],
  ['a style', card([block('a *b*')])],
  ['a link', card([block('[a](b)')])],
  ['an address', card([block('https://evil.example')])],
  ['a list', card([block('- a')])],
  ['a heading', card([block('# a')])],
  ['a mention from nowhere', card([block('<at>A</at>')])],
  ['a mention with words', card([block('hello <at>A</at>')], mentioned)],
  ['whom nobody mentions', card([rich('a')], mentioned)],
  ['a wide card with a mention', card([block('<at>A</at>')], { msteams: { ...mentioned.msteams, width: 'full' } })],
  ['a mention in a run', card([rich('<at>A</at>')])],
  ['a date', card([rich('{{DATE(2026-01-01)}}')])],
  ['half a letter', card([rich('a\ud83d')])],
  ['a mark that turns text', card([rich('a\u202eb')])],
  ['an empty text', card([rich(' ')])],
  ['speech with an element', card([rich('a')], { speak: '<audio/>' })],
  ['five buttons', card([rich('a')], { actions: Array.from({ length: 5 }, () => action()) })],
  [
    'two that matter most',
    card([rich('a')], { actions: [action({ style: 'positive' }), action({ style: 'positive' })] }),
  ],
  ['only hidden buttons', card([rich('a')], { actions: [action({ mode: 'secondary' })] })],
  ['a press without a signature', card([rich('a')], { actions: [action({ data: { ...data, sig: undefined } })] })],
  ['a long press', card([rich('a')], { actions: [action({ data: { ...data, press: 'x'.repeat(2_001) } })] })],
  [
    'an old client that does another thing',
    card([rich('a')], {
      actions: [action({ fallback: { type: 'Action.Submit', title: 'Go', data: { ...data, press: '{}' } } })],
    }),
  ],
  [
    'a link that is not https',
    card([rich('a', { selectAction: { type: 'Action.OpenUrl', title: 'a', url: 'http://a.example' } })]),
  ],
  [
    'a picture from elsewhere',
    card([{ type: 'Image', altText: 'a', size: 'Stretch', url: 'https://evil.example/a.png' }]),
  ],
  ['a wide table on phones', card([table(4)])],
  ['a table with a short row', card([{ ...table(2), columns: [{ width: 1 }] }])],
  [
    'an id twice',
    card([
      { ...rich('a'), id: 'x' },
      { ...rich('b'), id: 'x' },
    ]),
  ],
  ['a tap that shows nothing', card([rich('more', toggle('x'))])],
  ['an input that could be ours', card([input('press')])],
  ['a choice with a comma', card([choices({ choices: [{ title: 'A', value: 'a,b' }] })])],
  ['a choice of nothing', card([choices({ choices: [] })])],
  ['a chosen one that is not offered', card([choices({ value: 'b' })])],
  ['more than 80 KB', card(Array.from({ length: 30 }, () => rich('x'.repeat(1_500))))],
])('%s is refused', (_, message) => {
  expect(() => assertValidMessage(message)).toThrow();
});
