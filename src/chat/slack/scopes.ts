/** What the bot may do in a workspace: no more than it needs, each for the reason beside it. */
export const botScopes = [
  'app_mentions:read', // to be asked by a mention
  'channels:history', // to find a message again whose sending was cut off
  'channels:read', // how many people see what is shared, and whether another company does
  'chat:write', // to answer
  'commands', // to be asked by a slash command, a shortcut
  'dnd:read', // whether a page in the night would make a sound, told in a drill
  'files:read', // to take an export out of its direct message, to know when a picture is ready
  'files:write', // to give a CSV, to show pictures
  'groups:history',
  'groups:read',
  'im:history', // to be asked in its direct message
  'im:read',
  'im:write', // to begin one
  'users:read', // name, language, time zone, whether they are a guest
  'users:read.email', // who they are in the list of people
] as const;

/** What the bot is told of without being asked. */
export const botEvents = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_shared',
  'channel_unshared',
  'member_joined_channel',
  'member_left_channel',
  'message.im',
  'tokens_revoked',
  'user_change',
] as const;
