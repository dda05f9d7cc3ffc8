import type { App } from '@slack/bolt';
import type { z } from 'zod/v4';
import type { Log } from '../../base/log.ts';
import { deliveredIn } from './deliver.ts';
import { channelShared, memberJoined, tokensRevoked, userChange } from './payloads.ts';

/** Told when what is kept of a person or a channel may be wrong from now on. Neither may throw. */
export interface Noticed {
  person(team: string, user: string): void | Promise<void>;
  room(team: string, channel: string): void | Promise<void>;
}

interface ChangesOptions {
  readonly log: Log;
  readonly noticed: Noticed | undefined;
  /** The workspace has thrown the bot out: its token is dead and must not be kept. */
  readonly left: (team: string) => Promise<void>;
}

/** Registers what Slack tells of changes in a workspace, which nobody is answered for. */
export function listenForChanges(app: App, { log, noticed, left }: ChangesOptions): void {
  app.event('app_uninstalled', async ({ context }) => {
    const { team } = deliveredIn(context).admitted;
    log.warn({ team }, 'the app was uninstalled from a workspace of Slack');
    await left(team);
  });
  app.event('tokens_revoked', async ({ event, context }) => {
    const tokens = read(tokensRevoked, event, log)?.tokens;
    const { team } = deliveredIn(context).admitted;
    // Tokens of people are revoked too; we have none of them.
    if ((tokens?.bot ?? []).length === 0) return;
    log.warn({ team }, 'the bot token of a workspace of Slack was revoked');
    await left(team);
  });
  app.event('user_change', async ({ event, context }) => {
    const changed = read(userChange, event, log);
    if (changed !== undefined) await noticed?.person(deliveredIn(context).admitted.team, changed.user.id);
  });
  for (const change of ['channel_shared', 'channel_unshared'] as const) {
    app.event(change, async ({ event, context }) => {
      const shared = read(channelShared, event, log);
      if (shared !== undefined) await noticed?.room(deliveredIn(context).admitted.team, shared.channel);
    });
  }
  for (const change of ['member_joined_channel', 'member_left_channel'] as const) {
    app.event(change, async ({ event, context }) => {
      const member = read(memberJoined, event, log);
      if (member !== undefined) await noticed?.room(deliveredIn(context).admitted.team, member.channel);
    });
  }
}

/** An event of a shape we do not know would come three times more, and be no better. */
function read<Shape>(shape: z.ZodType<Shape>, event: unknown, log: Log): Shape | undefined {
  const parsed = shape.safeParse(event);
  if (parsed.success) return parsed.data;
  log.warn(parsed.error, 'a change that Slack tells has another shape');
  return undefined;
}
