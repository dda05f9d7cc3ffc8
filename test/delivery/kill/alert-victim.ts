import { type Database, openDatabase } from '../../../db/open.ts';
import { refusedAlerts } from '../../../db/readings/refused-alerts.ts';
import { write } from '../../../db/write.ts';
import { sayHook, sayInThread, sayRoot, sayRootInstead } from '../../../db/writes/alert-deliveries.ts';
import { makeLog } from '../../../src/base/log.ts';
import { messageCard } from '../../../src/chat/card/message-card.ts';
import { openScheduler } from '../../../src/delivery/open-scheduler.ts';
import { outletsBy } from '../../../src/delivery/outlets.ts';
import type { DigestSource } from '../../../src/delivery/source.ts';
import { hookOutlet } from '../../../src/hooks/outlet.ts';
import { alertJob, type ScriptedIncident, type Step, scriptOf } from './alert-script.ts';
import { passing } from './death.ts';
import { FastClock } from './fast-clock.ts';
import { outletTo } from './victim-port.ts';

const told = alertJob.parse(JSON.parse(process.argv[2] ?? '{}'));
const clock = new FastClock(told.start, told.realStart, told.speed);
const db: Database = openDatabase(told.file);
const log = makeLog('silent');
const never = async () => {
  throw new Error('there are no digests here');
};
const source: DigestSource = {
  ...{ freshness: never, make: never, waitingNotice: never, failureNotice: never },
  patienceMs: () => 0,
};
const { platform, places } = told.chat;
const [onCall] = places.people;
const hooks = { pagerDuty: { routingKey: 'R'.repeat(32), url: told.hookUrl }, generic: undefined };
const pass = passing(told.die);
const scheduler = openScheduler({
  ...{ db, clock, log, source },
  outlet: outletsBy({ [platform]: outletTo(told.chat, db, clock), webhook: hookOutlet(clock, hooks) }),
  points: { at: pass },
});

const card = (text: string) => ({ ...messageCard(text), fallback: text });
const cursor = db.sqlite.prepare<[string], { id: number; done: number }>(
  'select id, version as done from incidents where uid = ?',
);
const open = db.sqlite.prepare(
  `insert into incidents (uid, rule_id, kind, customer_id, phase, state, opened_at, version)
   values (?, 1, 'series', 1, 'firing', '{}', ?, 0)`,
);
const advance = db.sqlite.prepare('update incidents set version = ? where id = ?');

/** One step of an incident as the alerting makes it: what it knows and what is to be said of it in one transaction. */
function act({ uid, channel }: ScriptedIncident, step: Step): void {
  const incidentId = cursor.get(uid)?.id ?? Number(open.run(uid, step.at).lastInsertRowid);
  const about = { incidentId, uid, number: step.number, at: clock.now() };
  const to = { platform, team: places.team, kind: 'channel', id: channel } as const;
  if (step.root !== null) {
    const mentions = step.number === 0 ? { mentions: step.mentions } : {};
    sayRoot(db, { ...about, to, line: `line ${uid} ${step.root}`, payload: card(`${uid} ${step.root}`), ...mentions });
  }
  if (step.thread !== null) {
    const payload = step.hasBody ? card(`whole ${step.thread}`) : null;
    sayInThread(db, { ...about, line: step.thread, payload, mentions: step.mentions });
  }
  if (step.hook !== null)
    sayHook(db, { ...about, target: 'pagerduty', payload: { event_action: step.hook, dedup_key: uid } });
  advance.run(step.number + 1, incidentId);
}

/** What a channel refused for good goes to whoever is on call. */
function moveRefused(incidents: readonly ScriptedIncident[]): void {
  const of = db.sqlite.prepare<[number], { uid: string; done: number }>(
    'select uid, version as done from incidents where id = ?',
  );
  for (const id of new Set(refusedAlerts(db).map(({ incidentId }) => incidentId))) {
    const { uid = '', done = 0 } = of.get(id) ?? {};
    const steps = incidents.find((each) => each.uid === uid)?.steps.slice(0, done) ?? [];
    const state = steps.findLast(({ root }) => root !== null)?.root ?? '';
    const to = { platform, team: places.team, kind: 'person', id: onCall } as const;
    const said = { line: `line ${uid} ${state}`, payload: card(`${uid} ${state}`), mentions: [onCall] };
    sayRootInstead(db, { incidentId: id, uid, to, ...said, at: clock.now() });
  }
}

/** Goes on where an earlier process ended; whether there is nothing left. */
async function alertOn(): Promise<boolean> {
  const incidents = scriptOf(told.from, told.until, places);
  let isDone = true;
  for (const incident of incidents) {
    for (const step of incident.steps.slice(cursor.get(incident.uid)?.done ?? 0)) {
      if (step.at > clock.now()) {
        isDone = false;
        break;
      }
      await pass('before-act');
      await write(db, clock, () => act(incident, step));
      await pass('after-act');
      scheduler.deliver();
    }
  }
  await write(db, clock, () => moveRefused(incidents));
  scheduler.deliver();
  return isDone;
}

await scheduler.start();
const unsettled = db.sqlite.prepare<[], number>(
  `select count(*) from deliveries where state in ('planned', 'claimed', 'dispatched', 'unknown')
     or (state = 'posted' and body = 'pending')`,
);
process.stdout.write('started\n');
for (let calm = 0; calm < 3; ) {
  await scheduler.tick();
  const isDone = await alertOn();
  await clock.sleep(5_000);
  const isCalm = isDone && unsettled.pluck().get() === 0 && refusedAlerts(db).length === 0;
  calm = told.drain && isCalm ? calm + 1 : 0;
}
await scheduler.stop(10_000);
db.close();
process.stdout.write('drained\n');
process.exit(0);
