import { z } from 'zod/v4';
import { action, inputElement, richText } from './elements.ts';
import * as most from './limits.ts';
import { lengthOf, plainText, rawText } from './texts.ts';

const block_id = z.string().min(1).max(most.ID).optional();

const header = z.strictObject({ type: z.literal('header'), block_id, text: plainText(most.HEADER) });
const section = z
  .strictObject({
    type: z.literal('section'),
    block_id,
    text: plainText(most.SECTION_TEXT).optional(),
    fields: z.array(plainText(most.SECTION_FIELD)).min(1).max(most.SECTION_FIELDS).optional(),
    accessory: action.optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, { message: 'has neither text nor fields' });
const context = z.strictObject({
  type: z.literal('context'),
  block_id,
  elements: z.array(plainText(most.CONTEXT_TEXT)).min(1).max(most.CONTEXT_ELEMENTS),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  block_id,
  elements: z.array(action).min(1).max(most.ACTION_ELEMENTS),
});
const divider = z.strictObject({ type: z.literal('divider'), block_id });
/** By its file alone: an address would have to be reached by Slack, and would end some day. */
const image = z.strictObject({
  type: z.literal('image'),
  block_id,
  slack_file: z.strictObject({ id: z.string().regex(/^F[A-Z0-9]+$/) }),
  alt_text: rawText(most.IMAGE.alt),
  title: plainText(most.IMAGE.title).optional(),
});
const rich = z.strictObject({ type: z.literal('rich_text'), block_id, elements: z.array(richText).min(1) });

const cell = z.strictObject({ type: z.literal('raw_text'), text: rawText(most.TABLE.letters) });
const table = z
  .strictObject({
    type: z.literal('table'),
    block_id,
    column_settings: z
      .array(
        z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }),
      )
      .max(most.TABLE.columns)
      .optional(),
    rows: z.array(z.array(cell).min(1).max(most.TABLE.columns)).min(1).max(most.TABLE.rows),
  })
  .superRefine(({ rows }, issue) => {
    const widths = new Set(rows.map((row) => row.length));
    if (widths.size > 1) issue.addIssue({ code: 'custom', message: 'has rows of different lengths' });
    const letters = rows.flat().reduce((sum, { text }) => sum + lengthOf(text), 0);
    if (letters > most.TABLE.letters) issue.addIssue({ code: 'custom', message: `has ${letters} letters` });
  });

const input = z.strictObject({
  type: z.literal('input'),
  block_id,
  label: plainText(most.INPUT_LABEL),
  hint: plainText(most.INPUT_LABEL).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});

const anywhere = [header, section, context, actions, divider, image, rich, table] as const;

/** What a message may hold; one table at most. */
export const messageBlocks = z
  .array(z.discriminatedUnion('type', anywhere))
  .min(1)
  .max(most.MESSAGE_BLOCKS)
  .superRefine(wellTogether)
  .superRefine((blocks, issue) => {
    const letters = lettersIn(blocks);
    if (letters > most.MESSAGE_LETTERS) issue.addIssue({ code: 'custom', message: `has ${letters} letters of text` });
  });

export const homeBlocks = z
  .array(z.discriminatedUnion('type', anywhere))
  .max(most.VIEW_BLOCKS)
  .superRefine(wellTogether);

export const modalBlocks = z
  .array(z.discriminatedUnion('type', [...anywhere, input]))
  .min(1)
  .max(most.VIEW_BLOCKS)
  .superRefine(wellTogether);

function wellTogether(blocks: readonly { type: string }[], issue: z.RefinementCtx): void {
  if (blocks.filter(({ type }) => type === 'table').length > 1)
    issue.addIssue({ code: 'custom', message: 'has more than one table' });
  for (const key of ['block_id', 'action_id']) {
    const ids = valuesAt(blocks, key);
    const twice = ids.filter((each, at) => ids.indexOf(each) !== at);
    if (twice.length > 0) issue.addIssue({ code: 'custom', message: `has ${key} ${twice.join(', ')} twice` });
  }
}

/** Every text that stands in the blocks at a key, however deep. */
export function valuesAt(value: unknown, key: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === key && typeof each === 'string' ? [each] : valuesAt(each, key),
  );
}

function lettersIn(blocks: unknown): number {
  return valuesAt(blocks, 'text').reduce((sum, text) => sum + lengthOf(text), 0);
}
