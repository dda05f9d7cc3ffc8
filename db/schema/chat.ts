import { column, index, primaryKey, table, uniqueIndex } from '../columns.ts';

/**
 * What people said and pressed, stored before it is acknowledged, so that a crash loses nothing. Its words go when it
 * is settled; the key stays for a day, so that the same one delivered twice counts once.
 */
export const inbox = table(
  'inbox',
  {
    id: column.id(),
    /** slack · teams */
    platform: column.text().notNull(),
    /** What the platform calls it. */
    key: column.text().notNull(),
    receivedAt: column.instant().notNull(),
    /** received · working · sending · telling · settled; see src/chat/inbox */
    state: column.text().notNull(),
    /** answered · refused · unknown · lost; null until settled */
    outcome: column.text(),
    /** An `Incoming`; null once it is settled. */
    incoming: column.json(),
    settledAt: column.instant(),
  },
  (t) => [uniqueIndex('inbox_key').on(t.platform, t.key), index('inbox_by_state').on(t.state, t.receivedAt)],
);

/** People let in one by one. Each holds as long as the list of people is in force on which it was given; 0 where there was none. */
export const grants = table(
  'grants',
  {
    id: column.id(),
    listId: column.integer().notNull(),
    /** Lower case. */
    email: column.text().notNull(),
    name: column.text(),
    role: column.text().notNull(),
    scope: column.text().notNull(),
    slackId: column.text(),
    teamsId: column.text(),
    /** E-mail of who gave it; null for the command line. */
    grantedBy: column.text(),
    grantedAt: column.instant().notNull(),
  },
  (t) => [uniqueIndex('grants_key').on(t.listId, t.email)],
);

/** People who asked to be let in, and what became of it. */
export const accessRequests = table(
  'access_requests',
  {
    id: column.id(),
    platform: column.text().notNull(),
    team: column.text().notNull(),
    user: column.text().notNull(),
    /** Lower case; null where the platform does not tell, and then nobody can be let in. */
    email: column.text(),
    name: column.text(),
    askedAt: column.instant().notNull(),
    /** When an admin was told; null where none was, so that asking again tells them. */
    toldAt: column.instant(),
    /** open · granted · declined */
    state: column.text().notNull(),
    decidedBy: column.text(),
    decidedAt: column.instant(),
  },
  (t) => [uniqueIndex('access_requests_key').on(t.platform, t.team, t.user)],
);

/** What may be shown to everybody in a channel. A channel without a row gets nothing. */
export const audiences = table(
  'audiences',
  {
    platform: column.text().notNull(),
    team: column.text().notNull(),
    channel: column.text().notNull(),
    /** JSON array of command names; null for all that can be shared. */
    questions: column.json(),
    /** Filters of the question language that every shared question gets, such as `tag:gold`; empty for all customers. */
    filters: column.text().notNull(),
    /** Whether money is shown there. */
    revenue: column.flag().notNull(),
    setBy: column.text(),
    setAt: column.instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.team, t.channel] })],
);

/** Workspaces that have installed the bot; the tokens are sealed with SECRETS_KEY. */
export const installations = table(
  'installations',
  {
    platform: column.text().notNull(),
    /** The workspace; for an installation in a whole organisation, the organisation. */
    team: column.text().notNull(),
    sealed: column.text().notNull(),
    installedAt: column.instant().notNull(),
    /** The platform's id of who installed it. */
    installedBy: column.text(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.team] })],
);

/** What a platform says of its people, kept so that a question need not wait for it. */
export const chatUsers = table(
  'chat_users',
  {
    platform: column.text().notNull(),
    team: column.text().notNull(),
    user: column.text().notNull(),
    /** A `Profile`. */
    profile: column.json().notNull(),
    fetchedAt: column.instant().notNull(),
    /** When the bot first spoke to them; null before. */
    greetedAt: column.instant(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.team, t.user] })],
);
