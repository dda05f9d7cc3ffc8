import { z } from 'zod/v4';

const person = z.strictObject({ type: z.literal('user'), user_id: z.string().regex(/^[UW][A-Z0-9]+$/) });
const space = z.strictObject({ type: z.literal('text'), text: z.literal(' ') });
const line = z.strictObject({
  type: z.literal('rich_text'),
  elements: z.tuple([
    z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(z.union([person, space])).min(1) }),
  ]),
});
const calling = z.looseObject({ text: z.string(), blocks: z.array(z.unknown()).min(2) });

/**
 * A message without those whom it calls: the mentions in front of its text, where its first block is a line of the very same
 * ones. Any other mention stays, and is then refused as one that came from data.
 */
export function withoutCalls(payload: unknown): unknown {
  const message = calling.safeParse(payload);
  if (!message.success) return payload;
  const { text, blocks } = message.data;
  const mentions = /^(?:<@[UW][A-Z0-9]+> )+/.exec(text)?.[0];
  const first = line.safeParse(blocks[0]);
  if (mentions === undefined || !first.success) return payload;
  const [{ elements }] = first.data.elements;
  const named = elements.flatMap((each) => (each.type === 'user' ? `<@${each.user_id}> ` : [])).join('');
  return named === mentions ? { ...message.data, text: text.slice(mentions.length), blocks: blocks.slice(1) } : payload;
}
