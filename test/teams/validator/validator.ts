import { z } from 'zod/v4';
import { execute, row } from './actions.ts';
import { element, elementsIn } from './elements.ts';
import * as most from './limits.ts';
import { mentionText, plain, spoken, unreadLines } from './texts.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';

const mention = z.strictObject({
  type: z.literal('mention'),
  text: z.string().regex(mentionText),
  mentioned: z.strictObject({ id: z.string().min(1), name: plain(120) }),
});

const teams = z
  .strictObject({ width: z.literal('full').optional(), entities: z.array(mention).min(1).optional() })
  .refine(({ width, entities }) => width === undefined || entities === undefined, 'is wide and mentions somebody');

const frame = z.strictObject({
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.5'),
  lang: z.string().regex(/^[a-z]{2}$/),
  speak: spoken(1_100),
  fallbackText: unreadLines(1_100),
  msteams: teams.optional(),
  refresh: z
    .strictObject({ action: execute, userIds: z.array(z.string().min(1)).min(1).max(most.REFRESH_USERS) })
    .optional(),
  body: z.array(z.unknown()).min(1),
  actions: row.optional(),
});

const message = z
  .object({
    summary: plain(most.SUMMARY),
    attachments: z.array(z.strictObject({ contentType: z.literal(CARD), content: z.unknown() })),
    text: z
      .string()
      .max(most.TEXT * 2)
      .optional(),
    textFormat: z.enum(['plain', 'xml']).optional(),
    entities: z.array(mention).optional(),
  })
  .refine(({ attachments, text }) => attachments.length > 0 || text !== undefined, 'says nothing')
  .refine(
    ({ text, textFormat }) => (text === undefined) === (textFormat === undefined),
    'has text that is read as Markdown',
  )
  .refine(
    ({ text = '', textFormat }) => textFormat !== 'xml' || /^[^<>]*$/.test(withoutOurTags(text)),
    'has tags of others',
  )
  .refine(
    ({ text = '', entities = [] }) => (text.match(/<at>/g)?.length ?? 0) === entities.length || text === '',
    'mentions somebody without saying whom',
  );

function withoutOurTags(text: string): string {
  return text.replace(/<at>[^<>&]+<\/at>|<br\/>/g, '');
}

/**
 * Fails for a message that Teams would refuse, draw badly or that untrusted text could get through: too much of anything,
 * unknown elements or fields, an id twice, text that is read as Markdown, a mention or a date, half a letter, an empty
 * text, a link that is not https, a button that an old client cannot press.
 */
export function assertValidMessage(sent: unknown): void {
  const { attachments } = parsed(message, sent, sent);
  for (const { content } of attachments) assertValidCard(content);
  const bytes = 2 * JSON.stringify(sent, (_, value: unknown) => (isPicture(value) ? '' : value)).length;
  if (bytes > most.BYTES) throw new Error(`the message has ${bytes} bytes, more than ${most.BYTES}`);
  const body = Buffer.byteLength(JSON.stringify(sent));
  if (body > most.REQUEST_BYTES) throw new Error(`the request has ${body} bytes, more than ${most.REQUEST_BYTES}`);
}

/** As `assertValidMessage`, for a card alone. */
export function assertValidCard(card: unknown): void {
  const { body, msteams } = parsed(frame, card, card);
  const elements = elementsIn(body).map((each) => parsed(element, each, card));
  const ids = elements.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (new Set(ids).size < ids.length) throw new Error(`an id stands twice: ${ids.join(', ')}`);
  const targets = JSON.stringify(card).matchAll(/"targetElements":\["([^"]+)"\]/g);
  for (const [, id = ''] of targets) if (!ids.includes(id)) throw new Error(`there is no element ${id} to be shown`);
  const said = elements.flatMap((each) =>
    each.type === 'TextBlock' ? (each.text.match(/<at>[^<]+<\/at>/g) ?? []) : [],
  );
  const known = (msteams?.entities ?? []).map(({ text }) => text);
  if (said.join() !== known.join())
    throw new Error(`the mentions of the card are not those of its entities: ${said.join()}`);
}

function isPicture(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('data:image/');
}

function parsed<Shape extends z.ZodType>(shape: Shape, value: unknown, whole: unknown): z.infer<Shape> {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message: why }) => `${path.join('.')}: ${why}`).join('\n');
  const part = JSON.stringify(value)?.slice(0, 600);
  throw new Error(`${problems}\nin ${part}`, { cause: whole });
}
