import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { tryLockImports } from '../db/import-lock.ts';
import { type Database, openDatabase } from '../db/open.ts';
import { dropOldRejects } from '../db/writes/rejects.ts';
import { systemClock as clock } from './base/clock.ts';
import { type Log, makeLog } from './base/log.ts';
import { runChild } from './cli/child.ts';
import { type Answering, followDatabase, isEmpty, mayShowDemo } from './cli/databases.ts';
import { loadDemo } from './cli/load-demo.ts';
import { migrateAlone } from './cli/migrate-alone.ts';
import { type Config, loadConfig } from './config.ts';
import { sweep } from './ingest/sweep.ts';
import { createServer, type HealthReport } from './server/http.ts';

/** `pulse start`: prepares the database, serves health, and stays until it is told to stop. */
export async function start(): Promise<void> {
  const config = loadConfig();
  const log = makeLog(config.logLevel);
  const stop = new AbortController();
  const database = followDatabase(config);
  let preparing = true;
  const health = async (): Promise<HealthReport> => report([]);
  const ready = async (): Promise<HealthReport> =>
    report([preparing ? notYet('still preparing') : databaseCheck(database)]);
  const server = await createServer({ host: config.host, port: config.port, health, ready, log, clock });
  process.stdout.write(`Partner Pulse is starting; its health is at ${server.url}/healthz\n`);

  const ended = new Promise<void>((resolve) => {
    const end = (signal: NodeJS.Signals) => {
      // A second signal means now.
      if (stop.signal.aborted) process.exit(1);
      log.info({ signal }, 'stopping');
      stop.abort();
      resolve();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
  try {
    await prepareRealDatabase(config, log);
    if (needsDemo(config)) {
      process.stdout.write('There is no data yet: loading a demo of invented companies (a few seconds) …\n');
      await loadDemo(config, clock, stop.signal);
    }
    if (stop.signal.aborted) return;
    preparing = false;
    const answering = database.current();
    process.stdout.write(welcome(answering?.demo, config, server.url));
    await Promise.all([ended, answering ? checkInBackground(answering.db, log, stop.signal) : undefined]);
  } finally {
    await server.close();
    database.close();
  }
}

function report(checks: HealthReport['checks']): HealthReport {
  return { ok: checks.every((check) => check.ok), checks };
}

function notYet(detail: string): HealthReport['checks'][number] {
  return { name: 'database', ok: false, detail };
}

function databaseCheck(database: { current(): Answering | undefined }): HealthReport['checks'][number] {
  try {
    const answering = database.current();
    if (answering === undefined) return notYet('nothing is imported yet');
    answering.db.sqlite.prepare('select 1 from imports limit 1').get();
    return { name: 'database', ok: true, detail: answering.demo ? 'answers with demo data' : 'answers' };
  } catch (error) {
    return notYet(error instanceof Error ? error.message : String(error));
  }
}

/** Migrates what is there, after a backup, and clears away what a killed import left. */
async function prepareRealDatabase(config: Config, log: Log): Promise<void> {
  if (!existsSync(config.databasePath)) return;
  const db = openDatabase(config.databasePath);
  try {
    const onWait = () => log.warn('an import is running; the migration waits for its end');
    const { applied, backup } = await migrateAlone(db, clock, config.backupKeepDays, onWait);
    if (applied.length > 0) log.info({ applied, backup }, 'migrated the database');
    await dropOldRejects(db, clock, config.rejectsKeepDays);
    // A running import has the lock and its rows are not to be swept away; it sweeps when it ends.
    const unlock = tryLockImports(db.file);
    if (!unlock) return;
    try {
      const dead = await sweep(db, clock);
      if (dead > 0) log.warn({ imports: dead }, 'cleared away imports that were interrupted');
    } finally {
      unlock();
    }
  } finally {
    db.close();
  }
}

function needsDemo(config: Config): boolean {
  if (!mayShowDemo(config)) return false;
  if (!existsSync(config.databasePath)) return true;
  const db = openDatabase(config.databasePath);
  try {
    return isEmpty(db);
  } finally {
    db.close();
  }
}

function welcome(demo: boolean | undefined, config: Config, url: string): string {
  const lines = ['', `Partner Pulse is up. Health: ${url}/healthz   readiness: ${url}/readyz`];
  if (demo === undefined) lines.push('Nothing is imported yet. → npm run -s pulse -- import FILE');
  else if (demo) {
    lines.push('It shows DEMO data of invented companies until you import your own exports:');
    lines.push('→ npm run -s pulse -- data          what is there, and what to export from which portal page');
    lines.push('→ npm run -s pulse -- import FILE   take an export in');
  } else lines.push(`It answers from ${config.databasePath}. → npm run -s pulse -- data`);
  return `${lines.join('\n')}\n`;
}

/** Looks for damage in a process of its own: on a large file it takes most of a second. */
async function checkInBackground(db: Database, log: Log, signal: AbortSignal): Promise<void> {
  const done = await runChild(['db', 'check'], { ...process.env, DATABASE_URL: pathToFileURL(db.file).href }, signal);
  if (signal.aborted) return;
  if (done.code === 0) log.debug('the database is sound');
  else log.error({ detail: done.stderr.trim() }, 'the database check found faults');
}
