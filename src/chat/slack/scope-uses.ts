import type { botScopes } from './scopes.ts';

/** What does not work without a scope, as an admin is told it. */
export const scopeUses: Readonly<Record<(typeof botScopes)[number], string>> = {
  'app_mentions:read': 'questions that mention it in a channel or thread',
  'channels:history': 'finding its own message again in public channels after a broken connection',
  'channels:read': 'telling who will see what is shared in a public channel',
  'chat:write': 'answers outside of slash commands, and sharing',
  commands: 'slash commands and the shortcut on a message',
  'dnd:read': 'warning in a drill that Do Not Disturb keeps pages silent',
  'files:read': 'importing exports dropped into its direct message, and the pictures of charts',
  'files:write': 'the CSV of an answer, and the pictures of charts',
  'groups:history': 'finding its own message again in private channels after a broken connection',
  'groups:read': 'telling who will see what is shared in a private channel',
  'im:history': 'questions in its direct message',
  'im:read': 'knowing its direct messages from channels',
  'im:write': 'direct messages that it begins: exports, approvals',
  'users:read': 'language, time zone, and telling guests from members',
  'users:read.email': 'knowing people by the e-mail address of the list of people',
};
