import { App, type AuthorizeResult } from '@slack/bolt';
import type { Database } from '../../../db/open.ts';
import type { Clock } from '../../base/clock.ts';
import { Bug } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Route } from '../../base/route.ts';
import type { Language } from '../../words/languages.ts';
import type { Speaker } from '../incoming.ts';
import type { Reception } from '../reception.ts';
import { warnOfTurnedAway } from '../turned-away-log.ts';
import { boltLogger } from './bolt-logger.ts';
import { listenForChanges, type Noticed } from './changes.ts';
import { clientOptions } from './client-options.ts';
import { Installations } from './installations.ts';
import { listenForQuestions } from './listeners.ts';
import { installRoutes } from './oauth.ts';
import { envelope } from './payloads.ts';
import { HttpReceiver } from './receiver.ts';
import type { SlashCommand } from './slash-commands.ts';
import { SocketReceiver } from './socket.ts';
import type { SlackTokens } from './tokens.ts';
import { turnedAwayText } from './turned-away-log.ts';

/** How the program is connected to Slack; `SlackConfig` is one. */
export interface SlackSettings {
  readonly signingSecret: string | undefined;
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
  readonly oauth: { readonly clientId: string; readonly clientSecret: string } | undefined;
  readonly teams: readonly string[];
  readonly command: string;
  readonly apiUrl: string;
}

const CALL_MS = 10_000;

export interface SlackOptions {
  readonly settings: SlackSettings;
  readonly publicUrl: string | undefined;
  readonly secretsKey: Buffer | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly reception: Reception;
  /** `slackTokens(…)`, the same that the port has. */
  readonly tokens: SlackTokens;
  /** `slashCommands(…)` with `which: 'all'`. */
  readonly commands: readonly Pick<SlashCommand, 'command' | 'question'>[];
  /** `slackInstallations(…)`, the same that `tokens` has. */
  readonly installations: Installations | undefined;
  /** What somebody reads, where that is known without asking the platform. */
  languageOf?(speaker: Speaker): Promise<Language | undefined>;
  /** Told when what is kept of a person or a channel may be wrong from now on. */
  readonly noticed?: Noticed;
}

export interface RunningSlack {
  /** To be given to the HTTP server: `RunningServer.serve`. Empty with Socket Mode and a bot token. */
  readonly routes: readonly Route[];
  /** With Socket Mode: how the first attempt to connect ended; undefined where it stands, else why not. Never throws. */
  readonly firstTry?: Promise<string | undefined>;
  /** Takes nothing more in; resolves when what is being taken is stored or refused. */
  stop(): Promise<void>;
}

/** What workspaces that install the app are kept in; undefined where none can, for want of OAuth or of SECRETS_KEY. */
export function slackInstallations(
  db: Database,
  clock: Clock,
  settings: Pick<SlackSettings, 'oauth'>,
  secretsKey: Buffer | undefined,
): Installations | undefined {
  if (settings.oauth === undefined || secretsKey === undefined) return undefined;
  return new Installations(db, clock, secretsKey);
}

/**
 * Takes in what people ask in Slack, over HTTP or, with an app-level token, over a connection of its own. Needs no
 * network to start. Whatever goes wrong with one request is logged and does no harm to the next.
 */
export async function startSlack(given: SlackOptions): Promise<RunningSlack> {
  const options = { ...given, reception: warnOfTurnedAway(given.reception, { ...given, textOf: turnedAwayText }) };
  const { settings, log, reception, commands, noticed, installations } = options;
  const { receiver, routes } = receiverOf(options);
  const logger = boltLogger(log);
  const app = new App({
    receiver,
    authorize,
    logger,
    clientOptions: clientOptions(settings.apiUrl, logger, CALL_MS),
    ignoreSelf: true,
    convoStore: false,
    tokenVerificationEnabled: false,
    attachFunctionToken: false,
  });
  // Thrown on to whoever delivers, who tells Slack and the log.
  app.error(async (error) => {
    throw error.original ?? error;
  });
  listenForQuestions(app, { reception, commands, log, apiUrl: settings.apiUrl });
  listenForChanges(app, { log, noticed, left: async (team) => installations?.remove(team) });
  await receiver.start();
  return {
    routes: [...routes, ...installRoutes(options)],
    ...(receiver instanceof SocketReceiver ? { firstTry: receiver.firstTry } : {}),
    stop: () => receiver.stop(),
  };
}

function receiverOf(options: SlackOptions): {
  readonly receiver: HttpReceiver | SocketReceiver;
  readonly routes: readonly Route[];
} {
  const { settings, log, clock, reception, tokens, languageOf } = options;
  const teams = () => tokens.teams();
  const common = {
    clock,
    log,
    reception,
    teams,
    command: settings.command,
    ...(languageOf === undefined ? {} : { languageOf }),
  };
  if (settings.appToken !== undefined) {
    const logger = boltLogger(log, { faint: true });
    const calls = clientOptions(settings.apiUrl, logger, CALL_MS);
    const receiver = new SocketReceiver({ ...common, appToken: settings.appToken, clientOptions: calls, logger });
    return { receiver, routes: [] };
  }
  if (settings.signingSecret === undefined) throw new Bug('Slack has neither a signing secret nor an app-level token');
  const receiver = new HttpReceiver({ ...common, signingSecret: settings.signingSecret });
  return { receiver, routes: [receiver.route] };
}

/** No token is needed to read what comes in; who the bot is, a delivery says itself. */
async function authorize(_source: unknown, body: unknown): Promise<AuthorizeResult> {
  const botUserId = envelope.safeParse(body).data?.authorizations?.find((each) => each.is_bot !== false)?.user_id;
  return botUserId ? { botUserId } : {};
}
