import { pathToFileURL } from 'node:url';
import type { Database } from '../db/open.ts';
import { systemClock as clock } from './base/clock.ts';
import { type Log, makeLog } from './base/log.ts';
import type { Prompt } from './chat/terminal/prompt.ts';
import { lockChats } from './cli/chat-lock.ts';
import { runChild } from './cli/child.ts';
import { converse, isAtTerminal } from './cli/converse.ts';
import { type Followed, followDatabase, openImportDatabase } from './cli/databases.ts';
import { loadDemo } from './cli/load-demo.ts';
import { needsDemo, prepareRealDatabase } from './cli/prepare.ts';
import type { ConnectedSlack } from './cli/slack.ts';
import { welcome } from './cli/welcome.ts';
import { loadConfig } from './config.ts';
import { createServer, type HealthReport } from './server/http.ts';

/**
 * `pulse start`: prepares the database, serves health, answers what comes in on standard input, and stays until it is
 * told to stop or has answered the last line.
 */
export async function start(): Promise<void> {
  const config = loadConfig();
  let prompt: Prompt | undefined;
  const log = isAtTerminal()
    ? makeLog(config.logLevel, { write: (line) => besidePrompt(prompt, line) })
    : makeLog(config.logLevel);
  const stop = new AbortController();
  const database = followDatabase(config);
  let preparing = true;
  const health = async (): Promise<HealthReport> => report([]);
  const ready = async (): Promise<HealthReport> =>
    report([preparing ? notYet('still preparing') : databaseCheck(database)]);
  const server = await createServer({ host: config.host, port: config.port, health, ready, log, clock });
  tell(`Partner Pulse is starting; its health is at ${server.url}/healthz\n`);

  const end = (signal: NodeJS.Signals) => {
    // A second signal means now.
    if (stop.signal.aborted) process.exit(1);
    log.info({ signal }, 'stopping');
    stop.abort();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  let slack: ConnectedSlack | undefined;
  let unlock: (() => void) | undefined;
  try {
    await prepareRealDatabase(config, clock, log);
    // People in a chat are never shown a demo, so there has to be something to answer from.
    if (config.slack !== undefined) openImportDatabase(config).close();
    if (needsDemo(config)) {
      const onLoad = () => tell('There is no data yet: loading a demo of invented companies (a few seconds) …\n');
      await loadDemo(config, clock, stop.signal, onLoad);
    }
    if (stop.signal.aborted) return;
    preparing = false;
    const answering = database.current();
    if (config.slack !== undefined && answering !== undefined) {
      const { connectSlack } = await import('./cli/slack.ts');
      const { signal } = stop;
      unlock = await lockChats(answering.db.file, clock, signal);
      slack = await connectSlack({ config, slack: config.slack, answering, server, log, signal });
      tell(`${slack.toTell}\n`);
    }
    tell(`${welcome(answering?.demo, config, server.url, isAtTerminal())}\n`);
    const checked = answering ? checkInBackground(answering.db, log, stop.signal) : undefined;
    process.exitCode = await converse({ config, database, log, signal: stop.signal }, (shown) => {
      prompt = shown;
    });
    stop.abort();
    await checked;
  } finally {
    stop.abort();
    await slack?.stop();
    unlock?.();
    await server.close();
    database.close();
  }
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

function report(checks: HealthReport['checks']): HealthReport {
  return { ok: checks.every((check) => check.ok), checks };
}

function notYet(detail: string): HealthReport['checks'][number] {
  return { name: 'database', ok: false, detail };
}

function databaseCheck(database: Followed): HealthReport['checks'][number] {
  try {
    const answering = database.current();
    if (answering === undefined) return notYet('nothing is imported yet');
    answering.db.sqlite.prepare('select 1 from imports limit 1').get();
    return { name: 'database', ok: true, detail: answering.demo ? 'answers with demo data' : 'answers' };
  } catch (error) {
    return notYet(error instanceof Error ? error.message : String(error));
  }
}

/** Looks for damage in a process of its own: on a large file it takes most of a second. */
async function checkInBackground(db: Database, log: Log, signal: AbortSignal): Promise<void> {
  const done = await runChild(['db', 'check'], { ...process.env, DATABASE_URL: pathToFileURL(db.file).href }, signal);
  if (signal.aborted) return;
  if (done.code === 0) log.debug('the database is sound');
  else log.error({ detail: done.stderr.trim() }, 'the database check found faults');
}
