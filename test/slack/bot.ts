import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { type IsoDate, toIsoDate } from '../../src/base/days.ts';
import { demoFiles, writeDemo } from '../../src/demo/index.ts';
import { type Running, startPulse } from '../cli/pulse.ts';
import { makeWorkspace, type Workspace } from '../customers/make-workspace.ts';
import { onceARun } from '../once-a-run.ts';
import type { SlackDouble } from './double/types.ts';

/** The database of a reseller whose people are those of the double. */
export interface Data {
  readonly workspace: Workspace;
  readonly file: string;
  /** Messages that are not settled yet. */
  unsettled(): number;
  close(): void;
}

/** People of a chat platform's double whom a list of people can name. */
interface Staffed {
  readonly people: Readonly<Record<'admin' | 'rep' | 'viewer', { readonly email: string }>>;
}

/** A demo that went through the real import, and a list of people: admin, rep (own customers only) and viewer. */
export async function openData(double: Staffed, customers: number): Promise<Data> {
  const today = toIsoDate(systemClock.now());
  const { workspace, close } = makeWorkspace(await demoOf(customers));
  const { db } = workspace;
  const { admin, rep, viewer } = double.people;
  const lines = [
    'E-mail,Name,Role,Scope',
    `${admin.email},Admin,admin,all`,
    `${rep.email},Rep,editor,own`,
    `${viewer.email},Viewer,viewer,all`,
  ];
  await workspace.put(`people-${today}.csv`, `${lines.join('\n')}\n`);
  const count = db.sqlite.prepare<[], number>("select count(*) from inbox where state <> 'settled'").pluck();
  return { workspace, file: db.file, unsettled: () => count.get() ?? 0, close };
}

/** A database file with a demo of so many customers and no people, to be copied: imported once in a run. */
export function demoOf(customers: number, today = toIsoDate(systemClock.now())): Promise<string> {
  return onceARun(`demo-${customers}-${today}`, (file) => makeDemo(customers, today, file));
}

async function makeDemo(customers: number, today: IsoDate, file: string): Promise<void> {
  const { workspace, close } = makeWorkspace();
  try {
    const options = { customers, seed: 7, today };
    await writeDemo(options, workspace.folder);
    for (const { name } of demoFiles(options)) {
      if (name.startsWith('people')) continue;
      const { outcome, reasons } = await workspace.take(join(workspace.folder, name));
      if (outcome !== 'imported') throw new Error(`${name} is ${outcome}: ${reasons.join(' ')}`);
    }
    await workspace.db.sqlite.backup(file);
  } finally {
    close();
  }
}

/** The program as it is started in earnest, with the double in Slack's place. */
export interface Bot {
  readonly running: Running;
  readonly url: string;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Ends it as a supervisor does. */
  stop(): Promise<void>;
}

/** Starts the program and resolves when it takes questions; `double.botUrl` then leads to it. */
export async function startBot(double: SlackDouble, file: string, env: NodeJS.ProcessEnv = {}): Promise<Bot> {
  const running = startPulse(['start'], {
    DATABASE_URL: file,
    SLACK_SIGNING_SECRET: double.signingSecret,
    SLACK_BOT_TOKEN: double.botToken,
    SLACK_API_URL: double.apiUrl,
    ...env,
  });
  const [, url = ''] = await running.says(/health is at (http:\S+)\/healthz/);
  await running.says(/Slack is connected/);
  double.botUrl = url;
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    running.child.kill(signal);
    await running.ended;
  };
  return { running, url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

/** Resolves when nothing waits in the inbox any more; throws when that takes too long. */
export async function whenSettled({ unsettled }: Data, timeoutMs = 30_000): Promise<void> {
  const started = systemClock.monotonic();
  while (unsettled() > 0) {
    if (systemClock.monotonic() - started > timeoutMs) throw new Error(`${unsettled()} messages are not settled`);
    await systemClock.sleep(20);
  }
}
