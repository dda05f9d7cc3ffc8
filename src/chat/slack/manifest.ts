import { ASK_ABOUT, EVENTS_PATH, REDIRECT_PATH } from './names.ts';
import { botEvents, botScopes } from './scopes.ts';
import { type Askable, slashCommands } from './slash-commands.ts';

export interface ManifestChoices {
  /** Where Slack reaches the program, without a slash at the end; undefined for Socket Mode. */
  readonly url: string | undefined;
  readonly socket: boolean;
  /** The app's name. */
  readonly name: string;
  /** `/pulse` */
  readonly command: string;
  readonly prefix: string;
  readonly which: 'core' | 'all';
  /** Whether a whole Enterprise organisation may install it at once. */
  readonly organisation: boolean;
}

/** The app as Slack's "From a manifest" takes it, as plain JSON, within Slack's limits. */
export function slackManifest(questions: readonly Askable[], choices: ManifestChoices): object {
  const { url, socket, name, organisation } = choices;
  const events = url === undefined || socket ? {} : { request_url: `${url}${EVENTS_PATH}` };
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name,
      description: 'Answers from the exports of the portals you sell through.',
      long_description: aboutApp,
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: botName(name), always_online: true },
      shortcuts: [
        {
          name: 'Ask about this',
          type: 'message',
          callback_id: ASK_ABOUT,
          description: 'Asks about a customer that this message speaks of; only you see the answer.',
        },
      ],
      slash_commands: slashCommands(questions, choices).map(({ command, description, usage }) => ({
        command,
        description,
        ...(usage === '' ? {} : { usage_hint: usage }),
        should_escape: true,
        ...('request_url' in events ? { url: events.request_url } : {}),
      })),
    },
    oauth_config: {
      ...(url === undefined ? {} : { redirect_urls: [`${url}${REDIRECT_PATH}`] }),
      scopes: { bot: [...botScopes] },
    },
    settings: {
      event_subscriptions: { ...events, bot_events: [...botEvents] },
      interactivity: {
        is_enabled: true,
        ...('request_url' in events ? { ...events, message_menu_options_url: events.request_url } : {}),
      },
      org_deploy_enabled: organisation,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}

const LONGEST_BOT_NAME = 80;

/** A bot's name holds small letters, digits, dots, hyphens and underscores only. */
function botName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9._ -]/g, '')
    .trim()
    .replace(/ +/g, '-')
    .slice(0, LONGEST_BOT_NAME);
  return plain === '' ? 'pulse' : plain;
}

const aboutApp = [
  'Partner Pulse answers questions about your customers from the exports of the portals you sell through: what expires,',
  'what renews, who uses more licences than were bought, which customers a propensity report puts first, and what is',
  'known of one customer from all sources together. It says how old the data is under every answer.',
  '\n\nAsk with a slash command, by mentioning it, or in its direct message. Only you see an answer until you share it;',
  'what you see is what your administrator gave you access to. It answers in English, Portuguese, French, Spanish,',
  'German and Chinese.',
]
  .join(' ')
  .replace(' \n', '\n')
  .replace('\n ', '\n');
