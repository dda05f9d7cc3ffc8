import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { write } from '../../db/write.ts';
import { putFeed } from '../../db/writes/feeds.ts';
import { makeLog } from '../../src/base/log.ts';
import { seal } from '../../src/base/sealing.ts';
import { deriveCalls } from '../../src/calls/derive.ts';
import { takeIn } from '../../src/calls/intake.ts';
import { pollFeeds } from '../../src/calls/poll.ts';
import { feedSealName } from '../../src/calls/poll-feed.ts';
import { callsService } from '../../src/calls/service.ts';
import { importFile } from '../../src/ingest/import-file.ts';
import { undoImport } from '../../src/ingest/undo.ts';
import { createServer } from '../../src/server/http.ts';
import { csv, grid } from '../ingest/hostile/files.ts';
import { rounds } from '../long.ts';
import { diceOf } from '../questions/dice.ts';
import { type OracleSlot, oracleSlots } from './oracle.ts';
import type { CallRecord } from './recorded.ts';
import { clock, NOW, openStage } from './stage.ts';
import { WebexServer } from './webex-server.ts';
import { MARK, ORGS, World } from './worlds.ts';

const stage = openStage();
const { db } = stage;
const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
const lines: string[] = [];
const log = makeLog('trace', { write: (line) => lines.push(line) });
const settings = { secret: 'a secret of the webhook', header: 'x-sign', algorithm: 'sha256', maxBytes: 9e6 } as const;
const service = callsService({ db, clock, log, settings });
const webex = new WebexServer(() => NOW);
const silent = { onWait() {}, onStart() {}, onProgress() {}, onJoining() {} };
const fine = async () => ({ ok: true, checks: [] });
let url = '';
let webexUrl = '';
let close = async () => {};
let files = 0;

beforeAll(async () => {
  const server = await createServer({
    host: '127.0.0.1',
    port: 0,
    health: fine,
    ready: fine,
    routes: service.routes,
    log,
  });
  url = `${server.url}/call-records`;
  webexUrl = await webex.listen();
  close = () => server.close();
});
afterAll(async () => {
  await service.stop();
  await close();
  await webex.close();
  stage.close();
  rmSync(folder, { recursive: true, force: true });
});

type Bring = (records: readonly CallRecord[]) => Promise<unknown>;

async function imported(name: string, content: string): Promise<number> {
  const path = join(folder, `${++files}-${name}`);
  writeFileSync(path, content);
  const result = await importFile(db, clock, path, {}, silent);
  expect(result).toMatchObject({ outcome: 'imported', rejected: 0 });
  return result.importId ?? 0;
}

const asCsv: Bring = (records) => {
  const [headers = []] = grid('call-records', []);
  const plain = (key: string) => key.toLowerCase().replace(/[^a-z]/g, '');
  const rows = records.map((record) => {
    const known = new Map(Object.entries(record).map(([key, value]) => [plain(key), String(value)]));
    return headers.map((header) => known.get(plain(header)) ?? '');
  });
  return imported('calls-2026-11-22.csv', csv([headers, ...rows]));
};
const asJson: Bring = (records) => imported('calls-2026-11-22.json', JSON.stringify({ items: records }));
const asLines: Bring = (records) =>
  imported('calls-2026-11-22.jsonl', records.map((each) => `${JSON.stringify(each)}\n`).join(''));
