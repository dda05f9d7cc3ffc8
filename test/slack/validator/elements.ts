import { z } from 'zod/v4';
import * as most from './limits.ts';
import { httpsUrl, plainText, rawText } from './texts.ts';

const id = z.string().min(1).max(most.ID);
const option = z.strictObject({ text: plainText(most.OPTION_TEXT), value: z.string().min(1).max(most.OPTION_VALUE) });
const confirm = z.strictObject({
  title: plainText(most.CONFIRM.title),
  text: plainText(most.CONFIRM.text),
  confirm: plainText(most.CONFIRM.button),
  deny: plainText(most.CONFIRM.button),
});
const placeholder = plainText(most.PLACEHOLDER);

const button = z.strictObject({
  type: z.literal('button'),
  action_id: id,
  text: plainText(most.BUTTON_TEXT),
  value: z.string().min(1).max(most.BUTTON_VALUE).optional(),
  url: httpsUrl(most.URL_LENGTH).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id,
  options: z.array(option).min(1).max(most.OVERFLOW_OPTIONS),
  confirm: confirm.optional(),
});

const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: id,
  placeholder: placeholder.optional(),
  options: z.array(option).min(1).max(most.SELECT_OPTIONS),
  initial_option: option.optional(),
});
const multiStaticSelect = staticSelect.omit({ type: true, initial_option: true }).extend({
  type: z.literal('multi_static_select'),
  initial_options: z.array(option).min(1).max(most.SELECT_OPTIONS).optional(),
});
const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  action_id: id,
  placeholder: placeholder.optional(),
  min_query_length: z.int().min(0).optional(),
  initial_option: option.optional(),
});
const multiExternalSelect = externalSelect.omit({ type: true, initial_option: true }).extend({
  type: z.literal('multi_external_select'),
  initial_options: z.array(option).min(1).max(most.SELECT_OPTIONS).optional(),
});
const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id,
  multiline: z.boolean().optional(),
  placeholder: placeholder.optional(),
  initial_value: rawText(4 * most.INPUT_LENGTH)
    .refine((value) => value.length <= most.INPUT_LENGTH)
    .optional(),
  min_length: z.int().min(0).max(most.INPUT_LENGTH).optional(),
  max_length: z.int().min(1).max(most.INPUT_LENGTH).optional(),
});
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  action_id: id,
  options: z.array(option).min(1).max(most.CHECKBOXES),
  initial_options: z.array(option).min(1).optional(),
});

/** What may stand in a row of actions, and beside a section. */
export const action = z.discriminatedUnion('type', [button, overflow, staticSelect, multiStaticSelect, checkboxes]);

/** What may stand in an input of a modal. */
export const inputElement = z.discriminatedUnion('type', [
  staticSelect,
  multiStaticSelect,
  checkboxes,
  externalSelect,
  multiExternalSelect,
  plainTextInput,
]);

/** What a select that is searched while typing is given. */
export const foundOptions = z.strictObject({ options: z.array(option).max(most.SELECT_OPTIONS) });

const style = z.strictObject({ bold: z.boolean().optional(), italic: z.boolean().optional() });
/** No mentions, emoji, dates or colours: nothing of ours needs them, so one would come from data. */
const richElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: rawText(most.RICH_TEXT), style: style.optional() }),
  z.strictObject({ type: z.literal('link'), url: httpsUrl(most.URL_LENGTH), text: rawText(most.RICH_TEXT) }),
]);
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richElement).min(1) });

export const richText = z.discriminatedUnion('type', [
  richSection,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(richSection).min(1),
  }),
]);
