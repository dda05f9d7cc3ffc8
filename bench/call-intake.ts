import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { openDatabase } from '../db/open.ts';
import { write } from '../db/write.ts';
import { isAnyListed } from '../db/writes/call-work.ts';
import { pushFeed } from '../db/writes/feed-news.ts';
import { systemClock as clock } from '../src/base/clock.ts';
import { makeLog } from '../src/base/log.ts';
import { callsService } from '../src/calls/service.ts';
import { createServer } from '../src/server/http.ts';
import type { SenderOptions, Sent } from './call-messages.ts';
import type { Figure } from './measure.ts';
import { askSteadily, at, deskOf, PER_SECOND, warmUp } from './questions-during-import.ts';

const WANTED = 2_000;
const PER_SECOND_SENT = 2_500;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 20);
/** In which Linux counts processor time. */
const TICK_MS = 10;
const WATCH_MS = 2;
const SECRET = 'a secret of the benchmark';

/**
 * How long questions take that come at a steady rate while call records are pushed to the same process over HTTP and it
 * looks what became of each call; without them, in the same run, as the baseline.
 */
export async function measureCallIntake(database: string, thread: string): Promise<Figure[]> {
  const db = openDatabase(database);
  const log = makeLog('error');
  const settings = {
    secret: SECRET,
    header: 'x-pulse-signature',
    algorithm: 'sha256' as const,
    maxBytes: 5 * 1024 * 1024,
  };
  const service = callsService({ db, clock, log, settings });
  const report = async () => ({ ok: true, checks: [] });
  const server = await createServer({
    ...{ host: '127.0.0.1', port: 0, log },
    health: report,
    ready: report,
    routes: service.routes,
  });
  try {
    const desk = deskOf(db);
    // The feed is made by the first message, which is a change: what questions share would be forgotten in the middle.
    await write(db, clock, () => pushFeed(db, clock.now()));
    await warmUp(desk);
    const start = clock.monotonic();
    const began = cpuMs();
    const quiet = await askSteadily(desk, () => clock.monotonic() - start > SECONDS * 500);
    const ofQuestion = (cpuMs() - began) / quiet.length;
    const asked = cpuMs();
    service.start();
    const workerData: SenderOptions = {
      url: `${server.url}/call-records`,
      secret: SECRET,
      perSecond: PER_SECOND_SENT,
      seconds: SECONDS,
    };
    const worker = new Worker(new URL(thread), { workerData });
    let sent: Sent | undefined;
    const done = once(worker, 'message').then(([message]) => {
      sent = message as Sent;
    });
    const late: number[] = [];
    const watching = watchLoop(late, () => sent !== undefined);
    const busy = await askSteadily(desk, () => sent !== undefined);
    await watching;
    await done;
    if (sent === undefined) throw new Error('The sender did not say what it sent.');
    const ended = clock.monotonic();
    while (isAnyListed(db)) await clock.sleep(10);
    const ofRecord = (cpuMs() - asked - ofQuestion * busy.length) / sent.records;
    const share = (ofQuestion * PER_SECOND + ofRecord * WANTED) / 10;
    const rate = Math.round(((sent.records - sent.refused) * 1000) / sent.tookMs);
    const waited = Math.round(clock.monotonic() - ended);
    return [
      {
        what: `${PER_SECOND} questions a second beside the intake of call records, ms`,
        ours: `p50 ${at(busy, 0.5)}, p99 ${at(busy, 0.99)}, longest ${at(busy, 1)} (${busy.length})`,
        baseline: `p50 ${at(quiet, 0.5)}, p99 ${at(quiet, 0.99)}, longest ${at(quiet, 1)} (no intake)`,
        ratio: (Number(at(busy, 0.99)) / Number(at(quiet, 0.99))).toFixed(2),
        wanted: 'p99 <= 100 ms',
      },
      {
        what: 'call records taken in a second meanwhile, answered once on the disk',
        ours: `${rate} (${sent.refused} of ${sent.records} refused; a message took p50 ${at(sent.answeredMs, 0.5)}, p99 ${at(sent.answeredMs, 0.99)} ms)`,
        baseline: `${PER_SECOND_SENT} sent; ${waited} ms after the last one every call was looked at`,
        ratio: (rate / WANTED).toFixed(2),
        wanted: `>= ${WANTED}`,
      },
      {
        what: `processor that ${PER_SECOND} questions and ${WANTED.toLocaleString('en-US')} records a second take, whatever else runs on the machine`,
        ours: `${share.toFixed(0)} % of one (${(ofRecord * 1000).toFixed(0)} ms for 1,000 records)`,
        baseline: `${(ofQuestion * PER_SECOND * 0.1).toFixed(0)} % (${ofQuestion.toFixed(1)} ms a question, no intake)`,
        ratio: (share / (ofQuestion * PER_SECOND * 0.1)).toFixed(2),
        wanted: '< 100 %',
      },
      {
        what: 'how long the program was held up beside the intake, ms',
        ours: `p50 ${at(late, 0.5)}, p99 ${at(late, 0.99)}, longest ${at(late, 1)}`,
        ...{ baseline: '', ratio: '', wanted: 'p99 <= 20 ms' },
      },
    ];
  } finally {
    await service.stop();
    await server.close();
    db.close();
  }
}

/** Notes how much later than asked for it is woken, until it is over. */
async function watchLoop(late: number[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const began = clock.monotonic();
    await clock.sleep(WATCH_MS);
    late.push(Math.max(0, clock.monotonic() - began - WATCH_MS));
  }
}

/** Processor time of the thread that answers and takes in, without that of the sender; NaN where the system does not tell. */
function cpuMs(): number {
  const file = `/proc/self/task/${process.pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const [, after = ''] = readFileSync(file, 'utf8').split(') ');
  const fields = after.split(' ').map(Number);
  return ((fields[11] ?? 0) + (fields[12] ?? 0)) * TICK_MS;
}
