import { expect, test } from 'vitest';
import { assertValidMessage, assertValidOptions, assertValidView } from './validator.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const section = (text: string) => ({ type: 'section', text: plain(text) });
const button = (action_id: string, more: object = {}) => ({ type: 'button', action_id, text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (value: string) => ({ text: plain('One'), value });
const cell = (text: string) => ({ type: 'raw_text', text });
const rich = (element: object) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [element] }],
});
const message = (...blocks: object[]) => ({ channel: 'C0001', text: 'hello', blocks });
const modal = (...blocks: object[]) => ({ type: 'modal', title: plain('Title'), submit: plain('OK'), blocks });
const input = (block_id: string) => ({
  type: 'input',
  block_id,
  label: plain('Name'),
  element: { type: 'plain_text_input', action_id: block_id, max_length: 100 },
});
const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

test.each([
  ['a message with every block of ours', message(section('a'), actions(button('b:1', { value: 'x'.repeat(2000) })))],
  ['a text alone', { text: 'Nova &amp; Foods &lt;br&gt;' }],
  ['fifty blocks', message(...many(50, () => section('a')))],
  [
    'a person who is called',
    { ...message(rich({ type: 'user', user_id: 'U0001' }), section('a')), text: '<@U0001> a' },
  ],
  ['a link in a rich text', message(rich({ type: 'link', url: 'https://admin.webex.com/', text: 'Open' }))],
  ['a table', message({ type: 'table', rows: [[cell('a'), cell('—')]] })],
])('%s is taken', (_, payload) => {
  expect(() => assertValidMessage(payload)).not.toThrow();
});

test.each([
  ['no text', { blocks: [section('a')] }],
  ['an empty text', { text: ' ' }],
  ['a text of more than 4,000 units', { text: 'x'.repeat(4001) }],
  ['a mention', { text: '<!channel>' }],
  ['a lone sign', { text: 'a > b' }],
  ['a cut entity', { text: 'Nova &am' }],
  ['an entity of another kind', { text: '&quot;' }],
  ['a style', { text: '*bold*' }],
  ['a quote', { text: '&gt; quote' }],
  ['an emoji', { text: 'a :smile: b' }],
  ['half a letter', { text: 'a\ud83d' }],
  ['a mark that turns text', message(section('a\u202eb'))],
  ['a control character', message(section('a\u0007b'))],
  ['more than fifty blocks', message(...many(51, () => section('a')))],
  ['more than 12,000 letters', message(...many(5, () => section('x'.repeat(2900))))],
  ['letters that are too many once escaped', message(...many(5, () => section('&'.repeat(590))))],
  ['a long header', message({ type: 'header', text: plain('x'.repeat(151)) })],
  ['a header of signs', message({ type: 'header', text: plain('&'.repeat(31)) })],
  ['markup', message({ type: 'section', text: { type: 'mrkdwn', text: 'a' } })],
  ['emoji codes', message({ type: 'section', text: { type: 'plain_text', text: 'a', emoji: true } })],
  ['a block that is not known', message({ type: 'alert', text: plain('a') })],
  ['a field that is not known', message({ ...section('a'), colour: 'red' })],
  ['a section of nothing', message({ type: 'section' })],
  ['an empty text in a block', message(section(''))],
  ['a name twice', message(actions(button('b'), button('b')))],
  ['a block name twice', message({ ...section('a'), block_id: 'x' }, { ...section('b'), block_id: 'x' })],
  ['a long value', message(actions(button('b', { value: 'x'.repeat(2001) })))],
  ['a long label', message(actions({ ...button('b'), text: plain('x'.repeat(76)) }))],
  ['too many buttons', message(actions(...many(26, (at) => button(`b${at}`))))],
  [
    'too many options',
    message(actions({ type: 'overflow', action_id: 'o', options: many(6, (at) => option(`${at}`)) })),
  ],
  ['a long option', message(actions({ type: 'overflow', action_id: 'o', options: [option('x'.repeat(151))] }))],
  ['an address that is not https', message(rich({ type: 'link', url: 'http://a.example', text: 'a' }))],
  ['a mention in a rich text', message(rich({ type: 'user', user_id: 'U0001' }))],
  ['a mention in its text alone', { ...message(section('a')), text: '<@U0001> a' }],
  ['a mention in its blocks alone', message(rich({ type: 'user', user_id: 'U0001' }), section('a'))],
  [
    'a mention of somebody else in its text',
    { ...message(rich({ type: 'user', user_id: 'U0001' }), section('a')), text: '<@U0002> a' },
  ],
  ['a broadcast in a rich text', message(rich({ type: 'broadcast', range: 'channel' }))],
  ['an emoji in a rich text', message(rich({ type: 'emoji', name: 'smile' }))],
  ['an empty cell', message({ type: 'table', rows: [[cell('')]] })],
  ['rows of different lengths', message({ type: 'table', rows: [[cell('a')], [cell('a'), cell('b')]] })],
  ['a wide table', message({ type: 'table', rows: [many(21, () => cell('a'))] })],
  ['a long table', message({ type: 'table', rows: many(101, () => [cell('a')]) })],
  ['two tables', message({ type: 'table', rows: [[cell('a')]] }, { type: 'table', rows: [[cell('a')]] })],
  ['an input in a message', message(input('a'))],
  ['names that are linked', { ...message(section('a')), link_names: true }],
  ['an attachment', { ...message(section('a')), attachments: [] }],
])('a message with %s is refused', (_, payload) => {
  expect(() => assertValidMessage(payload)).toThrow('Slack would not take this');
});

test.each([
  ['a modal', modal(section('a'), input('a'))],
  ['a page of its own', { type: 'home', blocks: many(100, () => section('a')) }],
])('%s is taken', (_, view) => {
  expect(() => assertValidView(view)).not.toThrow();
});

test.each([
  ['a long title', { ...modal(section('a')), title: plain('x'.repeat(25)) }],
  ['a long submit', { ...modal(section('a')), submit: plain('x'.repeat(25)) }],
  ['long metadata', { ...modal(section('a')), private_metadata: 'x'.repeat(3001) }],
  ['an input and no submit', { type: 'modal', title: plain('a'), blocks: [input('a')] }],
  ['no blocks', modal()],
  ['too many blocks', modal(...many(101, () => section('a')))],
  ['too many choices', modal({ ...input('a'), element: select(101) })],
  ['no choices', modal({ ...input('a'), element: select(0) })],
  ['an input on a page', { type: 'home', blocks: [input('a')] }],
  ['more than a hundred blocks on a page', { type: 'home', blocks: many(101, () => section('a')) }],
])('a view with %s is refused', (_, view) => {
  expect(() => assertValidView(view)).toThrow('Slack would not take this');
});

function select(count: number): object {
  return { type: 'static_select', action_id: 'a', options: many(count, (at) => option(`${at}`)) };
}

test('at most a hundred options are found while typing', () => {
  expect(() => assertValidOptions({ options: many(100, (at) => option(`${at}`)) })).not.toThrow();
  expect(() => assertValidOptions({ options: many(101, (at) => option(`${at}`)) })).toThrow();
});
