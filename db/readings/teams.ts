import type { Database } from '../open.ts';

/** A conversation of Microsoft Teams, as it was heard of last. */
export interface TeamsConversation {
  readonly tenant: string;
  /** Without the `;messageid=…` of a thread. */
  readonly conversation: string;
  readonly kind: 'personal' | 'group' | 'channel';
  /** Where answers for it are sent. */
  readonly serviceUrl: string;
  /** What the bot is called there: `28:…`. */
  readonly botId: string;
  readonly teamId: string | null;
  readonly groupId: string | null;
  readonly name: string | null;
  /** Of a personal chat, whose it is: object id. */
  readonly user: string | null;
  /** False once the bot was removed from there. */
  readonly joined: boolean;
  /** Of a personal chat, the message that shows the bot's own page. */
  readonly homeMessage: string | null;
  /** Epoch milliseconds; at most an hour older than what was truly heard last. */
  readonly heardAt: number;
}

/** What Teams says of somebody with what they say. */
export interface TeamsPerson {
  readonly tenant: string;
  /** Object id, lower case. */
  readonly user: string;
  /** `29:…`, by which they are mentioned. */
  readonly teamsId: string;
  readonly name: string | null;
  /** As their client said last; null where it did not. */
  readonly locale: string | null;
  readonly timeZone: string | null;
  /** Epoch milliseconds; at most an hour older than what was truly heard last. */
  readonly heardAt: number;
}

const COLUMNS = `tenant, conversation, kind, service_url as serviceUrl, bot_id as botId, team_id as teamId,
  group_id as groupId, name, user, joined, home_message as homeMessage, heard_at as heardAt`;

type Row = Omit<TeamsConversation, 'joined'> & { readonly joined: number };

/** A conversation that the bot is or was in; undefined where nothing was ever heard of it. */
export function conversationOf(db: Database, tenant: string, conversation: string): TeamsConversation | undefined {
  return read(
    db.sqlite
      .prepare<[string, string], Row>(
        `select ${COLUMNS} from teams_conversations where tenant = ? and conversation = ?`,
      )
      .get(tenant, conversation),
  );
}

/** Somebody's personal chat with the bot, of several the one that was heard of last; also one the bot was removed from. */
export function personalChatOf(db: Database, tenant: string, user: string): TeamsConversation | undefined {
  return read(
    db.sqlite
      .prepare<[string, string], Row>(
        `select ${COLUMNS} from teams_conversations where tenant = ? and user = ? and kind = 'personal'
         order by joined desc, heard_at desc, conversation limit 1`,
      )
      .get(tenant, user),
  );
}

/** All that is known of a tenant, what was heard of last first. */
export function conversationsOf(db: Database, tenant: string): readonly TeamsConversation[] {
  return db.sqlite
    .prepare<[string], Row>(
      `select ${COLUMNS} from teams_conversations where tenant = ? order by heard_at desc, conversation`,
    )
    .all(tenant)
    .map(withFlag);
}

/** Somebody of whom Teams said something with what they said; undefined where they never did. */
export function personOfTeams(db: Database, tenant: string, user: string): TeamsPerson | undefined {
  return db.sqlite
    .prepare<[string, string], TeamsPerson>(
      `select tenant, user, teams_id as teamsId, name, locale, time_zone as timeZone, heard_at as heardAt
       from teams_people where tenant = ? and user = ?`,
    )
    .get(tenant, user);
}

function read(row: Row | undefined): TeamsConversation | undefined {
  return row === undefined ? undefined : withFlag(row);
}

function withFlag(row: Row): TeamsConversation {
  return { ...row, joined: row.joined === 1 };
}
