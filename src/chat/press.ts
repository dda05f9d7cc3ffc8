import { z } from 'zod/v4';

/** A question as text, which can be asked again: `expiring 90d page:2`. */
const question = z.string().min(1);
/** The platform's id of the person whose message it is: nobody else's press counts. */
const of = z.string().min(1);

/** What a button means, as stored text is checked. */
export const pressSchema = z.discriminatedUnion('do', [
  /** Shows a question in place of the message. */
  z.object({ do: z.literal('show'), q: question, of }),
  /** Asks a question anew, privately, as whoever presses. */
  z.object({ do: z.literal('ask'), q: question }),
  z.object({ do: z.literal('share'), q: question, of }),
  z.object({ do: z.literal('csv'), q: question, of }),
  /** Sends every row of a question to the direct messages of whoever presses: what they may see of it. */
  z.object({ do: z.literal('csv-for-me'), q: question }),
  z.object({ do: z.literal('to-me'), q: question, of }),
  /** Sends the picture of a question's figures to the direct messages of whoever presses. */
  z.object({ do: z.literal('chart'), q: question, of }),
  z.object({ do: z.literal('filter'), q: question, of }),
  /** Opens the choice of a customer among those of a question's page. */
  z.object({ do: z.literal('customer'), q: question, of }),
  /** Opens the choices of a question's card that do not fit behind its buttons. */
  z.object({ do: z.literal('more'), q: question, of }),
  z.object({ do: z.literal('request-access') }),
  z.object({
    do: z.literal('grant'),
    request: z.int(),
    /** When it was asked: a person who asks anew, perhaps as somebody else, is not who the message shows. */
    asked: z.int(),
    role: z.enum(['viewer', 'editor', 'admin']),
    scope: z.enum(['own', 'all']),
  }),
  z.object({ do: z.literal('decline'), request: z.int(), asked: z.int() }),
  /** What a held import is: the whole list, or a part of it. */
  z.object({ do: z.literal('import-as'), file: z.string().min(1), as: z.enum(['whole', 'part', 'drop']), of }),
  /** Whether the five figures after an import are those of the portal. */
  z.object({ do: z.literal('figures'), import: z.int(), match: z.boolean(), of }),
  /** What becomes of a schedule; whoever presses has to be allowed it. `home`: the bot's own page is drawn anew. */
  z.object({
    do: z.literal('digest'),
    act: z.enum(['pause', 'resume', 'remove', 'keep']),
    schedule: z.int(),
    home: z.literal(true).optional(),
  }),
  /** Sends what `digest test …` shows to whoever presses, as it would be posted. */
  z.object({ do: z.literal('digest-real'), q: question }),
  /** Whether a message arrived of which nobody knows, or is to be sent again. */
  z.object({ do: z.literal('held'), delivery: z.int(), verdict: z.enum(['arrived', 'again']) }),
  /** What becomes of an incident, by its uid; whoever presses has to be allowed it. */
  z.object({
    do: z.literal('alert'),
    act: z.enum([
      ...['ack', 'snooze-1h', 'snooze-6h', 'snooze-morning', 'silence-queue', 'silence-customer'],
      ...['why', 'got-it'],
    ] as const),
    incident: z.string().min(1),
  }),
]);

/** What a button means. It carries all that is needed, so that it works after a restart, and for ever. */
export type Press = z.infer<typeof pressSchema>;

/** The most that a platform keeps for a button, in UTF-16 units. */
const LONGEST = 2000;

/** A press as text; undefined where it is too long for a button, which then has to be left out. */
export function pressText(meant: Press): string | undefined {
  const text = JSON.stringify(meant);
  return text.length > LONGEST ? undefined : text;
}

/** A press out of what the platform gave back; undefined where it is none, as from an older version or by forgery. */
export function readPress(text: string): Press | undefined {
  try {
    return pressSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
