import { randomInt } from 'node:crypto';
import { dirname, join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { chatUserOf } from '../../db/readings/chat-users.ts';
import { admins } from '../../db/readings/people.ts';
import { commandLine } from '../access/asker.ts';
import { makeClaim } from '../access/claim.ts';
import { ask } from '../ask/ask.ts';
import { systemClock as clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Around } from '../chat/around.ts';
import { answerCard } from '../chat/card/answer-card.ts';
import { sweepFiles } from '../chat/flow/import-folders.ts';
import { openReception, type ReceptionDesk } from '../chat/reception-desk.ts';
import { type RunningSlack, slackInstallations, startSlack } from '../chat/slack/app.ts';
import type { Called } from '../chat/slack/called.ts';
import { SlackContact } from '../chat/slack/contact.ts';
import { makeSlackPort } from '../chat/slack/port.ts';
import { storedProfile } from '../chat/slack/profile-read.ts';
import { slashCommands } from '../chat/slack/slash-commands.ts';
import { standingOf } from '../chat/slack/standing.ts';
import { slackTokens } from '../chat/slack/tokens.ts';
import type { Config, SlackConfig } from '../config.ts';
import type { RunningServer } from '../server/http.ts';
import type { AlertChat } from './alert-chat.ts';
import { type Watching, watchingOver } from './alerting.ts';
import { type Answering, isEmpty } from './databases.ts';
import { deskOf } from './desk.ts';
import type { DigestChat } from './digest-services.ts';
import { filesTask, keepHouse } from './housekeeping.ts';
import { importInChild } from './import-child.ts';
import { type Posting, postingTo } from './posting.ts';
import { slackLines } from './slack-standing.ts';
import type { TakingIn } from './taking-in.ts';
import type { Vitals } from './vitals.ts';

/** How long what has begun may take when the program is told to stop; a supervisor waits for about this long. */
const PATIENCE_MS = 8_000;
const RETRY_MS = 15_000;

interface Options {
  readonly config: Config;
  readonly slack: SlackConfig;
  readonly answering: Answering;
  readonly server: RunningServer;
  readonly vitals: Vitals;
  /** Undefined where the data is the demo's. */
  readonly records: TakingIn | undefined;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface ConnectedSlack {
  /** What the person who started the program has to know. */
  readonly toTell: string;
  /** Takes nothing more in, lets what has begun end, and leaves the rest to the next start. */
  stop(): Promise<void>;
}

/** Connects the program to Slack: takes in what comes over its HTTP server or its socket, and answers it. */
export async function connectSlack({
  config,
  slack,
  answering,
  server,
  vitals,
  records,
  log,
  signal,
}: Options): Promise<ConnectedSlack> {
  const { db } = answering;
  const installations = slackInstallations(db, clock, slack, config.secretsKey);
  const tokens = slackTokens({ settings: slack, installations });
  const contact = new SlackContact({ botToken: slack.botToken, apiUrl: slack.apiUrl, clock });
  vitals.watchSlack(contact);
  const noted = (called: Called) => contact.noted(called);
  const port = makeSlackPort({ tokens, apiUrl: slack.apiUrl, db: () => db, clock, log, noted });
  const first = (await admins(db)).length === 0 ? makeClaim(clock, (below) => randomInt(below)) : undefined;
  const teams = { slack: slack.teams, teams: [] as readonly string[] };
  const chat: DigestChat = {
    port: () => port,
    isAllowed: (channel) => slack.sharedChannels.includes(channel),
    serves: (team) => teams.slack.includes(team),
    guests: slack.guests,
    command: slack.command,
    wake: () => posting.wake(),
    defaultRole: config.defaultRole,
  };
  const [own] = slack.teams;
  const alertChat: AlertChat = {
    ...{ port: chat.port, isAllowed: chat.isAllowed },
    where: own === undefined || slack.teams.length > 1 ? null : { platform: 'slack', team: own },
    wake: () => watching.wake(),
    drill: (rule, also) => watching.presses.drill(rule, also),
  };
  const desk = () => deskOf(answering, config, chat, answering.demo ? null : alertChat);
  const posting = postingTo({ desk, chat, hooks: config.hooks, vitals, clock, log });
  const watching = watchingOver({
    ...{ desk, chat, hooks: config.hooks, vitals, clock, log },
    deliver: () => posting.deliver(),
  });
  records?.onChange(() => watching.wake());
  const importFile = importInChild(config, signal);
  const around: Around = {
    desk,
    port: () => port,
    clock,
    log,
    settings: {
      defaultRole: config.defaultRole,
      teams,
      guests: { slack: slack.guests, teams: [] },
      sharedChannels: { slack: slack.sharedChannels, teams: [] },
      command: { slack: slack.command, teams: slack.command },
    },
    async importFile(path, options) {
      const ended = await importFile(path, options);
      // A digest may have waited for it, and it may hold call records or a rota.
      posting.wake();
      records?.wake();
      watching.wake();
      return ended;
    },
    ...(answering.demo ? {} : { alerts: watching.presses }),
    filesFolder: join(dirname(config.databasePath), 'files'),
    ...(first === undefined ? {} : { claim: first.claim }),
  };
  sweepFiles(around);
  const sweeping = keepHouse({
    ...{ clock, log, signal, kept: vitals.kept },
    tasks: [filesTask(() => sweepFiles(around))],
  });
  await warmUp(around, log);
  const reception = openReception(around, db, vitals.noted);
  /** Which workspaces may ask is Slack's to say where only a bot token is given. */
  const learnTeams = async () => {
    teams.slack = await tokens.teams();
  };
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
  server.serve(running.routes);
  const standing = await standingOf({ settings: slack, firstTry: running.firstTry, clock });
  contact.stands(standing);
  const recovering = recoverWhenReachable(learnTeams, reception, log, signal).then(async () => {
    // Demo data is never posted, and pages nobody.
    if (signal.aborted || answering.demo) return;
    await posting.start();
    watching.start();
  });
  return {
    toTell: slackLines(standing, {
      ...{ socket: slack.appToken !== undefined, command: slack.command, publicUrl: config.publicUrl },
      ...{ code: first?.code, isEmpty: isEmpty(db) },
    }),
    async stop() {
      await stop({ running, reception, watching, posting, recovering });
      await sweeping;
    },
  };
}

/**
 * Asks a question of nobody's, so that the first person does not wait for what is loaded and prepared at the first one:
 * the platform waits three seconds for an acknowledgement, and this took half of them.
 */
async function warmUp({ desk }: Around, log: Log): Promise<void> {
  try {
    const at = desk();
    const asking = { text: 'expiring 90d', asker: commandLine, language: 'en', pageSize: 5, place: null } as const;
    const outcome = await ask(at, asking);
    const context = { language: 'en', of: '', vocabulary: at.vocabulary, place: 'private', canShare: true } as const;
    if (outcome.kind === 'answer') answerCard(outcome.answer, context);
  } catch (error) {
    log.warn(error, 'a first question could not be answered');
  }
}

/** What was left of an earlier run is answered as soon as Slack says who we are there. */
async function recoverWhenReachable(
  learnTeams: () => Promise<void>,
  reception: ReceptionDesk,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  for (let last: string | undefined; !signal.aborted; ) {
    try {
      await learnTeams();
      return await reception.recover();
    } catch (error) {
      const why = error instanceof UserError ? error.message : undefined;
      if (why === undefined) log.warn(error, 'what an earlier run left is not answered yet; trying again');
      // Once and not at each retry.
      else if (why !== last) log.warn({ why }, 'what comes from Slack is not answered yet; it goes on trying');
      last = why;
    }
    await clock.sleep(RETRY_MS, signal).catch(() => undefined);
  }
}

interface Stopping {
  readonly running: RunningSlack;
  readonly reception: ReceptionDesk;
  readonly watching: Watching;
  readonly posting: Posting;
  readonly recovering: Promise<void>;
}

/** Nothing more is taken in, then planned or claimed; what is under way ends within one patience. */
async function stop({ running, reception, watching, posting, recovering }: Stopping): Promise<void> {
  await running.stop();
  const stopped = Promise.all([watching.stop(PATIENCE_MS), posting.stop(PATIENCE_MS)]);
  await recovering;
  await Promise.all([stopped, reception.stop(PATIENCE_MS)]);
}
