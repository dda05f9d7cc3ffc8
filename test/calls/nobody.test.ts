import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeLog } from '../../src/base/log.ts';
import { deriveCalls } from '../../src/calls/derive.ts';
import { callsService } from '../../src/calls/service.ts';
import { importFile } from '../../src/ingest/import-file.ts';
import { rejectsAsCsv } from '../../src/ingest/rejects.ts';
import { createServer } from '../../src/server/http.ts';
import { csv, grid } from '../ingest/hostile/files.ts';
import { type CallRecord, offer } from './recorded.ts';
import { clock, openStage } from './stage.ts';
import { MARK } from './worlds.ts';

const stage = openStage();
const { db } = stage;
const folder = mkdtempSync(join(tmpdir(), 'nobody-'));
const said: string[] = [];
const log = makeLog('trace', { write: (line) => said.push(line) });
const settings = { secret: 'a secret of the webhook', header: 'x-sign', algorithm: 'sha256', maxBytes: 9e6 } as const;
const service = callsService({ db, clock, log, settings });
const fine = async () => ({ ok: true, checks: [] });
const server = await createServer({
  host: '127.0.0.1',
  port: 0,
  health: fine,
  ready: fine,
  routes: service.routes,
  log,
});
const silent = { onWait() {}, onStart() {}, onProgress() {}, onJoining() {} };
let files = 0;

afterAll(async () => {
  await service.stop();
  await server.close();
  stage.close();
  rmSync(folder, { recursive: true, force: true });
});

/** By which a call is known, and what a file is called for: nobody's name or number is there. */
const IDS = /call id$|^(report|correlation) id$|^org uuid$/i;
const [HEADERS = []] = grid('call-records', []);
const person = (): CallRecord => offer('c', { from: 0, until: 9 }, 4);

/** A person's leg with the mark in one column after another, and in all of them. */
function marked(): CallRecord[] {
  const columns = HEADERS.filter((header) => !IDS.test(header));
  const one = columns.map((header) => ({ ...person(), [header]: MARK }));
  const all = { ...person(), ...Object.fromEntries(columns.map((header) => [header, MARK])) };
  const none = { ...all, 'Report ID': '' };
  return [
    ...one,
    all,
    none,
    { ...person(), 'Start time': `${MARK} 2026-11-22T11:01:00Z` },
    { ...person(), 'Org UUID': '' },
  ];
}

async function imported(name: string, content: string): Promise<void> {
  const path = join(folder, `${++files}-${name}`);
  writeFileSync(path, content);
  const result = await importFile(db, clock, path, {}, silent);
  said.push(JSON.stringify(result));
  if (result.importId !== undefined) for await (const part of rejectsAsCsv(db, result.importId)) said.push(part);
}

async function pushed(body: string): Promise<void> {
  const signature = createHmac('sha256', settings.secret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-sign': signature };
  const response = await fetch(`${server.url}/call-records`, { method: 'POST', body, headers });
  said.push(await response.text());
}

async function expectNobody(): Promise<void> {
  await deriveCalls(db, clock);
  const tables = db.sqlite.prepare<[], string>("select name from sqlite_master where type = 'table'").pluck().all();
  const rows = tables.flatMap((name) =>
    db.sqlite
      .prepare(`select * from "${name}"`)
      .all()
      .map((row) => `${name} ${JSON.stringify(row)}`),
  );
  expect(rows.filter((row) => row.includes(MARK)).map((row) => row.slice(0, 300))).toEqual([]);
  db.sqlite.pragma('wal_checkpoint(PASSIVE)');
  for (const file of [db.file, `${db.file}-wal`])
    if (existsSync(file)) expect(readFileSync(file).includes(MARK), file).toBe(false);
  expect(said.filter((text) => text.includes(MARK)).map((text) => text.slice(0, 300))).toEqual([]);
}

test.each<[string, (records: readonly CallRecord[]) => Promise<unknown>]>([
  // What a file's columns are called is shown in its summary; the keys of what is pushed are not even that.
  [
    'pushed',
    (records) => pushed(JSON.stringify([...records, { ...person(), [MARK]: MARK }, { [MARK]: 1 }, MARK, [MARK]])),
  ],
  ['pushed and broken', (records) => pushed(`${JSON.stringify(records).slice(0, -9)}`)],
  ['pushed with broken words', (records) => pushed(JSON.stringify(records).replaceAll(`"${MARK}"`, MARK))],
  ['as CSV', (records) => imported('calls-2026-11-22.csv', table(records))],
  [
    'as CSV with a cell too many',
    (records) => imported('calls-2026-11-22.csv', table(records).replaceAll(MARK, `${MARK},${MARK}`)),
  ],
  [
    'as CSV with quotes that do not end',
    (records) => imported('calls-2026-11-22.csv', table(records).replaceAll(MARK, `"${MARK}`)),
  ],
  ['as JSON', (records) => imported('calls-2026-11-22.json', JSON.stringify({ items: records }))],
  [
    'as JSON with broken words',
    (records) => imported('c-2026-11-22.json', JSON.stringify(records).replaceAll(`"${MARK}"`, MARK)),
  ],
  [
    'as JSON Lines',
    (records) => imported('calls-2026-11-22.jsonl', records.map((each) => `${JSON.stringify(each)}\n`).join('')),
  ],
  [
    'as JSON Lines that are broken',
    (records) =>
      imported('c-2026-11-22.jsonl', records.map((each) => `${JSON.stringify(each).slice(0, -1)}\n`).join('')),
  ],
])('records %s name nobody in the database, the log or any answer', async (_, bring) => {
  said.length = 0;
  const good = Array.from({ length: 30 }, person);
  await bring([...good, ...marked()]);
  await expectNobody();
});

function table(records: readonly CallRecord[]): string {
  return csv([HEADERS, ...records.map((record) => HEADERS.map((header) => String(record[header] ?? '')))]);
}
