import { z } from 'zod/v4';

/** What Slack sends, as far as it is read here; anything else it holds is let through unread. */

const id = z.string().min(1);
const optionalId = z.string().nullish();

/** What every delivery says of where it belongs, in the many places where Slack says it. */
export const envelope = z.object({
  team_id: optionalId,
  context_team_id: optionalId,
  enterprise_id: optionalId,
  context_enterprise_id: optionalId,
  is_enterprise_install: z.union([z.boolean(), z.string()]).nullish(),
  is_ext_shared_channel: z.boolean().nullish(),
  authorizations: z
    .array(
      z.object({
        team_id: optionalId,
        enterprise_id: optionalId,
        user_id: optionalId,
        is_bot: z.boolean().nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .nullish(),
  team: z.object({ id: optionalId, enterprise_id: optionalId }).nullish(),
  enterprise: z.object({ id: optionalId }).nullish(),
  user: z.object({ id: optionalId, team_id: optionalId }).nullish(),
  user_id: optionalId,
  view: z.object({ app_installed_team_id: optionalId }).nullish(),
  channel_id: optionalId,
  channel: z.object({ id: optionalId }).nullish(),
  command: z.string().nullish(),
  event: z
    .object({
      type: z.string(),
      user: z.unknown(),
      user_team: optionalId,
      source_team: optionalId,
      channel: z.unknown(),
    })
    .nullish(),
});
export type Envelope = z.infer<typeof envelope>;

export const command = z.object({
  command: z.string(),
  text: z.string().default(''),
  response_url: z.string().nullish(),
  trigger_id: id,
  user_id: id,
  channel_id: id,
});

const person = z.object({ id });
const pressedView = z.object({ id });

export const blockActions = z.object({
  user: person,
  trigger_id: id,
  response_url: z.string().nullish(),
  channel: z.object({ id }).nullish(),
  container: z
    .object({
      message_ts: z.string().nullish(),
      thread_ts: z.string().nullish(),
      is_ephemeral: z.boolean().nullish(),
    })
    .nullish(),
  message: z.object({ ts: z.string().nullish(), thread_ts: z.string().nullish() }).nullish(),
  view: pressedView.nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

const answered = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_date: z.string().nullish(),
});

export const viewSubmission = z.object({
  user: person,
  trigger_id: z.string().nullish(),
  view: z.object({
    id,
    hash: z.string().nullish(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), answered)) }).nullish(),
  }),
});

export const blockSuggestion = z.object({
  user: person,
  action_id: z.string(),
  value: z.string().default(''),
  view: z.object({ id, private_metadata: z.string().default('') }).nullish(),
});

export const messageAction = z.object({
  user: person,
  trigger_id: id,
  response_url: z.string().nullish(),
  channel: z.object({ id }),
  message: z.object({ ts: z.string().nullish(), thread_ts: z.string().nullish(), text: z.string().nullish() }),
});

/** The wrapping of every event; `event` is read by one of the shapes below. */
export const eventDelivery = z.object({ event_id: id });

const file = z.object({
  id,
  name: z.string().nullish(),
  title: z.string().nullish(),
  url_private_download: z.string().nullish(),
  url_private: z.string().nullish(),
  size: z.number().nullish(),
});

/** `app_mention`, and `message` in a direct message, with files or without. */
export const saidMessage = z.object({
  user: id.nullish(),
  text: z.string().nullish(),
  ts: id,
  thread_ts: z.string().nullish(),
  channel: id,
  channel_type: z.string().nullish(),
  subtype: z.string().nullish(),
  bot_id: z.string().nullish(),
  edited: z.unknown().optional(),
  files: z.array(file).nullish(),
});
export type SaidMessage = z.infer<typeof saidMessage>;

export const appHomeOpened = z.object({
  user: id,
  channel: id,
  tab: z.string().nullish(),
  view: z.object({ id }).nullish(),
});

export const memberJoined = z.object({ user: id, channel: id, inviter: id.nullish() });

export const tokensRevoked = z.object({
  tokens: z.object({ oauth: z.array(z.string()).nullish(), bot: z.array(z.string()).nullish() }).nullish(),
});

export const userChange = z.object({ user: z.object({ id, team_id: optionalId }) });

export const channelShared = z.object({ channel: id });
