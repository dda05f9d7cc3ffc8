import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { toIsoDate } from '../../src/base/days.ts';
import { demoFiles, writeDemo } from '../../src/demo/index.ts';
import { type Running, startPulse } from '../cli/pulse.ts';
import { makeWorkspace, type Workspace } from '../customers/make-workspace.ts';
import type { SlackDouble } from './double/types.ts';

/** The database of a reseller whose people are those of the double. */
export interface Data {
  readonly workspace: Workspace;
  readonly file: string;
  /** Messages that are not settled yet. */
  unsettled(): number;
  close(): void;
}

/** A demo that went through the real import, and a list of people: admin, rep (own customers only) and viewer. */
export async function openData(double: SlackDouble, customers: number): Promise<Data> {
  const { workspace, close } = makeWorkspace();
  const { folder, db } = workspace;
  const options = { customers, seed: 7, today: toIsoDate(systemClock.now()) };
  await writeDemo(options, folder);
  for (const { name } of demoFiles(options)) {
    if (name.startsWith('people')) continue;
    const { outcome, reasons } = await workspace.take(join(folder, name));
    if (outcome !== 'imported') throw new Error(`${name} is ${outcome}: ${reasons.join(' ')}`);
  }
  const { admin, rep, viewer } = double.people;
  const lines = [
    'E-mail,Name,Role,Scope',
    `${admin.email},Admin,admin,all`,
    `${rep.email},Rep,editor,own`,
    `${viewer.email},Viewer,viewer,all`,
  ];
  await workspace.put(`people-${options.today}.csv`, `${lines.join('\n')}\n`);
  const count = db.sqlite.prepare<[], number>("select count(*) from inbox where state <> 'settled'").pluck();
  return { workspace, file: db.file, unsettled: () => count.get() ?? 0, close };
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
