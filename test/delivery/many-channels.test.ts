import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { write } from '../../db/write.ts';
import { addSchedule } from '../../db/writes/schedules.ts';
import { makeLog } from '../../src/base/log.ts';
import { messageCard } from '../../src/chat/card/message-card.ts';
import { chatOutlet } from '../../src/chat/outlet.ts';
import { makeSlackPort } from '../../src/chat/slack/port.ts';
import { openScheduler } from '../../src/delivery/open-scheduler.ts';
import type { DigestSource } from '../../src/delivery/source.ts';
import { newDatabase } from '../db/empty-database.ts';
import { rounds } from '../long.ts';
import { diceOf } from '../questions/dice.ts';
import { slackTiers } from '../slack/double/limits.ts';
import { slackPlaces } from './kill/chat.ts';
import { FastClock } from './kill/fast-clock.ts';
import { SlackPlatform } from './kill/slack-platform.ts';

const CHANNELS = rounds(40, 500);
const TEAM = slackPlaces.team;
const NINE = Date.UTC(2026, 10, 23, 9);
/** Edits are what Slack lets an app do least often, and each post is edited once. */
const EDITS = slackTiers['chat.update'] ?? 0;
const FLOOR_MS = (Math.max(0, CHANNELS - EDITS) / EDITS) * 60_000;
const SPEED = 10;

const source: DigestSource = {
  freshness: async () => ({ state: 'fresh', about: 'the week' }),
  patienceMs: () => 3_600_000,
  make: async ({ to }) => ({
    kind: 'content',
    line: `line ${to.id}`,
    payload: messageCard(`whole ${to.id}`),
    quiet: false,
  }),
  waitingNotice: async () => ({ line: 'waits', payload: messageCard('waits') }),
  failureNotice: async (_, { reason }) => ({ line: reason, payload: messageCard(reason) }),
};

test(`${CHANNELS} channels due at nine through HTTP with Slack's limits: all whole, in order, no 429 ignored`, async () => {
  const clock = new FastClock(NINE - 5_000, undefined, SPEED);
  const folder = mkdtempSync(join(tmpdir(), 'many-'));
  const db = newDatabase(join(folder, 'pulse.db'));
  const platform = new SlackPlatform(diceOf(1), () => clock.now());
  const apiUrl = await platform.open();
  platform.limits.set({
    channel: { burst: 1, everyMs: 1_000 },
    perMinute: { ...slackTiers, 'chat.postMessage': 300 },
    now: () => clock.now(),
  });
  const log = makeLog('silent');
  const tokens = {
    tokenOf: async (team: string) => (team === TEAM ? { token: 'xoxb-many', botUser: 'UBOT' } : undefined),
    teams: async () => [TEAM],
  };
  const port = makeSlackPort({ tokens, apiUrl, db: () => db, clock, log });
  const scheduler = openScheduler({ db, clock, log, source, outlet: chatOutlet(port) });
  const ids = Array.from({ length: CHANNELS }, (_, n) => `C${String(n).padStart(4, '0')}`);
  try {
    const at = clock.now();
    await write(db, clock, () => {
      for (const id of ids)
        addSchedule(
          db,
          {
            ...{ digest: 'queues', rule: { kind: 'weekly', days: [1], hour: 9, minute: 0 }, zone: 'UTC', filters: '' },
            ...{ to: { platform: 'slack', team: TEAM, kind: 'channel', id }, language: 'en', catchUp: 'latest' },
            ...{ catchUpDays: 5, patienceMs: null, owner: { email: null, user: null }, state: 'active' },
          },
          { at, actor: null },
        );
    });
    while (clock.now() < NINE) await clock.sleep(500);
    const began = clock.now();
    await scheduler.tick();
    await scheduler.idle();
    const tookMs = clock.now() - began;
    const places = platform.posts.map(({ channel }) => channel);
    expect(places.toSorted()).toEqual(ids);
    // Sixteen go at a time, so that neighbours may change places; twice that on a machine that is busy otherwise.
    for (const [place, id] of places.entries()) expect(Math.abs(ids.indexOf(id) - place)).toBeLessThanOrEqual(32);
    expect(platform.posts.every(({ text, channel }) => text.includes(`whole ${channel}`))).toBe(true);
    // What was under way already when the platform asked to wait may still arrive.
    expect(platform.limits.ignored).toBeLessThanOrEqual(16 * [...platform.limits.told.values()].length);
    process.stderr.write(
      `${CHANNELS} channels: ${Math.round(tookMs / 1000)} s, the limits allow ${Math.round(FLOOR_MS / 1000)} s; told to wait ${JSON.stringify([...platform.limits.told])}\n`,
    );
  } finally {
    await scheduler.stop(5_000);
    await platform.close();
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);
