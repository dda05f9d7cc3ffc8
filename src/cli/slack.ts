import { commands } from '../../commands/index.ts';
import type { Database } from '../../db/open.ts';
import { chatUserOf } from '../../db/readings/chat-users.ts';
import { systemClock as clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Called } from '../chat/http/called.ts';
import { slackInstallations, startSlack } from '../chat/slack/app.ts';
import { SlackContact } from '../chat/slack/contact.ts';
import { makeSlackPort } from '../chat/slack/port.ts';
import { slashCommands } from '../chat/slack/slash-commands.ts';
import { standingOf } from '../chat/slack/standing.ts';
import { slackTokens } from '../chat/slack/tokens.ts';
import { storedProfile } from '../chat/stored-profile.ts';
import type { Config, SlackConfig } from '../config.ts';
import type { ChatPlatform } from './chat-platform.ts';
import { slackLines } from './slack-standing.ts';
import type { Vitals } from './vitals.ts';

interface Options {
  readonly config: Config;
  readonly slack: SlackConfig;
  readonly db: Database;
  readonly vitals: Vitals;
  readonly log: Log;
}

/** Slack, over the program's HTTP server or its own socket. */
export function slackPlatform({ config, slack, db, vitals, log }: Options): ChatPlatform {
  const installations = slackInstallations(db, clock, slack, config.secretsKey);
  const tokens = slackTokens({ settings: slack, installations });
  const contact = new SlackContact({ botToken: slack.botToken, apiUrl: slack.apiUrl, clock });
  vitals.watchChat('slack', contact);
  const noted = (called: Called) => contact.noted(called);
  const port = makeSlackPort({ tokens, apiUrl: slack.apiUrl, db: () => db, clock, log, noted });
  let teams = slack.teams.length > 0 ? slack.teams : undefined;
  /** Which workspaces may ask is Slack's to say where only a bot token is given. */
  const learnTeams = async () => {
    teams = await tokens.teams();
  };
  return {
    port,
    teams: () => teams,
    ...{ guests: slack.guests, sharedChannels: slack.sharedChannels, command: slack.command },
    learnTeams,
    async open(reception) {
      const running = await startSlack({
        settings: slack,
        publicUrl: config.publicUrl,
        secretsKey: config.secretsKey,
        ...{ clock, log, tokens, installations },
        async languageOf(speaker) {
          const known = chatUserOf(db, speaker);
          return known === undefined ? undefined : storedProfile(known.profile)?.language;
        },
        reception: { ...reception, take: (incoming) => learnTeams().then(() => reception.take(incoming)) },
        commands: slashCommands(commands, { command: slack.command, prefix: slack.commandPrefix, which: 'all' }),
        noticed: {
          person: (team, user) => port.forgetProfile(team, user),
          room: (team, channel) => port.forgetRoom(team, channel),
        },
      });
      const standing = await standingOf({ settings: slack, firstTry: running.firstTry, clock });
      contact.stands(standing);
      return {
        routes: running.routes,
        standing: slackLines(standing, { socket: slack.appToken !== undefined, publicUrl: config.publicUrl }),
        claimWith: (code) => `${slack.command} claim ${code}   (in the bot's direct message in Slack: claim ${code})`,
        stop: () => running.stop(),
      };
    },
  };
}
