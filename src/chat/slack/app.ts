import type { webApi } from '@slack/bolt';
import type { Database } from '../../../db/open.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Route } from '../../base/route.ts';
import type { Language } from '../../words/languages.ts';
import type { Speaker } from '../incoming.ts';
import type { Reception } from '../reception.ts';
import type { Noticed } from './listeners.ts';
import type { SlashCommand } from './slash-commands.ts';
import type { SlackTokens } from './tokens.ts';

/** How the program is connected to Slack; `SlackConfig` is one. */
export interface SlackSettings {
  readonly signingSecret: string | undefined;
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
  readonly oauth: { readonly clientId: string; readonly clientSecret: string } | undefined;
  readonly teams: readonly string[];
  readonly apiUrl: string;
}

export interface SlackOptions {
  readonly settings: SlackSettings;
  readonly publicUrl: string | undefined;
  readonly secretsKey: Buffer | undefined;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly reception: Reception;
  /** `slackTokens(…)`, the same that the port has. */
  readonly tokens: SlackTokens;
  /** `slashCommands(…)` with `which: 'all'`. */
  readonly commands: readonly Pick<SlashCommand, 'command' | 'question'>[];
  /** The client's: address, fetch, time limit. Retries are switched off here whatever it says. */
  readonly clientOptions: webApi.WebClientOptions;
  /** What somebody reads, where that is known without asking the platform. */
  languageOf?(speaker: Speaker): Promise<Language | undefined>;
  /** Told when what is kept of a person or a channel may be wrong from now on. */
  readonly noticed?: Noticed;
}

export interface RunningSlack {
  /** To be given to the HTTP server: `RunningServer.serve`. Empty with Socket Mode and a bot token. */
  readonly routes: readonly Route[];
  /** Takes nothing more in; resolves when what is being taken is stored or refused. */
  stop(): Promise<void>;
}
