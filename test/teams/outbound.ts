import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Database } from '../../db/open.ts';
import type { TeamsConversation } from '../../db/readings/teams.ts';
import { signingKey } from '../../db/writes/signing-keys.ts';
import { rememberConversation, rememberPerson } from '../../db/writes/teams.ts';
import { makeLog } from '../../src/base/log.ts';
import type { Called } from '../../src/chat/http/called.ts';
import type { Speaker } from '../../src/chat/incoming.ts';
import type { Destination } from '../../src/chat/port.ts';
import { type Handle, handleText } from '../../src/chat/teams/handle.ts';
import { makeTeamsPort, type TeamsPort } from '../../src/chat/teams/port.ts';
import { Waiting } from '../../src/chat/teams/waiting.ts';
import type { TeamsConfig } from '../../src/config/teams.ts';
import { newDatabase } from '../db/empty-database.ts';
import { QuickClock } from '../slack/outbound.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';
import type { PersonName, PlaceName } from './double/types.ts';

export interface TeamsOutbound {
  readonly double: TeamsDouble;
  readonly port: TeamsPort;
  readonly waiting: Waiting;
  readonly clock: QuickClock;
  readonly db: Database;
  /** Everything that was logged. */
  readonly logged: string[];
  /** How calls ended. */
  readonly called: Called[];
  readonly rep: Speaker;
  /** A port of its own on the same database, as after a restart or with other settings. */
  restart(change?: Partial<TeamsConfig>): TeamsPort;
  /** As if somebody had written there: the conversation is known, and so are they. */
  heard(place: PlaceName | 'chat', person?: PersonName, change?: Partial<TeamsConversation>): void;
  /** By what somebody's message or press in a place can be answered. */
  handle(place: PlaceName | 'chat', change?: Partial<Handle>, person?: PersonName): string;
  channel(place: PlaceName, thread?: string | null): Destination;
  /** How often a request was made. */
  times(method: string): number;
}

/** To be called once in a file: the double is shared by its tests, all else is new for each. Nothing may be wrong at the end of one. */
export function outbound(): TeamsOutbound {
  let double: TeamsDouble;
  let world: Omit<TeamsOutbound, 'double'>;
  let close: () => void = () => undefined;
  beforeAll(async () => {
    double = await openTeamsDouble();
  });
  afterAll(() => double.close());
  beforeEach(() => {
    double.clear();
    [world, close] = makeWorld(double);
  });
  afterEach(() => {
    close();
    expect(double.problems).toEqual([]);
    expect(world.logged.join('\n')).not.toContain(double.password);
  });
  return new Proxy({} as TeamsOutbound, {
    get: (_, name) => (name === 'double' ? double : Reflect.get(world, name)),
  });
}

function makeWorld(double: TeamsDouble): [Omit<TeamsOutbound, 'double'>, () => void] {
  const folder = mkdtempSync(join(tmpdir(), 'teams-outbound-'));
  const db = newDatabase(join(folder, 'pulse.db'));
  const clock = new QuickClock();
  const logged: string[] = [];
  const called: Called[] = [];
  const log = makeLog('debug', { write: (line) => logged.push(line) });
  const waiting = new Waiting(clock);
  const { tenant, people, places } = double;
  const idOf = (place: PlaceName | 'chat', person: PersonName) =>
    place === 'chat' ? people[person].chat : places[place];
  const kindOf = (place: PlaceName | 'chat') =>
    place === 'chat' ? 'personal' : place === 'group' ? 'group' : 'channel';
  const restart: TeamsOutbound['restart'] = (change = {}) =>
    makeTeamsPort({
      ...{ settings: double.settings(change), db: () => db, clock, log, waiting, key: signingKey(db) },
      publicUrl: undefined,
      noted: (each) => called.push(each),
    });
  const heard: TeamsOutbound['heard'] = (place, person = 'rep', change = {}) => {
    const kind = kindOf(place);
    const { id: user, teamsId, name } = people[person];
    const conversation: TeamsConversation = {
      ...{ tenant, conversation: idOf(place, person), kind, serviceUrl: double.serviceUrl, botId: double.botId },
      teamId: kind === 'channel' ? double.team.id : null,
      groupId: kind === 'channel' ? double.team.group : null,
      name: kind === 'personal' ? null : place,
      user: kind === 'personal' ? user : null,
      ...{ joined: true, homeMessage: null, heardAt: clock.now() },
      ...change,
    };
    rememberConversation(db, conversation, conversation.heardAt);
    const said = { name, locale: 'pt-BR', timeZone: 'America/Sao_Paulo' };
    rememberPerson(db, { tenant, user, teamsId, ...said }, clock.now());
  };
  const world = {
    ...{ db, clock, logged, called, waiting, restart, heard },
    port: restart(),
    rep: { platform: 'teams' as const, team: tenant, user: people.rep.id },
    handle: (place: PlaceName | 'chat', change: Partial<Handle> = {}, person: PersonName = 'rep') =>
      handleText({
        ...{ tenant, conversation: idOf(place, person), kind: kindOf(place), thread: null },
        ...{ user: people[person].id, message: '1700000000000' },
        ...change,
      }),
    channel: (place: PlaceName, thread: string | null = null) =>
      ({ to: 'channel', team: tenant, channel: places[place], thread, handle: null }) as const,
    times: (method: string) => double.counts.get(method) ?? 0,
  };
  return [
    world,
    () => {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  ];
}
