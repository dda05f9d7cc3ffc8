import { openDatabase } from '../../../db/open.ts';
import { makeLog } from '../../../src/base/log.ts';
import type { Card } from '../../../src/chat/card/card.ts';
import { messageCard } from '../../../src/chat/card/message-card.ts';
import { openScheduler } from '../../../src/delivery/open-scheduler.ts';
import type { DigestSource } from '../../../src/delivery/source.ts';
import { passing } from './death.ts';
import { FastClock } from './fast-clock.ts';
import { job, wholeText } from './job.ts';
import { outletTo } from './victim-port.ts';

/** Every second slot's data comes so late, and its channel is told before. */
const DATA_LATE_MS = 180_000;

function minuteOf(label: string): number {
  return Number(/T\d\d:(\d\d)/.exec(label)?.[1] ?? 0);
}

/** Every third message has a picture, which goes through an upload. */
function contentOf(label: string): Card {
  const text = wholeText(label);
  const card = { ...messageCard(text), fallback: text };
  if (minuteOf(label) % 30 !== 0) return card;
  const chart = { kind: 'bar' as const, x: ['2026-11-15', '2026-11-22'], series: [{ key: 'calls', values: [3, 4] }] };
  return { ...card, parts: [...card.parts, { kind: 'chart', chart, title: text, alt: text }] };
}

const source: DigestSource = {
  freshness: async (_, { dueAt, label }) =>
    minuteOf(label) % 20 === 10 && clock.now() < dueAt + DATA_LATE_MS
      ? { state: 'waiting', about: 'the week', newest: null, reports: [] }
      : { state: 'fresh', about: 'the week' },
  patienceMs: () => DATA_LATE_MS / 3,
  make: async (_, { label }) => ({ kind: 'content', line: `line ${label}`, payload: contentOf(label), quiet: false }),
  waitingNotice: async () => ({ line: 'waits', payload: messageCard('waits') }),
  failureNotice: async (_, { reason }) => ({ line: `failed: ${reason}`, payload: messageCard(`failed: ${reason}`) }),
};

const told = job.parse(JSON.parse(process.argv[2] ?? '{}'));
const clock = new FastClock(told.start, told.realStart, told.speed);
const db = openDatabase(told.file);
const log = makeLog('silent');
const scheduler = openScheduler({
  ...{ db, clock, log, source, outlet: outletTo(told.chat, db, clock) },
  points: { at: passing(told.die) },
});
await scheduler.start();
const open = db.sqlite.prepare<[], number>(
  "select count(*) from deliveries where state in ('planned', 'claimed', 'dispatched', 'unknown') or (state = 'posted' and body = 'pending')",
);
process.stdout.write('started\n');
for (let calm = 0; calm < 3; ) {
  await scheduler.tick();
  await clock.sleep(5_000);
  calm = told.drain && open.pluck().get() === 0 ? calm + 1 : 0;
}
await scheduler.stop(10_000);
db.close();
process.stdout.write('drained\n');
process.exit(0);