const pushed: Bring = async (records) => {
  const body = JSON.stringify({ items: records });
  const signature = createHmac('sha256', settings.secret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-sign': signature };
  const response = await fetch(url, { method: 'POST', body, headers });
  const errors = lines.filter((line) => line.includes('"level":"error"') || line.includes('"level":50'));
  expect([response.status, errors, await response.json()]).toMatchObject([200, [], { rejected: [] }]);
};
const polled: Bring = async (records) => {
  const key = Buffer.alloc(32, 7);
  for (const org of ORGS) {
    webex.reset();
    webex.pageSize = 1 + Math.ceil(records.length / 5);
    for (const record of records)
      if (Object.values(record).includes(org)) webex.records.push({ at: NOW - 3_600_000, record });
    const ours = { kind: 'cdr_feed', org, name: 'Nova', host: webexUrl } as const;
    const id = await write(db, clock, () =>
      putFeed(db, ours, NOW + ++files, (feed) => seal(key, feedSealName(feed), 'token')),
    );
    db.sqlite.prepare('update feeds set complete_until = ? where id = ?').run(NOW - 6 * 3_600_000, id);
    const polling = pollFeeds({ db, clock, log, secretsKey: key });
    await polling.tick();
    await polling.stop();
    db.sqlite.prepare('update feeds set removed_at = 1 where id = ?').run(id);
  }
};
const handed: Bring = (records) => takeIn(db, clock, records);

function stored(): unknown[] {
  return db.sqlite
    .prepare(
      `select s.org, s.key, c.at, c.calls, c.answered, c.abandoned, c.short_abandoned as short, c.voicemail, c.overflowed,
         c.not_queued as notQueued, coalesce(c.wait_ms, 0) as waitMs
       from interval_counts c join series s on s.id = c.series_id where c.import_id = 0 order by s.org, s.key, c.at`,
    )
    .all();
}

async function compare(wanted: OracleSlot[], about: string): Promise<void> {
  await deriveCalls(db, clock);
  expect(stored(), about).toEqual(wanted);
  const tables = db.sqlite.prepare<[], string>("select name from sqlite_master where type = 'table'").pluck().all();
  for (const table of tables)
    expect(
      JSON.stringify(db.sqlite.prepare(`select * from "${table}"`).all()).includes(MARK),
      `${about} ${table}`,
    ).toBe(false);
  expect(
    lines.filter((line) => line.includes(MARK)),
    about,
  ).toEqual([]);
  lines.length = 0;
}

function reset(): void {
  stage.reset();
  db.sqlite.exec('delete from interval_spans');
}

test.each<[string, Bring]>([
  ['CSV', asCsv],
  ['JSON', asJson],
  ['JSON Lines', asLines],
  ['pushed', pushed],
  ['polled', polled],
  ['handed over', handed],
])(
  '%s: the slots are those of the description, in any order and with nobody named',
  async (way, bring) => {
    for (let seed = 1; seed <= rounds(way === 'handed over' ? 8 : 1, way === 'handed over' ? 600 : 40); seed++) {
      const world = new World(seed, 40);
      const roll = diceOf(seed + 77).below;
      reset();
      await bring(world.shuffled(roll));
      await compare(oracleSlots(world.records), `${way}, seed ${seed}`);
    }
  },
  600_000,
);

test('partly by files and partly by feeds, with a file that is taken back, the slots are the same', async () => {
  const ways = [asCsv, asJson, asLines, pushed, polled, handed];
  for (let seed = 1; seed <= rounds(2, 60); seed++) {
    const world = new World(seed, 40);
    const roll = diceOf(seed + 99).below;
    reset();
    const wrong = world.records.filter(() => roll(3) === 0).map((each) => changed(each, roll));
    const undone = wrong.length === 0 ? 0 : await asJson(wrong);
    const left = world.shuffled(roll);
    while (left.length > 0) {
      await ways[roll(ways.length)]?.(left.splice(0, 30 + roll(60)));
      if (roll(2) === 0) await deriveCalls(db, clock, { signal: AbortSignal.abort() });
      else await deriveCalls(db, clock);
    }
    await undoImport(db, clock, Number(undone), () => undefined);
    await compare(oracleSlots(world.records), `seed ${seed}`);
  }
}, 600_000);

/** A newer reading that is wrong. */
function changed(record: CallRecord, roll: (n: number) => number): CallRecord {
  const put = (name: string, value: string) =>
    Object.fromEntries(
      Object.entries(record).map(([key, old]) => [key, key.toLowerCase().replace(/[_ ]/g, '') === name ? value : old]),
    );
  if (roll(2) === 0) return put('correlationid', `wrong-${roll(5)}`);
  return { ...put('reporttime', new Date(NOW).toISOString()), ...(roll(2) === 0 ? { Answered: 'true' } : {}) };
}
