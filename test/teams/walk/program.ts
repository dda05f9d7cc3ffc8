import { systemClock as clock } from '../../../src/base/clock.ts';
import { makeLog } from '../../../src/base/log.ts';
import { Tally } from '../../../src/base/tally.ts';
import { connectChats } from '../../../src/cli/chats.ts';
import { followDatabase } from '../../../src/cli/databases.ts';
import { takeRecordsIn } from '../../../src/cli/taking-in.ts';
import { teamsPlatform } from '../../../src/cli/teams.ts';
import { Vitals } from '../../../src/cli/vitals.ts';
import { readConfig } from '../../../src/config.ts';
import { createServer } from '../../../src/server/http.ts';
import { type Running, startPulse } from '../../cli/pulse.ts';

/** The running program. */
export interface Program {
  readonly url: string;
  /** Of its process, where it has one of its own. */
  readonly pid: number | undefined;
  /** What it logged. */
  logged(): string;
  stop(): Promise<void>;
}

/** Puts the program together as `start` does, in this process. */
export async function startHere(file: string, env: NodeJS.ProcessEnv): Promise<Program> {
  const config = readConfig({ DATABASE_URL: file, PORT: '0', LOG_LEVEL: 'warn', NODE_ENV: 'test', ...env });
  const teams = config.teams;
  if (teams === undefined) throw new Error('Microsoft Teams is not set up');
  const lines: string[] = [];
  const levels = new Tally<string>(['warn', 'error', 'fatal']);
  const log = makeLog(config.logLevel, { write: (line) => lines.push(line) }, (level) => levels.add(level));
  const database = followDatabase(config);
  const vitals = new Vitals({ config, database, clock, log, levels });
  const server = await createServer({
    ...{ host: config.host, port: 0, log, clock },
    health: () => vitals.health(),
    ready: () => vitals.ready(),
    routes: [],
  });
  const answering = database.current();
  if (answering === undefined) throw new Error('there is no data');
  const stop = new AbortController();
  const platforms = [teamsPlatform({ config, teams, db: answering.db, vitals, log })];
  const { signal } = stop;
  const records = takeRecordsIn({ answering, config, server, clock, log });
  const chats = await connectChats({ config, platforms, answering, server, vitals, records, log, signal });
  return {
    url: server.url,
    pid: undefined,
    logged: () => lines.join(''),
    async stop() {
      stop.abort();
      await records.stop();
      await chats.stop();
      await server.close();
      database.close();
    },
  };
}

/** Starts the program as a person does, in a process of its own. */
export async function startApart(file: string, env: NodeJS.ProcessEnv): Promise<Program> {
  const running = startPulse(['start'], { DATABASE_URL: file, ...env });
  const endHard = () => running.child.kill('SIGKILL');
  process.once('exit', endHard);
  const said = collect(running);
  const [, url = ''] = await running.says(/health is at (http:\S+)\/healthz/);
  await running.says(/Microsoft Teams( is connected|: TEAMS_PLAYGROUND)/);
  return {
    url,
    pid: running.child.pid,
    logged: said,
    async stop() {
      running.child.kill('SIGTERM');
      await running.ended;
      process.removeListener('exit', endHard);
    },
  };
}

function collect({ child }: Running): () => string {
  let said = '';
  child.stderr?.on('data', (text: string) => {
    said = `${said}${text}`.slice(-20_000);
  });
  return () => said;
}
