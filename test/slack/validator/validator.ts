import { z } from 'zod/v4';
import { homeBlocks, messageBlocks, modalBlocks } from './blocks.ts';
import { withoutCalls } from './calls.ts';
import { foundOptions } from './elements.ts';
import * as most from './limits.ts';
import { markup, plainText } from './texts.ts';

/** What is checked of a message's arguments; the rest (channel, token, metadata) is not about looks. */
const message = z.object({
  text: markup(most.FALLBACK_TEXT),
  // An empty list takes the blocks of an edited message away.
  blocks: z.union([z.array(z.never()).max(0), messageBlocks]).optional(),
  mrkdwn: z.boolean().optional(),
  parse: z.literal('none').optional(),
  link_names: z.literal(false).optional(),
  attachments: z.undefined().optional(),
});

const home = z.strictObject({
  type: z.literal('home'),
  blocks: homeBlocks,
  private_metadata: z.string().max(most.PRIVATE_METADATA).optional(),
  callback_id: z.string().min(1).max(most.ID).optional(),
});

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(most.VIEW_TITLE),
    submit: plainText(most.VIEW_TITLE).optional(),
    close: plainText(most.VIEW_TITLE).optional(),
    blocks: modalBlocks,
    callback_id: z.string().min(1).max(most.ID).optional(),
    private_metadata: z.string().max(most.PRIVATE_METADATA).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
  })
  .refine(({ blocks, submit }) => submit !== undefined || blocks.every(({ type }) => type !== 'input'), {
    message: 'has inputs and nothing to send them with',
  });

/**
 * Fails for a message that Slack would refuse or that untrusted text could get through: too much of anything, unknown
 * blocks or fields, names used twice, a sign outside of an entity, half a letter, a mark that turns text, an empty text.
 */
export function assertValidMessage(payload: unknown): void {
  assertValid(message, withoutCalls(payload));
}

/** As `assertValidMessage`, for a modal or the app's own page. */
export function assertValidView(view: unknown): void {
  const isHome = typeof view === 'object' && view !== null && Reflect.get(view, 'type') === 'home';
  assertValid(isHome ? home : modal, view);
}

/** As `assertValidMessage`, for the reply to a search in a select. */
export function assertValidOptions(reply: unknown): void {
  assertValid(foundOptions, reply);
}

function assertValid(schema: z.ZodType, payload: unknown): void {
  const { error } = schema.safeParse(payload);
  if (error === undefined) return;
  throw new Error(`Slack would not take this:\n${z.prettifyError(error)}\n${JSON.stringify(payload).slice(0, 3000)}`);
}
