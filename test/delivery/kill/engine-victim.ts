import { openDatabase } from '../../../db/open.ts';
import { ruleById } from '../../../db/readings/alert-rules.ts';
import { refusedAlerts } from '../../../db/readings/refused-alerts.ts';
import { write } from '../../../db/write.ts';
import { noteFeedNews } from '../../../db/writes/feed-news.ts';
import { openAlerting } from '../../../src/alerts/open-alerting.ts';
import { SLOT_MS } from '../../../src/alerts/sample.ts';
import type { SetScene } from '../../../src/alerts/voice.ts';
import { makeLog } from '../../../src/base/log.ts';
import { readCard } from '../../../src/chat/card/card-json.ts';
import { chatOutlet } from '../../../src/chat/outlet.ts';
import { makeSlackPort } from '../../../src/chat/slack/port.ts';
import { openScheduler } from '../../../src/delivery/open-scheduler.ts';
import type { DigestSource } from '../../../src/delivery/source.ts';
import { engineJob, PEOPLE, voice } from './engine-voice.ts';
import { FastClock } from './fast-clock.ts';
import { TEAM } from './job.ts';

const told = engineJob.parse(JSON.parse(process.argv[2] ?? '{}'));
const clock = new FastClock(told.start, told.realStart, told.speed);
const db = openDatabase(told.file);
const log = makeLog('silent');
const tokens = {
  tokenOf: async (team: string) => (team === TEAM ? { token: 'xoxb-victim', botUser: 'UBOT' } : undefined),
  teams: async () => [TEAM],
};
const never = async () => {
  throw new Error('there are no digests here');
};
const source: DigestSource = {
  ...{ freshness: never, make: never, waitingNotice: never, failureNotice: never },
  patienceMs: () => 0,
};
let left = told.die?.nth ?? Number.POSITIVE_INFINITY;
const points = {
  async at(point: string) {
    if (point !== told.die?.point) return;
    left -= 1;
    if (left <= 0) process.kill(process.pid, 'SIGKILL');
  },
};
const port = makeSlackPort({ tokens, apiUrl: told.apiUrl, db: () => db, clock, log });
const scheduler = openScheduler({ ...{ db, clock, log, source, points }, outlet: chatOutlet(port, readCard) });
const people = PEOPLE.map((user, index) => ({
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
const alerting = openAlerting({
  ...{ db, clock, log, voice, scene, points },
  ...{ filtersOf: async () => [], isReady: async () => true, whyNot: async () => undefined, rowsOf: async () => [] },
  ...{ onCall: () => people, userOf: () => null, refused: () => ({ inThread: elsewhere, toOwner: elsewhere }) },
  kick: () => scheduler.deliver(),
});

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
  await clock.sleep(5_000);
  const { series, ready, behindMs } = alerting.stats();
  const isCaughtUp = ready === series && behindMs === 0;
  // Before its history is gone through it tells of nothing, and on a busy machine that takes a while.
  if (!isStarted && ready === series) process.stdout.write('started\n');
  isStarted ||= ready === series;
  const isCalm = isCaughtUp && unsettled.pluck().get() === 0 && refusedAlerts(db).length === 0;
  calm = told.drain && isCalm ? calm + 1 : 0;
}
await alerting.stop(10_000);
await scheduler.stop(10_000);
db.close();
process.stdout.write('drained\n');
process.exit(0);
