import { column, index, primaryKey, table } from '../columns.ts';

/** Where in Microsoft Teams the bot is, and where answers for it are sent: kept of every activity, since it moves. */
export const teamsConversations = table(
  'teams_conversations',
  {
    tenant: column.text().notNull(),
    /** Without the `;messageid=…` of a thread. */
    conversation: column.text().notNull(),
    /** personal · group · channel */
    kind: column.text().notNull(),
    serviceUrl: column.text().notNull(),
    /** What the bot is called there: `28:…`. */
    botId: column.text().notNull(),
    /** Of a channel, its team's thread and directory ids; null elsewhere, or not known yet. */
    teamId: column.text(),
    groupId: column.text(),
    /** Of a channel or group chat; null where nobody said it. */
    name: column.text(),
    /** Of a personal chat, whose it is: object id. */
    user: column.text(),
    /** 0 once the bot was removed from there. */
    joined: column.flag().notNull(),
    /** Of a personal chat, the message that shows the bot's own page. */
    homeMessage: column.text(),
    heardAt: column.instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.conversation] }),
    index('teams_conversations_by_user').on(t.tenant, t.user),
    index('teams_conversations_by_team').on(t.tenant, t.teamId),
  ],
);

/** What Teams calls people, who are known here by their object id in the directory. */
export const teamsPeople = table(
  'teams_people',
  {
    tenant: column.text().notNull(),
    /** Object id, lower case. */
    user: column.text().notNull(),
    /** `29:…`, by which they are mentioned. */
    teamsId: column.text().notNull(),
    name: column.text(),
    /** As their client said last; null where it did not. */
    locale: column.text(),
    timeZone: column.text(),
    heardAt: column.instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.user] })],
);

/** Files that somebody may fetch for a while: Teams takes none from a bot without being asked first. */
export const waitingFiles = table(
  'waiting_files',
  {
    /** Random. */
    id: column.text().primaryKey(),
    platform: column.text().notNull(),
    team: column.text().notNull(),
    user: column.text().notNull(),
    name: column.text().notNull(),
    comment: column.text().notNull(),
    content: column.text().notNull(),
    /** JSON: what the person might see when it was made. With other rights now it is not given out. */
    rights: column.json().notNull(),
    /** linked · offered · declined · accepted · uploading · saved · unsure · failed · done; see db/readings/waiting-files.ts */
    state: column.text().notNull(),
    /** JSON: where it is to be put, once the person said yes; null before. */
    upload: column.json(),
    /** How often it was given out by its link. */
    given: column.integer().notNull().default(0),
    madeAt: column.instant().notNull(),
    expiresAt: column.instant().notNull(),
  },
  (t) => [index('waiting_files_by_expiry').on(t.expiresAt), index('waiting_files_by_state').on(t.state)],
);

/** Keys that this database made for itself, by which it knows what it handed out. Not secrets of anybody else's. */
export const signingKeys = table('signing_keys', {
  name: column.text().primaryKey(),
  /** 32 bytes in base64. */
  key: column.text().notNull(),
  madeAt: column.instant().notNull(),
});
