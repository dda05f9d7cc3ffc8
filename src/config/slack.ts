import { z } from 'zod/v4';
import { isApiAddress } from '../base/api-address.ts';
import { idList } from './fields.ts';

/** The settings of Slack, as .env.example explains them. */
export const slackSettings = {
  SLACK_SIGNING_SECRET: z.string().min(16, 'the Signing Secret of the app’s Basic Information page').optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'the Bot User OAuth Token, which begins with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'an app-level token, which begins with xapp-').optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^[\d.]+$/, 'the Client ID of the app’s Basic Information page')
    .optional(),
  SLACK_CLIENT_SECRET: z.string().min(16, 'the Client Secret of the app’s Basic Information page').optional(),
  SLACK_TEAMS: idList(/^[TE][A-Z0-9]+$/, 'ids of workspaces, such as T0123ABCD,T0456EFGH'),
  SLACK_GUESTS: idList(/^([UW][A-Z0-9]+|[^@\s]+@[^@\s]+)$/, 'ids or e-mail addresses of people, such as U0123ABCD'),
  SLACK_SHARED_CHANNELS: idList(/^[CG][A-Z0-9]+$/, 'ids of channels, such as C0123ABCD'),
  SLACK_COMMAND: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/, 'a slash and up to 31 small letters, such as /pulse')
    .default('/pulse'),
  SLACK_COMMAND_PREFIX: z
    .string()
    .regex(/^[a-z0-9_-]{0,10}$/, 'up to 10 small letters, such as x-')
    .default(''),
  SLACK_API_URL: z
    .string()
    .refine(isApiAddress, 'an https address, or http on this machine, ending in /')
    .default('https://slack.com/api/'),
};

const shape = z.object(slackSettings);
type SlackValues = z.infer<typeof shape>;

/** What OAuth needs besides Slack's own settings. */
interface Around {
  readonly SECRETS_KEY?: string | undefined;
  readonly PUBLIC_URL?: string | undefined;
}

/** How the program is connected to Slack. */
export interface SlackConfig {
  /** Undefined with Socket Mode alone, where nothing comes in over HTTP. */
  signingSecret: string | undefined;
  /** Of the one workspace it is installed in; undefined where workspaces install it themselves. */
  botToken: string | undefined;
  /** Turns Socket Mode on. */
  appToken: string | undefined;
  /** For workspaces that install it themselves. */
  oauth: { clientId: string; clientSecret: string } | undefined;
  /** Workspaces that may install and ask; with a bot token and an empty list, the token's own. */
  teams: readonly string[];
  guests: readonly string[];
  sharedChannels: readonly string[];
  /** `/pulse` */
  command: string;
  /** In front of the short commands: `x-` makes `/x-expiring`. */
  commandPrefix: string;
  apiUrl: string;
}

/** What the settings say of Slack; undefined where none of them does. */
export function slackOf(values: SlackValues): SlackConfig | undefined {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = values;
  if (!namesSlack(values)) return undefined;
  return {
    signingSecret: values.SLACK_SIGNING_SECRET,
    botToken: values.SLACK_BOT_TOKEN,
    appToken: values.SLACK_APP_TOKEN,
    oauth: clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : undefined,
    teams: values.SLACK_TEAMS,
    guests: values.SLACK_GUESTS.map((each) => (each.includes('@') ? each.toLowerCase() : each)),
    sharedChannels: values.SLACK_SHARED_CHANNELS,
    command: values.SLACK_COMMAND,
    commandPrefix: values.SLACK_COMMAND_PREFIX,
    apiUrl: values.SLACK_API_URL,
  };
}

function namesSlack(values: SlackValues): boolean {
  const { SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET } = values;
  return [SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET].some(
    (value) => value !== undefined,
  );
}

/** A platform that is half set up stays off for everybody, so it is said at start and not found out later. */
export function slackMistakes(values: SlackValues & Around): string[] {
  if (!namesSlack(values)) return [];
  const found: string[] = [];
  const installs = values.SLACK_CLIENT_ID !== undefined || values.SLACK_CLIENT_SECRET !== undefined;
  if (values.SLACK_SIGNING_SECRET === undefined && values.SLACK_APP_TOKEN === undefined)
    found.push('SLACK_SIGNING_SECRET is missing: without it nobody can tell that a request is from Slack');
  if (values.SLACK_BOT_TOKEN === undefined && !installs) {
    // Socket Mode is for one workspace, which OAuth is not needed for.
    const byOauth = ', or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET to install by OAuth';
    found.push(`SLACK_BOT_TOKEN is missing${values.SLACK_APP_TOKEN === undefined ? byOauth : ''}`);
  }
  if (!installs) return found;
  if (values.SLACK_CLIENT_ID === undefined) found.push('SLACK_CLIENT_ID is missing beside SLACK_CLIENT_SECRET');
  if (values.SLACK_CLIENT_SECRET === undefined) found.push('SLACK_CLIENT_SECRET is missing beside SLACK_CLIENT_ID');
  if (values.SLACK_TEAMS.length === 0) found.push('SLACK_TEAMS is missing: the workspaces that may install it');
  if (values.SECRETS_KEY === undefined)
    found.push('SECRETS_KEY is missing: tokens are sealed with it (openssl rand -base64 32)');
  if (values.PUBLIC_URL === undefined) found.push('PUBLIC_URL is missing: Slack sends people back to it');
  return found;
}
