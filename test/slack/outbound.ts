import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Database } from '../../db/open.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import type { Card } from '../../src/chat/card/card.ts';
import type { Speaker } from '../../src/chat/incoming.ts';
import { type Handle, handleText } from '../../src/chat/slack/handle.ts';
import { makeSlackPort, type SlackPort } from '../../src/chat/slack/port.ts';
import { newDatabase } from '../db/empty-database.ts';
import { openSlackDouble } from './double/double.ts';
import type { ActorOptions, SlackDouble } from './double/types.ts';

/**
 * A clock whose waits end at once and count as passed for whoever measures; the time of day, which is compared with the
 * double's, moves only when a test says so.
 */
export class QuickClock implements Clock {
  /** Every wait that ended, in milliseconds. */
  waits: number[] = [];
  #measured = 0;
  #ahead = 0;
  readonly #limits = new Set<() => void>();

  now(): number {
    return systemClock.now() + this.#ahead;
  }

  monotonic(): number {
    return this.#measured;
  }

  /** Both go on. */
  pass(ms: number): void {
    this.#ahead += ms;
    this.#measured += ms;
  }

  /** Whoever keeps a distance may go on. */
  settle(): void {
    this.#measured += 60_000;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal !== undefined) return this.#limit(signal);
    this.waits.push(ms);
    this.#measured += ms;
  }

  /** Lets every time limit that runs now be over. */
  overdue(): void {
    for (const end of [...this.#limits]) end();
  }

  /** A wait that can be broken off is a time limit: it ends when it is, or when a test says that the time is over. */
  #limit(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#limits.add(resolve);
      signal.addEventListener('abort', () => {
        this.#limits.delete(resolve);
        reject(signal.reason);
      });
    });
  }
}

export interface Outbound {
  readonly double: SlackDouble;
  readonly port: SlackPort;
  readonly clock: QuickClock;
  readonly db: Database;
  /** Everything that was logged. */
  readonly logged: string[];
  readonly folder: string;
  readonly rep: Speaker;
  /** A port of its own on the same database, as after a restart. */
  restart(options?: Partial<Parameters<typeof makeSlackPort>[0]>): SlackPort;
  /** What somebody's press or command can be answered by. */
  handle(change?: Partial<Handle>): string;
  /** A handle with a response_url. */
  asked(options?: ActorOptions, change?: Partial<Handle>): string;
  /** How often a method was called. */
  times(method: string): number;
}

/** To be called once in a file: the double is shared by its tests, all else is new for each. Nothing may be wrong at the end of one. */
export function outbound(): Outbound {
  let double: SlackDouble;
  let world: Omit<Outbound, 'double'>;
  let close: () => void = () => undefined;
  beforeAll(async () => {
    double = await openSlackDouble();
  });
  afterAll(() => double.close());
  beforeEach(() => {
    double.clear();
    [world, close] = makeWorld(double);
  });
  afterEach(() => {
    close();
    expect(double.problems).toEqual([]);
    expect(world.logged.join('\n')).not.toContain(double.botToken);
    expect(world.logged.join('\n')).not.toContain('/hooks/');
  });
  return new Proxy({} as Outbound, {
    get: (_, name) => (name === 'double' ? double : Reflect.get(world, name)),
  });
}

function makeWorld(double: SlackDouble): [Omit<Outbound, 'double'>, () => void] {
  const folder = mkdtempSync(join(tmpdir(), 'outbound-'));
  const db = newDatabase(join(folder, 'pulse.db'));
  const clock = new QuickClock();
  const logged: string[] = [];
  const log = makeLog('debug', { write: (line) => logged.push(line) });
  const tokens = {
    tokenOf: async (team: string) =>
      team === double.team ? { token: double.botToken, botUser: double.botUser } : undefined,
    teams: async () => [double.team],
  };
  const restart: Outbound['restart'] = (options = {}) =>
    makeSlackPort({ tokens, apiUrl: double.apiUrl, db: () => db, clock, log, ...options });
  const handle: Outbound['handle'] = (change = {}) =>
    handleText({
      team: double.team,
      channel: double.channels.general,
      user: double.people.rep.id,
      thread: null,
      ...change,
    });
  const world = {
    folder,
    db,
    clock,
    logged,
    rep: { platform: 'slack' as const, team: double.team, user: double.people.rep.id },
    port: restart(),
    restart,
    handle,
    asked: (options: ActorOptions = {}, change: Partial<Handle> = {}) =>
      handle({ responseUrl: double.hook(options), ...options, thread: options.thread ?? null, ...change }),
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

/** A card with a button, whose texts name it. */
export function cardOf(name: string): Card {
  return {
    fallback: `${name}: 12 licences`,
    title: name,
    demo: false,
    parts: [
      { kind: 'facts', facts: [{ label: 'Licences', value: '12' }] },
      { kind: 'rows', rows: [{ name: 'Nova & <!channel>', lead: '12', detail: 'small print' }] },
    ],
    buttons: [{ label: 'Next', press: { do: 'ask', q: 'expiring page:2' } }],
    more: [],
  };
}
