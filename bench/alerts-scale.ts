import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { assertMigrated } from '../db/migrate.ts';
import { type Database, openDatabase } from '../db/open.ts';
import { seriesOfKind } from '../db/readings/series.ts';
import { makeModel } from '../src/alerts/customer-model.ts';
import { usualPolicy } from '../src/alerts/incident-policy.ts';
import { historiesOf, replay } from '../src/alerts/replay.ts';
import { SLOT_MS } from '../src/alerts/sample.ts';
import { usualSettings } from '../src/alerts/settings.ts';
import { byOwner, readRuns } from '../src/alerts/slot-reading.ts';
import { Watched } from '../src/alerts/watched.ts';
import { breath } from '../src/base/breath.ts';
import { systemClock } from '../src/base/clock.ts';
import { seeded } from './alerts-queues.ts';

const { values: asked } = parseArgs({
  options: {
    queues: { type: 'string', default: '5000' },
    days: { type: 'string', default: '90' },
    seed: { type: 'string', default: '1' },
  },
});
const queues = Number(asked.queues);
const days = Number(asked.days);
const DAY_MS = 86_400_000;
const QUEUES_EACH = 5;
const FROM = Date.UTC(2026, 0, 5);
const UNTIL = FROM + days * DAY_MS;
const settings = usualSettings('abandon-rate');
const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const cpu = () => process.cpuUsage().user / 1000;
const memory = () => `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`;

const folder = mkdtempSync(join(tmpdir(), 'alerts-scale-'));
const db = openDatabase(join(folder, 'pulse.db'), { create: true });
try {
  assertMigrated(db);
  db.sqlite.pragma('synchronous = OFF');
  const made = timed(() => fill(db));
  say(
    `${queues} queues of ${queues / QUEUES_EACH} customers, ${days} days: ${made.result} slots with calls, written in ${seconds(made.ms)}, ${memory()}`,
  );
  const series = await seriesOfKind(db, 'queue');

  const bare = timed(() => {
    let sum = 0;
    for (const own of byOwner(series).values())
      for (const run of readRuns(db, own, FROM, UNTIL)) for (const calls of run.calls) sum += Math.max(0, calls);
    return sum;
  });
  say(`baseline: reading the same slots and adding them up takes ${seconds(bare.ms)}, ${memory()}`);

  const loop = watchLoop();
  const before = systemClock.monotonic();
  const cpuBefore = cpu();
  const replayed = await replay(
    {
      ...{ settings, policy: usualPolicy('page', 'UTC'), from: FROM, until: UNTIL, rule: 0 },
      ...{ silences: [], onCall: () => [1, 2], lagMs: 0 },
    },
    historiesOf(db, series),
    breath(systemClock),
  );
  const ms = systemClock.monotonic() - before;
  const kept = await loop.end();
  say(
    `replay: ${seconds(ms)}, ${seconds(cpu() - cpuBefore)} of the processor (${(ms / bare.ms).toFixed(1)} times the baseline), ${memory()} at its end, ${replayed.firings.length} firings in ${replayed.incidents.length} incidents; ` +
      `the event loop was kept for ${kept.p99} ms (p99), ${kept.most} ms at most`,
  );

  const until = UNTIL - DAY_MS + 10 * 3_600_000;
  const build = systemClock.monotonic();
  const cpuBuild = cpu();
  const watched = [...byOwner(series).values()].map((own) => new Watched(db, own, () => makeModel(settings)));
  for (const each of watched) for (const _ of each.build(until));
  say(
    `models of all queues from 56 days: ${seconds(systemClock.monotonic() - build)}, ${seconds(cpu() - cpuBuild)} of the processor, ${memory()}`,
  );
  const slots: number[] = [];
  for (let slot = 1; slot <= 8; slot++)
    slots.push(
      timed(() => {
        for (const each of watched) each.advance(until + slot * SLOT_MS);
      }).ms,
    );
  slots.sort((a, b) => a - b);
  say(
    `live evaluation of one slot of all queues: ${Math.round(slots[4] ?? 0)} ms in the middle, ${Math.round(slots.at(-1) ?? 0)} ms at most`,
  );
  const again = timed(() => watched.filter((each) => each.corrected() !== undefined).length);
  say(`looking for corrections in 24 hours of all queues: ${Math.round(again.ms)} ms, ${memory()}`);
} finally {
  db.close();
  rmSync(folder, { recursive: true, force: true });
}

/** How long whatever else there is had to wait for its turn. */
function watchLoop(): { end(): Promise<{ p99: number; most: number }> } {
  const waits: number[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const before = systemClock.monotonic();
      await systemClock.sleep(1);
      waits.push(systemClock.monotonic() - before - 1);
    }
  })();
  return {
    async end() {
      isOver = true;
      await watching;
      waits.sort((a, b) => a - b);
      return { p99: Math.round(waits[Math.floor(waits.length * 0.99)] ?? 0), most: Math.round(waits.at(-1) ?? 0) };
    },
  };
}

function timed<T>(work: () => T): { result: T; ms: number } {
  const before = systemClock.monotonic();
  const result = work();
  return { result, ms: systemClock.monotonic() - before };
}

/** Queues open on weekdays from 8 to 18, with four calls a slot; one feed that covers it all. */
function fill({ sqlite }: Database): number {
  const random = seeded(Number(asked.seed));
  const addSeries = sqlite.prepare(
    "insert into series (kind, account_id, org, key, name) values ('queue', 0, ?, ?, ?)",
  );
  const add = sqlite.prepare(
    'insert into interval_counts (import_id, series_id, at, minutes, calls, abandoned) values (0, ?, ?, 15, ?, ?)',
  );
  sqlite.exec("insert into feeds (kind, org, name, added_at) values ('push', '', 'push', 0)");
  sqlite.prepare('insert into feed_spans (feed_id, from_at, until_at) values (1, ?, ?)').run(FROM, UNTIL);
  let rows = 0;
  for (let queue = 0; queue < queues; queue++) {
    sqlite.exec('begin');
    const id = addSeries.run(`org-${Math.floor(queue / QUEUES_EACH)}`, `q${queue}`, `Queue ${queue}`).lastInsertRowid;
    for (let at = FROM; at < UNTIL; at += SLOT_MS) {
      const day = new Date(at).getUTCDay();
      const hour = Math.floor((at % DAY_MS) / 3_600_000);
      if (day === 0 || day === 6 || hour < 8 || hour >= 18) continue;
      const calls = Math.floor(random() * 9);
      if (calls === 0) continue;
      let bad = 0;
      for (let call = 0; call < calls; call++) if (random() < 0.06) bad += 1;
      add.run(id, at, calls, bad);
      rows += 1;
    }
    sqlite.exec('commit');
  }
  return rows;
}
