import { expect, test } from 'vitest';
import type { Dialog, Field } from '../../../src/chat/dialog.ts';
import { dialogView, drawnOptions } from '../../../src/chat/slack/blocks/dialog-view.ts';
import { assertValidView } from '../validator/validator.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const options = Array.from({ length: 150 }, (_, at) => ({ value: `v${at}`, label: `Label ${at} ${'x'.repeat(90)}` }));
const common = { label: 'Owner', optional: true };

function viewOf(fields: readonly Field[], more: Partial<Dialog> = {}) {
  const view = dialogView({ name: 'filter', title: 'Filter', parts: [], fields, state: 'state', ...more });
  assertValidView(view);
  return view;
}

test('fields are inputs named after their keys, and the state comes back as metadata', () => {
  const view = viewOf([
    { ...common, kind: 'choice', key: 'cluster', options: options.slice(0, 2), chosen: ['v1'], many: true },
    { ...common, kind: 'choice', key: 'by', options: options.slice(0, 2), chosen: [], many: false },
    { ...common, kind: 'search', key: 'owner', chosen: ['ana@reseller.example'], many: true, hint: 'Type' },
    { ...common, kind: 'search', key: 'customer', chosen: [], many: false },
    { ...common, kind: 'text', key: 'q', value: '', longest: 200, placeholder: 'expiring 90d' },
  ]);
  expect(view).toMatchObject({ callback_id: 'filter', private_metadata: 'state', submit: plain('OK') });
  const inputs = view.blocks.map((block) => ('element' in block ? [block.block_id, block.element] : []));
  expect(inputs).toMatchObject([
    ['field:cluster', { type: 'multi_static_select', action_id: 'field:cluster', initial_options: [{ value: 'v1' }] }],
    ['field:by', { type: 'static_select', action_id: 'field:by' }],
    ['field:owner', { type: 'multi_external_select', action_id: 'search:owner', min_query_length: 0 }],
    ['field:customer', { type: 'external_select', action_id: 'search:customer', min_query_length: 0 }],
    ['field:q', { type: 'plain_text_input', action_id: 'field:q', max_length: 200 }],
  ]);
});

test('what holds more than the state can be given as metadata', () => {
  const dialog: Dialog = { name: 'ask', title: 'Ask', parts: [{ kind: 'text', text: 'x' }], fields: [], state: 'a' };
  expect(dialogView(dialog, 'b')).toMatchObject({ private_metadata: 'b' });
});

test('options are cut to what Slack takes: a hundred, short labels, values whole or not at all, each once', () => {
  const drawn = drawnOptions(
    [{ value: 'x'.repeat(151), label: 'long' }, { value: '', label: 'none' }, options[0], ...options].flatMap(
      (each) => each ?? [],
    ),
  );
  expect(drawn).toHaveLength(100);
  expect(new Set(drawn.map(({ value }) => value)).size).toBe(100);
  expect(drawn.every(({ text }) => text.text.length <= 75 && text.text.endsWith('…'))).toBe(true);
});

test('a choice among nothing is left out', () => {
  const parts = [{ kind: 'text', text: 'Nothing to choose.' }] as const;
  expect(
    viewOf([{ ...common, kind: 'choice', key: 'a', options: [], chosen: [], many: true }], { parts }).blocks,
  ).toHaveLength(1);
});
