import { z } from 'zod/v4';

/** What Teams sends, as far as it is read here; anything else it holds is let through unread. */

const id = z.string().min(1).max(2_000);
const text = z.string().nullish();
const account = z.object({ id: text, name: text, aadObjectId: text, role: text, tenantId: text });

/** What every activity has, and what those have that are read here. */
export const activity = z.object({
  type: z.string().min(1),
  id: text,
  channelId: z.string().min(1),
  serviceUrl: z.string().min(1),
  conversation: z.object({
    id,
    conversationType: text,
    isGroup: z.boolean().nullish(),
    tenantId: text,
    name: text,
  }),
  from: account.nullish(),
  recipient: account.extend({ isTargeted: z.boolean().nullish() }).nullish(),
  channelData: z
    .object({
      tenant: z.object({ id: text }).nullish(),
      team: z.object({ id: text, aadGroupId: text, name: text }).nullish(),
      channel: z.object({ id: text, name: text }).nullish(),
      eventType: text,
    })
    .nullish()
    .catch(null),
  text,
  textFormat: text,
  locale: text,
  localTimezone: text,
  replyToId: text,
  /** Of an invoke, what is asked; of an installation, `action` what became of it. */
  name: text,
  action: text,
  value: z.unknown(),
  attachments: z.array(z.unknown()).nullish().catch(null),
  entities: z.array(z.unknown()).nullish().catch(null),
  membersAdded: z.array(account).nullish().catch(null),
  membersRemoved: z.array(account).nullish().catch(null),
});
export type Activity = z.infer<typeof activity>;

export const mention = z.object({
  type: z.literal('mention'),
  text: z.string(),
  mentioned: z.object({ id: z.string() }),
});

export const clientInfo = z.object({ type: z.literal('clientInfo'), locale: text, timezone: text });

/** A file that somebody gave the bot in their personal chat. */
export const sentFile = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: text,
  content: z.object({ downloadUrl: z.string().min(1), uniqueId: text }),
});

/** The message once more as HTML. */
export const html = z.object({ contentType: z.literal('text/html'), content: z.string() });

const pressData = z.object({ verb: z.literal('press'), press: z.string(), sig: z.string() });
const dialogData = z.looseObject({
  verb: z.literal('dialog'),
  dialog: z.string(),
  state: z.string(),
  sig: z.string(),
});
/** What a button of ours carries; the inputs of a card are beside it. */
export const buttonData = z.discriminatedUnion('verb', [pressData, dialogData]);
export type ButtonData = z.infer<typeof buttonData>;

/** `value` of adaptiveCard/action. */
export const cardAction = z.object({ action: z.object({ data: z.unknown() }) });

/** `value` of application/search. */
export const search = z.object({
  queryText: z.string().nullish(),
  queryOptions: z.object({ top: z.number().nullish() }).nullish().catch(null),
  dataset: z.string(),
});

/** `value` of composeExtension/fetchTask: a message that somebody wants to ask about, as HTML. */
export const aboutMessage = z.object({
  commandId: z.string(),
  messagePayload: z.object({ body: z.object({ content: z.string().nullish() }).nullish() }).nullish(),
});

/** `value` of composeExtension/submitAction: the dialog that was opened so. */
export const sentAbout = z.object({ commandId: z.string(), data: z.unknown() });
