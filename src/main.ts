import { pathToFileURL } from 'node:url';
import type { Database } from '../db/open.ts';
import { systemClock as clock } from './base/clock.ts';
import { type Log, makeLog } from './base/log.ts';
import { Tally } from './base/tally.ts';
import type { Prompt } from './chat/terminal/prompt.ts';
import { lockChats } from './cli/chat-lock.ts';
import type { ChatPlatform } from './cli/chat-platform.ts';
import type { ConnectedChats } from './cli/chats.ts';
import { runChild } from './cli/child.ts';
import { converse, isAtTerminal } from './cli/converse.ts';
import { followDatabase, openImportDatabase } from './cli/databases.ts';
import { exitInTime } from './cli/exit-in-time.ts';
import { keepHouse, tasksFor } from './cli/housekeeping.ts';
import { loadDemo } from './cli/load-demo.ts';
import { needsDemo, prepareRealDatabase } from './cli/prepare.ts';
import { type TakingIn, takeRecordsIn } from './cli/taking-in.ts';
import { Vitals } from './cli/vitals.ts';
import { welcome } from './cli/welcome.ts';
import { type Config, hasChat, loadConfig } from './config.ts';
import { createServer } from './server/http.ts';
import { isReachableFromOutside, metricsRoutes } from './server/metrics.ts';

interface Connecting {
  readonly config: Config;
  readonly db: Database;
  readonly vitals: Vitals;
  readonly log: Log;
}

/**
 * `pulse start`: prepares the database, serves health, answers what comes in on standard input, and stays until it is
 * told to stop or has answered the last line.
 */
export async function start(): Promise<void> {
  const config = loadConfig();
  let prompt: Prompt | undefined;
  const levels = new Tally<string>(['warn', 'error', 'fatal']);
  const sink = isAtTerminal() ? { write: (line: string) => besidePrompt(prompt, line) } : undefined;
  const log = makeLog(config.logLevel, sink, (level) => levels.add(level));
  const stop = new AbortController();
  const database = followDatabase(config);
  const vitals = new Vitals({ config, database, clock, log, levels });
  const server = await createServer({
    ...{ host: config.host, port: config.port, log, clock },
    health: () => vitals.health(),
    ready: () => vitals.ready(),
    routes: metricsRoutes({
      contentType: vitals.metrics.contentType,
      text: () => vitals.metrics.text(),
      token: config.metricsToken,
      isPublic: isPublic(config),
    }),
  });
  tell(`Partner Pulse is starting; its health is at ${server.url}/healthz\n`);

  const end = (signal: NodeJS.Signals) => {
    // A second signal means now.
    if (stop.signal.aborted) process.exit(1);
    log.info({ signal }, 'stopping');
    stop.abort();
  };
  const ended = exitInTime(stop.signal, clock, log);
  stop.signal.addEventListener('abort', () => vitals.stopping(), { once: true });
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  let chats: ConnectedChats | undefined;
  let records: TakingIn | undefined;
  let unlock: (() => void) | undefined;
  const beside: Promise<void>[] = [];
  try {
    await prepareRealDatabase(config, clock, log);
    // People in a chat are never shown a demo, and records that are pushed to us are no demo's, so there has to be something to answer from.
    if (hasChat(config) || config.callRecords !== undefined) openImportDatabase(config).close();
    if (needsDemo(config)) {
      const onLoad = () => tell('There is no data yet: loading a demo of invented companies (a few seconds) …\n');
      await loadDemo(config, clock, stop.signal, onLoad);
    }
    if (stop.signal.aborted) return;
    vitals.prepared();
    const answering = database.current();
    if (answering !== undefined && !answering.demo) records = takeRecordsIn({ answering, config, server, clock, log });
    if (hasChat(config) && answering !== undefined) {
      const { connectChats } = await import('./cli/chats.ts');
      const { signal } = stop;
      unlock = await lockChats(answering.db.file, clock, signal);
      const platforms = await platformsOf({ config, db: answering.db, vitals, log });
      chats = await connectChats({ config, platforms, answering, server, vitals, records, log, signal });
      tell(`${chats.toTell}\n`);
    }
    tell(`${welcome(answering?.demo, config, server.url, isAtTerminal())}\n`);
    const tasks = tasksFor(config, database, clock);
    beside.push(keepHouse({ tasks, clock, log, signal: stop.signal, kept: vitals.kept }));
    if (answering) beside.push(checkInBackground(answering.db, log, stop.signal));
    process.exitCode = await converse({ config, database, log, signal: stop.signal }, (shown) => {
      prompt = shown;
    });
  } finally {
    // In this order: nothing more is taken in, planned or claimed; what is under way ends; then the doors and the files.
    stop.abort();
    await records?.stop();
    await chats?.stop();
    await Promise.all(beside);
    unlock?.();
    await server.close();
    database.close();
    ended();
  }
}

/** The platforms that are set up. Each one's packages are loaded only then. */
async function platformsOf({ config, db, vitals, log }: Connecting): Promise<ChatPlatform[]> {
  const platforms: ChatPlatform[] = [];
  if (config.slack !== undefined) {
    const { slackPlatform } = await import('./cli/slack.ts');
    platforms.push(slackPlatform({ config, slack: config.slack, db, vitals, log }));
  }
  if (config.teams !== undefined) {
    const { teamsPlatform } = await import('./cli/teams.ts');
    platforms.push(teamsPlatform({ config, teams: config.teams, db, vitals, log }));
  }
  return platforms;
}

/** What is no answer goes to the screen of a person, but not in between the answers to lines of a pipe. */
function tell(text: string): void {
  (process.stdin.isTTY ? process.stdout : process.stderr).write(text);
}

function besidePrompt(prompt: Prompt | undefined, line: string): void {
  const write = () => process.stderr.write(line);
  if (prompt === undefined) write();
  else prompt.above(write);
}

/** Whether others than this machine reach the server: by its address, or by whatever leads a chat platform to it. */
function isPublic({ host, publicUrl, slack, teams }: Config): boolean {
  const isLedTo = (slack !== undefined && slack.appToken === undefined) || teams?.app !== undefined;
  return isReachableFromOutside(host, publicUrl) || isLedTo;
}

/** Looks for damage in a process of its own: on a large file it takes most of a second. Never throws. */
async function checkInBackground(db: Database, log: Log, signal: AbortSignal): Promise<void> {
  try {
    const env = { ...process.env, DATABASE_URL: pathToFileURL(db.file).href };
    const done = await runChild(['db', 'check'], env, signal);
    if (signal.aborted) return;
    if (done.code === 0) log.debug('the database is sound');
    else log.error({ detail: done.stderr.trim() }, 'the database check found faults');
  } catch (error) {
    log.warn(error, 'the database could not be checked');
  }
}
