import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/base/clock.ts';
import { openData } from '../../slack/bot.ts';
import { Acts } from '../double/acts.ts';
import { Check } from '../double/check.ts';
import { Drive } from '../double/drive.ts';
import { Login } from '../double/login.ts';
import { TeamsRecord } from '../double/record.ts';
import { World } from '../double/world.ts';
import { callEnv } from '../walk/calls.ts';
import { clockApart } from '../walk/moved-clock.ts';
import { type Program, startApart } from '../walk/program.ts';
import { NEWCOMER, type Scene, type Stage, watching } from '../walk/stage.ts';
import { PlaygroundClient } from './client.ts';
import { PlaygroundHand } from './hand.ts';
import { Relay } from './relay.ts';
import { playgroundSettings } from './settings.ts';
import { fetchPlayground, freePort, type StartedPlayground, startPlayground } from './started.ts';

const TENANT = '0f2b1c3d-0000-4000-8000-000000000001';
const BOT = { id: '28:b0000000-0000-4000-8000-00000000000b', name: 'Partner Pulse' };
/** The program keeps its address when it is started anew. */
const FIRST_PORT = 33_978;
const UNTIL_MS = 15_000;

export interface PlaygroundStage extends Stage {
  readonly playground: StartedPlayground;
  readonly client: PlaygroundClient;
  readonly hand: PlaygroundHand;
  readonly record: TeamsRecord;
  program(): Program;
  close(): Promise<void>;
}

/**
 * Starts the program with a small demo, in a process of its own, and the Playground in Microsoft's place: what people say
 * goes from it to the program, and what the program sends goes to it through our relay. Throws a `NotFetched`.
 */
export async function openPlaygroundStage(): Promise<PlaygroundStage> {
  const script = await fetchPlayground();
  const ends: (() => unknown)[] = [];
  const close = async () => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    return await open(script, ends, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(script: string, ends: (() => unknown)[], close: () => Promise<void>): Promise<PlaygroundStage> {
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const world = new World(TENANT, true, () => systemClock.now());
  world.change(NEWCOMER, { name: 'Engineer 01', email: 'engineer01@reseller.example' });
  const record = new TeamsRecord(4_000);
  const check = new Check(record);
  const relay = new Relay({ world, record, check, botId: BOT.id });
  await relay.open();
  ends.push(() => relay.close());
  const data = await openData({ people: world.people }, 60);
  ends.push(() => data.close());
  const port = await freePort(FIRST_PORT);
  const clock = clockApart(folder);
  const env = {
    ...{ TEAMS_PLAYGROUND: 'on', TEAMS_TENANTS: TENANT, TEAMS_NAME: BOT.name },
    ...callEnv,
    ...clock.env,
    ...{ HOST: '127.0.0.1', PORT: String(port), NODE_ENV: 'development' },
  };
  let program = await startApart(data.file, env);
  ends.push(() => program.stop());
  const playground = await startPlayground({
    ...{ script, folder, settings: playgroundSettings(world, BOT) },
    bot: `${program.url}/api/messages`,
    serviceUrl: () => relay.url,
  });
  ends.push(() => playground.stop());
  relay.lead(playground.url);
  const client = new PlaygroundClient(playground.url);
  await client.listen();
  ends.push(() => client.close());
  const login = new Login({ id: BOT.id, password: '', tenant: TENANT });
  const outside = { world, login, botId: BOT.id, name: BOT.name, serviceUrl: () => relay.url };
  const hand = new PlaygroundHand(outside, client);
  hand.botUrl = program.url;
  const acts = new Acts({ ...outside, record, check, hand, drive: new Drive(), url: () => relay.url });
  const scene: Scene = {
    ...{ people: world.people, places: world.places, tenant: TENANT },
    get shown() {
      return record.shown;
    },
    get seen() {
      return record.seen;
    },
    get problems() {
      return record.problems;
    },
    until: (accept, timeoutMs = UNTIL_MS) => record.until(accept, timeoutMs),
    last: (accept = () => true) => record.shown.findLast(accept),
    seenBy: (user, id) => record.seenBy(user, id),
    fault: (rule) => relay.faults.add(rule),
    clearFaults: () => relay.faults.clear(),
    write: (text, actor = {}) => hand.send(acts.message(text, actor), actor),
    press: async (shown, title, actor = {}) => acts.press(shown, title, {}, actor),
    submit: async (shown, title, values, actor = {}) => acts.press(shown, title, values, actor),
    search: async (shown, input, typed, actor = {}) => acts.search(shown, input, typed, actor),
    install: async (on, actor = {}) => acts.install(on, actor),
  };
  return {
    ...watching(scene),
    ...{ scene, data, clock, double: undefined, playground, client, hand, record, close },
    program: () => program,
    url: () => program.url,
    async restart() {
      await program.stop();
      program = await startApart(data.file, env);
    },
  };
}
