import { openDatabase } from '../../../db/open.ts';
import { ruleById } from '../../../db/readings/alert-rules.ts';
import { openIncidents } from '../../../db/readings/incidents.ts';
import { refusedAlerts } from '../../../db/readings/refused-alerts.ts';
import { write } from '../../../db/write.ts';
import { noteFeedNews } from '../../../db/writes/feed-news.ts';
import { openAlerting } from '../../../src/alerts/open-alerting.ts';
import { SLOT_MS } from '../../../src/alerts/sample.ts';
import type { SetScene } from '../../../src/alerts/voice.ts';
import { makeLog } from '../../../src/base/log.ts';
import { openScheduler } from '../../../src/delivery/open-scheduler.ts';
import { outletsBy } from '../../../src/delivery/outlets.ts';
import type { DigestSource } from '../../../src/delivery/source.ts';
import { hookOutlet } from '../../../src/hooks/outlet.ts';
import { passing } from './death.ts';
import { engineJob, voice } from './engine-voice.ts';
import { FastClock } from './fast-clock.ts';
import { outletTo } from './victim-port.ts';

const told = engineJob.parse(JSON.parse(process.argv[2] ?? '{}'));
const clock = new FastClock(told.start, told.realStart, told.speed);
const db = openDatabase(told.file);
const log = makeLog('silent');
const never = async () => {
  throw new Error('there are no digests here');
};
const source: DigestSource = {
  ...{ freshness: never, make: never, waitingNotice: never, failureNotice: never },
  patienceMs: () => 0,
};
const points = { at: passing(told.die) };
const { platform } = told.chat;
const hooks = { pagerDuty: { routingKey: 'R'.repeat(32), url: told.hookUrl }, generic: undefined };
const outlet = outletsBy({ [platform]: outletTo(told.chat, db, clock), webhook: hookOutlet(clock, hooks) });
const scheduler = openScheduler({ db, clock, log, source, points, outlet });
const people = told.chat.places.people.map((user, index) => ({
  ...{ position: index + 1, email: `${user}@reseller.example`, name: user, user },
}));
const scene: SetScene = ({ rule, now }) => {
  const { name = '', rota = null, zone = 'UTC', kind = 'abandon-rate', language = 'en' } = ruleById(db, rule) ?? {};
  return {
    ...{ language, zone, ruleName: name, ruleKind: kind, rota, onCall: people, names: new Map(), totals: new Map() },
    ...{ calm: null, chart: null, feed: null, lagMs: null, now },
  };
};
const elsewhere = { line: 'elsewhere', payload: null };
const HALF_HOUR_MS = 1_800_000;
/** What the rule of lists is about has a row more in every half hour. */
const rowsOf = async () =>
  Array.from({ length: Math.floor((clock.now() - told.listFrom) / HALF_HOUR_MS) }, (_, n) => {
    return { key: `row ${n}`, row: { customer: `row ${n}`, product: 'P', over: null, endsOn: null } };
  });
const alerting = openAlerting({
  ...{ db, clock, log, voice, scene, points, rowsOf },
  ...{ filtersOf: async () => [], isReady: async () => true, whyNot: async () => undefined },
  ...{ onCall: () => people, userOf: () => null, refused: () => ({ inThread: elsewhere, toOwner: elsewhere }) },
  hooks: { targets: ['pagerduty'], link: () => null },
  kick: () => scheduler.deliver(),
});

const ACKNOWLEDGED_AFTER_MS = 25 * 60_000;
const [first] = people;

/** Every second incident is acknowledged by the first on call, after a while. */
async function acknowledge(): Promise<void> {
  for (const { uid, openedAt } of openIncidents(db)) {
    if (Number.parseInt(uid.slice(0, 1), 16) % 2 === 0 || clock.now() < openedAt + ACKNOWLEDGED_AFTER_MS) continue;
    const { incident } = alerting.pressable(uid) ?? {};
    if (incident?.shown !== true || incident.acknowledged !== null || first === undefined) continue;
    const by = { name: first.name, email: first.email, user: first.user };
    await alerting.press({ incident: uid, act: 'ack', by, sees: null, zone: 'UTC', place: 'test', at: clock.now() });
  }
}

await scheduler.start();
const unsettled = db.sqlite.prepare<[], number>(
  `select count(*) from deliveries where state in ('planned', 'claimed', 'dispatched', 'unknown')
     or (state = 'posted' and body = 'pending')`,
);
let isStarted = false;
for (let calm = 0; calm < 3; ) {
  const { id: feedId, from, lagMs } = told.feed;
  const now = clock.now();
  const until = Math.floor((now - lagMs) / SLOT_MS) * SLOT_MS;
  await write(db, clock, () => noteFeedNews(db, { feedId, at: now, from, until, bridgeMs: 0 }));
  await scheduler.tick();
  await alerting.tick();
  await acknowledge();
  await clock.sleep(5_000);
  const { series, ready, behindMs } = alerting.stats();
  const isCaughtUp = ready === series && behindMs === 0;
  // Before its history is gone through it tells of nothing, and on a busy machine that takes a while.
  if (!isStarted && ready === series) process.stdout.write('started\n');
  isStarted ||= ready === series;
  const isSettled = unsettled.pluck().get() === 0 && scheduler.stats().queued === 0;
  calm = told.drain && isCaughtUp && isSettled && refusedAlerts(db).length === 0 ? calm + 1 : 0;
}
await alerting.stop(10_000);
await scheduler.stop(10_000);
db.close();
process.stdout.write('drained\n');
process.exit(0);
