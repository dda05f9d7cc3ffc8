import { z } from 'zod/v4';

/** Platforms on which people ask. */
export const platforms = ['slack', 'teams'] as const;
export type Platform = (typeof platforms)[number];

const speaker = z.object({
  platform: z.enum(platforms),
  /** The workspace or tenant that the person belongs to. */
  team: z.string(),
  user: z.string(),
});

/** Somebody on a platform, as the platform names them. */
export type Speaker = z.infer<typeof speaker>;

const place = z.object({
  channel: z.string(),
  /** direct: only the person and the bot are there. */
  kind: z.enum(['channel', 'direct']),
  /** The message under which it was said; null outside of threads. */
  thread: z.string().nullable(),
});

/** Where something was said. */
export type Place = z.infer<typeof place>;

const chosen = z.record(z.string(), z.array(z.string()));

const what = z.discriminatedUnion('do', [
  /** A question in words, to be answered where it was asked. */
  z.object({ do: z.literal('ask'), text: z.string() }),
  /** A button was pressed; `press` is what the platform gave back, not yet read. */
  z.object({ do: z.literal('press'), press: z.string() }),
  /** A dialog was sent. */
  z.object({
    do: z.literal('dialog'),
    name: z.string(),
    state: z.string(),
    chosen,
    /** It stands in a message, and so came from where it was opened; elsewhere a dialog comes from nowhere in particular. */
    inPlace: z.literal(true).optional(),
  }),
  /** Files were dropped into the bot's direct message, perhaps with words. */
  z.object({
    do: z.literal('files'),
    text: z.string(),
    files: z.array(z.object({ id: z.string(), name: z.string(), url: z.string(), bytes: z.number() })),
  }),
  /** The bot's own page was opened. */
  z.object({ do: z.literal('home') }),
  /** The bot was added to a channel, or somebody opened its direct message for the first time. */
  z.object({ do: z.literal('hello') }),
]);

/** What somebody wants. */
export type What = z.infer<typeof what>;

/** One thing that somebody said or pressed, on its way through the inbox: stored before it is acknowledged. */
export const incoming = z.object({
  /** What the platform calls it: the same one comes only once, however often it is delivered. */
  key: z.string(),
  speaker,
  place,
  /** By what the platform can be answered; only the platform itself reads it. */
  handle: z.string(),
  what,
});

export type Incoming = z.infer<typeof incoming>;
