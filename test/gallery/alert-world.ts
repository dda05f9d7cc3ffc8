import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addIncident } from '../../db/writes/incidents.ts';
import { systemClock } from '../../src/base/clock.ts';
import { alertServices } from '../../src/cli/alert-services.ts';
import { filesToImport, importMany } from '../../src/ingest/import-many.ts';
import { incident, member, verdict } from '../chat/alert-incident.ts';
import { act } from './act.ts';
import type { Picture } from './picture.ts';
import { emails, people, TEAM, type World } from './world.ts';

const DAY_MS = 86_400_000;
const SLOT_MS = 900_000;
const DAYS = 28;
/** Hours of the day, UTC, in which calls come. */
const OPEN = { from: 6, to: 21 };
const quiet = { onWait() {}, onStart() {}, onProgress() {}, onJoining() {} };

/** What can be asked about alerts: first where nothing is set up, then with a rule, a rota, a feed and an open incident. */
export async function alertAnswers(world: World, examples: readonly string[], customer: string): Promise<Picture[]> {
  const now = world.around.clock.now();
  const port = world.port;
  const desk = world.around.desk();
  const chat = {
    port: () => port,
    isAllowed: () => false,
    wake: () => undefined,
    where: { platform: 'slack', team: TEAM },
    drill: async (_: number, also: (id: number) => void) => {
      desk.db.sqlite.transaction(() => also(1))();
      return 'drill-1';
    },
  };
  const around = { ...world.around, desk: () => ({ ...desk, alerts: alertServices(around.desk, chat) }) };
  const place = { ...world, around };
  const ask = (text: string, about = '') => act(place, { do: 'ask', text }, { who: 'editor', about });
  const made = [await ask('alerts', 'nothing set up'), await ask('alerts rules', 'nothing set up')];
  made.push(await ask('alerts add abandon-rate', 'no audience'), await ask('alerts tset abandon-rate'));
  await take(place, customer, now);
  await ask('audience all');
  made.push(await ask('alerts add abandon-rate rota:support name:night'));
  made.push(await ask('alerts rules', 'something is missing'), await ask('alerts drill 1'));
  const { sqlite } = desk.db;
  sqlite
    .prepare("insert into feeds (kind, org, name, added_at, heard_at) values ('push', '', 'Webex', ?, ?)")
    .run(now - DAY_MS, now - 240_000);
  sqlite.prepare("update alert_rules set state = 'armed'").run();
  made.push(await ask('alerts', 'calm'));
  open(place, now);
  made.push(await ask('alerts', 'an open incident'));
  for (const text of [...examples.slice(2), 'alerts rules 1', 'alerts why 1', `alerts mute customer:"${customer}" 24h`])
    made.push(
      await ask(
        text
          .replace(/ 3(?= |$)/, ' 1')
          .replace('tag:gold', 'name:second')
          .replace('eva@example.com', emails.rep),
      ),
    );
  made.push(await ask('alerts', 'with a silence'), await ask('alerts test abandn-rate 30d'));
  sqlite.prepare('update feeds set heard_at = ?').run(now - 3_000_000);
  made.push(await ask('alerts', 'a silent feed'));
  return made;
}

/** Four weeks of a queue that loses its callers since this morning, and a rota. */
async function take(world: World, customer: string, now: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pulse-gallery-alerts-'));
  const rows: string[] = [];
  for (let at = now - DAYS * DAY_MS; at < now - SLOT_MS; at += SLOT_MS) {
    const hour = new Date(at).getUTCHours();
    if (hour < OPEN.from || hour >= OPEN.to) continue;
    const turn = Math.round(at / SLOT_MS);
    for (const [queue, size] of [
      ['Support EN', 20],
      ['Sales', 12],
    ] as const) {
      const calls = size + ((turn * 7) % 5);
      const lost = queue === 'Support EN' && at >= now - 3 * SLOT_MS ? calls - 3 : (turn * 5) % 3;
      rows.push(`"${customer}",${queue},${new Date(at).toISOString()},15,${calls},${calls - lost},${lost}`);
    }
  }
  const header = 'Customer,Call Queue,Interval Start,Interval Minutes,Calls,Answered Calls,Abandoned Calls';
  const rota = ['Rota,Position,E-mail,Starts,Ends', `support,1,${emails.admin},,`, `support,2,${emails.editor},,`];
  try {
    writeFileSync(join(folder, 'queue-intervals-2026-11-21.csv'), `${[header, ...rows].join('\n')}\n`);
    writeFileSync(join(folder, 'rota-2026-11-21.csv'), `${rota.join('\n')}\n`);
    const { db } = world.around.desk();
    await importMany(db, systemClock, filesToImport([folder]), {}, quiet, ({ outcome, reasons }) => {
      if (outcome !== 'imported') throw new Error(`A file was ${outcome}: ${reasons.join(' ')}`);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An incident of the first queue there is. */
function open(world: World, now: number): void {
  const { db } = world.around.desk();
  const first = db.sqlite
    .prepare<[], { id: number; customer: number }>(
      `select s.id, a.customer_id as customer from series s join accounts a on a.id = s.account_id order by s.id limit 1`,
    )
    .get();
  if (first === undefined) return;
  const firedAt = now - SLOT_MS;
  const fired = verdict({ series: first.id, at: firedAt - SLOT_MS });
  const state = incident({
    ...{ members: [member({ series: first.id, customer: first.customer, firedAt, fired })], openedAt: firedAt },
    ...{
      phase: 'acknowledged',
      acknowledged: { by: { name: 'Engineer 01', email: emails.admin, user: people.admin }, at: now },
    },
  });
  const { uid, kind, phase, rule } = state;
  addIncident(db, {
    ...{ uid, kind, phase, ruleId: rule, customerId: first.customer, state: JSON.stringify(state) },
    ...{ openedAt: firedAt, resolvedAt: null },
  });
}
