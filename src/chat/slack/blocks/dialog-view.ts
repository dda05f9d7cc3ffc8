import type { types } from '@slack/bolt';
import { assertNever } from '../../../base/errors.ts';
import { lines } from '../../card/harmless.ts';
import type { Dialog, Field, Option } from '../../dialog.ts';
import { limits } from '../limits.ts';
import { FIELD, SEARCH } from '../names.ts';
import { numbering } from './buttons.ts';
import { plain } from './harmless.ts';
import { piecesOf } from './parts.ts';

/** What ends a dialog that names no word for it; Slack refuses one with fields and without. */
const SUBMIT = 'OK';

/**
 * A dialog as a modal; `metadata` is what comes back with it, the dialog's state unless there is more to say. Options
 * whose value is too long for Slack are left out.
 */
export function dialogView(dialog: Dialog, metadata = dialog.state): types.ModalView {
  const number = numbering();
  const fields = dialog.fields.flatMap(inputBlock);
  const parts = dialog.parts.flatMap((part) =>
    piecesOf(part, number, { isFirstTable: true, picture: undefined }).flatMap(({ blocks }) => blocks),
  );
  const submit = dialog.submit ?? (fields.length > 0 ? SUBMIT : undefined);
  return {
    type: 'modal',
    callback_id: dialog.name,
    title: plain(dialog.title, limits.view.title),
    ...(submit === undefined ? {} : { submit: plain(submit, limits.view.submit) }),
    private_metadata: metadata,
    blocks: [...parts.slice(0, limits.view.blocks - fields.length), ...fields],
  };
}

function inputBlock(field: Field): types.InputBlock[] {
  const element = elementOf(field);
  if (element === undefined) return [];
  return [
    {
      type: 'input',
      block_id: `${FIELD}${field.key}`,
      optional: field.optional,
      label: plain(field.label, limits.input.label),
      ...(field.hint === undefined ? {} : { hint: plain(field.hint, limits.input.hint) }),
      element,
    },
  ];
}

/** Undefined for a choice among nothing, which Slack refuses. */
function elementOf(field: Field): types.InputBlock['element'] | undefined {
  switch (field.kind) {
    case 'choice':
      return choice(field);
    case 'search':
      return search(field);
    case 'text':
      return textInput(field);
    default:
      return assertNever(field);
  }
}

function textInput({ key, value, placeholder, longest }: Extract<Field, { kind: 'text' }>): types.PlainTextInput {
  const most = Math.min(longest, limits.input.text);
  // It is sent back as it stands, so nothing is put at its end where it is cut; but half a letter would be refused.
  const initial = lines(value)
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '');
  return {
    type: 'plain_text_input',
    action_id: `${FIELD}${key}`,
    max_length: most,
    ...(initial === '' ? {} : { initial_value: initial }),
    ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, limits.input.placeholder) }),
  };
}

function choice(field: Extract<Field, { kind: 'choice' }>): types.InputBlock['element'] | undefined {
  const options = drawnOptions(field.options);
  if (options.length === 0) return undefined;
  const action_id = `${FIELD}${field.key}`;
  const chosen = options.filter(({ value }) => field.chosen.includes(value));
  if (field.many)
    return {
      type: 'multi_static_select',
      action_id,
      options,
      ...(chosen.length > 0 ? { initial_options: chosen } : {}),
    };
  const [one] = chosen;
  return { type: 'static_select', action_id, options, ...(one === undefined ? {} : { initial_option: one }) };
}

function search(field: Extract<Field, { kind: 'search' }>): types.InputBlock['element'] {
  const action_id = `${SEARCH}${field.key}`;
  const chosen = drawnOptions(field.chosen.map((value) => ({ value, label: value })));
  if (field.many) {
    const first = chosen.length > 0 ? { initial_options: chosen } : {};
    return { type: 'multi_external_select', action_id, min_query_length: 0, ...first };
  }
  const [one] = chosen;
  return {
    type: 'external_select',
    action_id,
    min_query_length: 0,
    ...(one === undefined ? {} : { initial_option: one }),
  };
}

/** Options as Slack takes them, for a dialog and for what is found while typing: at most 100, their labels cut. */
export function drawnOptions(options: readonly Option[]): (types.PlainTextOption & { value: string })[] {
  const values = new Set<string>();
  return options
    .filter(({ value }) => {
      const fits = value !== '' && value.length <= limits.option.value && !values.has(value);
      values.add(value);
      return fits;
    })
    .slice(0, limits.select.options)
    .map(({ value, label }) => ({ text: plain(label, limits.option.label), value }));
}
