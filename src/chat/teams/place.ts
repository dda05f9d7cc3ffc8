import type { Database } from '../../../db/open.ts';
import { conversationOf, conversationsOf, type TeamsConversation } from '../../../db/readings/teams.ts';
import { write } from '../../../db/write.ts';
import { forgetConversation } from '../../../db/writes/teams.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';

export interface PlaceOutside {
  readonly db: () => Database;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where a conversation is answered, and what the bot is called there. */
export type Site = Pick<TeamsConversation, 'kind' | 'serviceUrl' | 'botId' | 'joined' | 'teamId' | 'groupId' | 'name'>;

const PATIENCE_MS = 2_000;

/**
 * Where a conversation is answered. A channel of which nothing was heard yet is answered where its tenant is: bots are in
 * all channels of a team, and hear of those alone in which they are spoken to. Undefined where nothing is known of either.
 */
export function siteOf(db: Database, tenant: string, conversation: string): Site | undefined {
  const known = conversationOf(db, tenant, conversation);
  if (known !== undefined || !/^19:.+@thread\./.test(conversation)) return known;
  const near = nearby(db, tenant);
  const kind = /@thread\.v2$/.test(conversation) ? 'group' : 'channel';
  return near === undefined ? undefined : { ...near, kind, teamId: null, groupId: null, name: null };
}

/** The conversation of a tenant that was heard of last, of those that the bot is in. */
export function nearby(db: Database, tenant: string): TeamsConversation | undefined {
  return conversationsOf(db, tenant).find(({ joined }) => joined);
}

/** Nothing is sent to a conversation until something is heard from there again. Never throws. */
export async function pause(
  { db, clock, log }: PlaceOutside,
  tenant: string,
  conversation: string,
  code: string,
): Promise<void> {
  log.warn({ tenant, conversation, code }, 'Teams takes nothing there; nothing is sent until somebody writes there');
  try {
    const open = db();
    await write(open, clock, () => forgetConversation(open, tenant, conversation), PATIENCE_MS);
  } catch (error) {
    log.warn({ err: error }, 'a conversation was not marked as left');
  }
}
