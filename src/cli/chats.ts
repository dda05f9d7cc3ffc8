import { randomInt } from 'node:crypto';
import { dirname, join } from 'node:path';
import { admins } from '../../db/readings/people.ts';
import { dropOldFiles } from '../../db/writes/waiting-files.ts';
import { commandLine } from '../access/asker.ts';
import { makeClaim } from '../access/claim.ts';
import { ask } from '../ask/ask.ts';
import { systemClock as clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Around } from '../chat/around.ts';
import { answerCard } from '../chat/card/answer-card.ts';
import { sweepFiles } from '../chat/flow/import-folders.ts';
import type { Platform } from '../chat/incoming.ts';
import { openReception, type ReceptionDesk } from '../chat/reception-desk.ts';
import type { Config } from '../config.ts';
import type { RunningServer } from '../server/http.ts';
import type { AlertChat } from './alert-chat.ts';
import { type Watching, watchingOver } from './alerting.ts';
import { chatLines } from './chat-lines.ts';
import type { ChatPlatform, OpenPlatform } from './chat-platform.ts';
import { chatSettings } from './chat-settings.ts';
import { type Answering, isEmpty } from './databases.ts';
import { deskOf } from './desk.ts';
import type { DigestChat } from './digest-services.ts';
import { filesTask, keepHouse } from './housekeeping.ts';
import { importInChild } from './import-child.ts';
import { type Posting, postingTo } from './posting.ts';
import type { TakingIn } from './taking-in.ts';
import type { Vitals } from './vitals.ts';

/** How long what has begun may take when the program is told to stop; a supervisor waits for about this long. */
const PATIENCE_MS = 8_000;
const RETRY_MS = 15_000;

interface Options {
  readonly config: Config;
  /** At least one. */
  readonly platforms: readonly ChatPlatform[];
  readonly answering: Answering;
  readonly server: RunningServer;
  readonly vitals: Vitals;
  /** Undefined where the data is the demo's. */
  readonly records: TakingIn | undefined;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface ConnectedChats {
  /** What the person who started the program has to know. */
  readonly toTell: string;
  /** Takes nothing more in, lets what has begun end, and leaves the rest to the next start. */
  stop(): Promise<void>;
}

/** Connects the program to its chat platforms: takes in what people say there and answers it, posts digests, and pages. */
export async function connectChats(options: Options): Promise<ConnectedChats> {
  const { config, platforms, answering, server, vitals, records, log, signal } = options;
  const { db } = answering;
  const of = (platform: string) => platforms.find(({ port }) => port.platform === platform);
  const first = (await admins(db)).length === 0 ? makeClaim(clock, (below) => randomInt(below)) : undefined;
  const chat: DigestChat = {
    port: (platform) => of(platform)?.port,
    isAllowed: ({ platform, channel }) => of(platform)?.sharedChannels.includes(channel) === true,
    serves({ platform, team }) {
      const known = of(platform);
      return known !== undefined && known.teams()?.includes(team) !== false;
    },
    guests: (platform) => of(platform)?.guests ?? [],
    command: (platform) => of(platform)?.command,
    wake: () => posting.wake(),
    defaultRole: config.defaultRole,
  };
  const alertChat: AlertChat = {
    ...{ port: chat.port, isAllowed: chat.isAllowed },
    where: onlyTeam(platforms),
    wake: () => watching.wake(),
    drill: (rule, also) => watching.presses.drill(rule, also),
  };
  const desk = () => deskOf(answering, config, chat, answering.demo ? null : alertChat);
  const posting = postingTo({
    ...{ desk, chat, hooks: config.hooks, vitals, clock, log },
    ports: platforms.map(({ port }) => port),
  });
  const watching = watchingOver({
    ...{ desk, chat, hooks: config.hooks, vitals, clock, log },
    deliver: () => posting.deliver(),
  });
  records?.onChange(() => watching.wake());
  const importFile = importInChild(config, signal);
  const around: Around = {
    desk,
    port: (platform) => portOf(of(platform), platform),
    ...{ clock, log },
    settings: chatSettings(config.defaultRole, platforms),
    async importFile(path, importOptions) {
      const ended = await importFile(path, importOptions);
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
    tasks: [
      filesTask(async () => {
        sweepFiles(around);
        await dropOldFiles(db, clock);
      }),
    ],
  });
  await warmUp(around, log);
  const reception = openReception(around, db, vitals.noted);
  const opened = await Promise.all(platforms.map((platform) => platform.open(reception, around)));
  for (const { routes } of opened) server.serve(routes);
  const recovering = platforms.map((platform) => recoverWhenReachable(platform, reception, log, signal));
  const started = Promise.race(recovering).then(async () => {
    // Demo data is never posted, and pages nobody.
    if (signal.aborted || answering.demo) return;
    await posting.start();
    watching.start();
  });
  return {
    toTell: chatLines(opened, { code: first?.code, isEmpty: isEmpty(db) }),
    async stop() {
      await stop({ opened, reception, watching, posting, recovering: [...recovering, started] });
      await sweeping;
    },
  };
}

function portOf(platform: ChatPlatform | undefined, name: Platform) {
  if (platform === undefined) throw new Error(`${name} is not connected`);
  return platform.port;
}

/** The workspace in which people are mentioned where no rule says which: the only one there is. */
function onlyTeam(platforms: readonly ChatPlatform[]): AlertChat['where'] {
  const all = platforms.flatMap(({ port, teams }) =>
    (teams() ?? []).map((team) => ({ platform: port.platform, team })),
  );
  const [only] = all;
  return only === undefined || all.length > 1 ? null : only;
}

/**
 * Asks a question of nobody's, so that the first person does not wait for what is loaded and prepared at the first one:
 * a platform waits three seconds for an acknowledgement, and this took half of them.
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

/** What was left of an earlier run is answered as soon as the platform says who we are there. */
async function recoverWhenReachable(
  { port, learnTeams }: ChatPlatform,
  reception: ReceptionDesk,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const { platform } = port;
  for (let last: string | undefined; !signal.aborted; ) {
    try {
      await learnTeams();
      return await reception.recover(platform);
    } catch (error) {
      const why = error instanceof UserError ? error.message : undefined;
      if (why === undefined) log.warn(error, 'what an earlier run left is not answered yet; trying again');
      // Once and not at each retry.
      else if (why !== last) log.warn({ why, platform }, 'what comes from it is not answered yet; it goes on trying');
      last = why;
    }
    await clock.sleep(RETRY_MS, signal).catch(() => undefined);
  }
}

interface Stopping {
  readonly opened: readonly OpenPlatform[];
  readonly reception: ReceptionDesk;
  readonly watching: Watching;
  readonly posting: Posting;
  readonly recovering: readonly Promise<void>[];
}

/** Nothing more is taken in, then planned or claimed; what is under way ends within one patience. */
async function stop({ opened, reception, watching, posting, recovering }: Stopping): Promise<void> {
  await Promise.all(opened.map((each) => each.stop()));
  const stopped = Promise.all([watching.stop(PATIENCE_MS), posting.stop(PATIENCE_MS)]);
  await Promise.all(recovering);
  await Promise.all([stopped, reception.stop(PATIENCE_MS)]);
}
