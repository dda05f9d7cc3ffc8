import { afterEach, describe, expect, it } from 'vitest';
import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { write } from '../../db/write.ts';
import { changeRule, setRuleState } from '../../db/writes/alert-rules.ts';
import type { AlertingOptions } from '../../src/alerts/live.ts';
import type { Scenery } from '../../src/alerts/voice.ts';
import { HOUR } from './live-stage.ts';
import { at, Day, OPENS, type Outage, type Wanted } from './outages.ts';

const outage: Outage = { queue: 0, from: at(9), until: at(17), rate: 0.7 };
const open: Day[] = [];

async function begin(wanted: Wanted): Promise<Day> {
  const day = await Day.begin(wanted);
  open.push(day);
  return day;
}

afterEach(() => {
  for (const day of open.splice(0)) day.close();
});

/** A file that says otherwise of the first queue's hours than its feed does. Its number. */
function importOutage(day: Day, from: number, until: number): number {
  const { sqlite } = day.stage.db;
  const id = Number(
    sqlite
      .prepare(
        `insert into imports (report, file, content_hash, as_of, status, extent, started_at)
         values ('queue-intervals', 'f', 'h', '2026-10-19', 'done', 'part', 0)`,
      )
      .run().lastInsertRowid,
  );
  sqlite
    .prepare(
      "insert into interval_spans (import_id, kind, account_id, org, from_at, until_at) values (?, 'queue', 0, 'org-0', ?, ?)",
    )
    .run(id, from, until);
  const count = sqlite.prepare(
    'insert into interval_counts (import_id, series_id, at, minutes, calls, abandoned) values (?, ?, ?, 15, 30, 28)',
  );
  for (let slot = from; slot < until; slot += HOUR / 4) count.run(id, day.queues[0], slot);
  return id;
}

function sceneWith(onCall: Scenery['onCall']): AlertingOptions['scene'] {
  return ({ now }) => ({
    ...{ language: 'en', zone: 'UTC', ruleName: 'nights', ruleKind: 'abandon-rate', rota: 'r', onCall, now },
    ...{ names: new Map(), totals: new Map(), calm: null, chart: null, feed: null, lagMs: null },
  });
}

const notThere = {
  inThread: { line: 'not there', payload: null },
  toOwner: { line: 'not there', payload: null },
};

/** A list of people that is in force. */
function people({ stage }: Day, emails: readonly string[]): void {
  const { sqlite } = stage.db;
  const list = sqlite
    .prepare(
      `insert into imports (report, file, content_hash, as_of, status, extent, started_at)
       values ('people', 'p', 'p', '2026-10-19', 'done', 'whole', 0)`,
    )
    .run().lastInsertRowid;
  const add = sqlite.prepare("insert into people (import_id, email, role, scope) values (?, ?, 'admin', 'all')");
  for (const email of emails) add.run(list, email);
}

describe('what is taken away while it fires', () => {
  it('an import that is undone takes its page back, and nobody more is called', async () => {
    const day = await begin({ outages: [] });
    await day.run(OPENS, at(9));
    const id = importOutage(day, at(9), at(10));
    await day.run(at(9), at(10));
    expect(day.stage.incidents()).toMatchObject([{ phase: 'firing' }]);
    const called = () => day.stage.ledger().filter(({ mentions }) => mentions !== null && mentions !== '[]').length;
    const before = called();
    const { sqlite } = day.stage.db;
    sqlite.prepare("update imports set status = 'undone' where id = ?").run(id);
    sqlite.prepare('delete from interval_counts where import_id = ?').run(id);
    sqlite.prepare('delete from interval_spans where import_id = ?').run(id);
    await day.stage.tick();
    await day.run(at(10), at(11));
    expect(day.stage.incidents()).toMatchObject([{ phase: 'resolved', because: 'corrected' }]);
    expect(called()).toBe(before);
  });

  it('what the platform did not take before it was over mentions nobody when it is taken late', async () => {
    const day = await begin({ outages: [{ ...outage, until: at(11) }] });
    day.stage.isTaken = false;
    const mentioning = () => day.stage.ledger().filter(({ mentions }) => mentions !== null && mentions !== '[]').length;
    await day.run(OPENS, at(9.5));
    expect(mentioning()).toBeGreaterThan(0);
    await day.run(at(9.5), at(14));
    expect(day.stage.incidents()).toMatchObject([{ phase: 'resolved' }]);
    expect(mentioning()).toBe(0);
  });

  it('a rule that is removed says that nobody looks any more, and not that it never was', async () => {
    const day = await begin({ outages: [outage] });
    const { db, clock } = day.stage;
    await day.run(OPENS, at(9.5));
    const sent = day.stage.alerting.drill(day.rule?.id ?? 0, () => undefined);
    await day.stage.clock.until(sent);
    await write(db, clock, () =>
      setRuleState(db, day.rule?.id ?? 0, ['armed'], 'removed', { actor: null, at: clock.now() }),
    );
    await day.stage.tick();
    expect(day.stage.incidents()).toMatchObject([
      { kind: 'series', phase: 'resolved', because: 'lost' },
      { kind: 'drill', phase: 'resolved' },
    ]);
    expect(day.stage.ledger().some(({ line }) => line.startsWith('lost '))).toBe(true);
  });

  it('a rule that is changed says so of what it does not look at any more, and not that records came late', async () => {
    const day = await begin({ outages: [outage] });
    await day.run(OPENS, at(9.5));
    const change = { settings: { minRate: 1 } };
    const { db, clock } = day.stage;
    const rule = day.stage.ruleNow(day.rule as AlertRule);
    await write(db, clock, () => changeRule(db, rule.id, rule.changedAt, change, { actor: null, at: clock.now() }));
    await day.run(at(9.5), at(10));
    expect(day.stage.incidents()).toMatchObject([{ phase: 'resolved', because: 'lost' }]);
  });

  it('a feed of which nothing was ever heard is silent', async () => {
    const day = await begin({ outages: [] });
    const { db, clock } = day.stage;
    const mute = day.stage.feed('cdr_feed', 'org-0');
    db.sqlite.prepare('update feeds set added_at = ? where id = ?').run(clock.now(), mute);
    await day.run(OPENS, at(9.5), { everyMs: 4 * 60_000 });
    expect(day.stage.incidents()).toMatchObject([
      { kind: 'blind', feed: { id: mute, heardAt: null }, phase: 'firing' },
    ]);
    day.stage.heard(mute, at(9), at(9.5));
    await day.stage.tick();
    expect(day.stage.incidents()).toMatchObject([{ phase: 'resolved', because: 'heard' }]);
  });

  it('a feed that is removed while it is silent is not heard again', async () => {
    const day = await begin({ outages: [] });
    await day.run(OPENS, at(9));
    await day.stage.runUntil(at(10.5), 4 * 60_000);
    expect(day.stage.incidents()).toMatchObject([{ kind: 'blind', phase: 'firing' }]);
    day.stage.db.sqlite.prepare('update feeds set removed_at = ?').run(day.stage.clock.now());
    await day.stage.tick();
    expect(day.stage.incidents()).toMatchObject([{ kind: 'blind', phase: 'resolved', because: 'lost' }]);
  });

  it('a customer that is joined with another stays one incident, also for further queues', async () => {
    const day = await begin({ outages: [outage, { ...outage, queue: 1, from: at(11) }] });
    await day.run(OPENS, at(10));
    expect(day.stage.incidents()).toHaveLength(1);
    const { sqlite } = day.stage.db;
    sqlite.prepare("insert into customers (id, name, folded_name) values (501, 'Joined', 'joined')").run();
    sqlite.prepare("insert into accounts (id, source, key, customer_id) values (901, 'webex', 'id:org-0', 501)").run();
    sqlite.prepare("insert into audit (at, kind, action, place, detail) values (0, 'change', 'join', 'x', '{}')").run();
    await day.run(at(10), at(12));
    expect(day.stage.incidents().filter(({ phase }) => phase !== 'resolved')).toHaveLength(1);
    expect(day.stage.incidents()[0]?.members.map(({ customer }) => customer)).toEqual([501, 501]);
  });
});

describe('a channel that may not be told any more', () => {
  it('is told nothing where nobody on call can be reached either', async () => {
    const nobody = [{ position: 1, email: 'x@x.example', name: null, user: null }];
    const day = await begin({ outages: [outage], options: { onCall: () => nobody, scene: sceneWith(nobody) } });
    day.stage.db.sqlite.exec('update alert_rules set owner_user = null');
    day.stage.whyNot = notThere;
    await day.run(OPENS, at(9.5));
    expect(day.stage.incidents()).toMatchObject([{ phase: 'firing' }]);
    expect(day.stage.ledger().filter(({ toId }) => toId === 'C1')).toEqual([]);
  });

  it('is not told what was missed while the bot was down', async () => {
    const day = await begin({ outages: [{ ...outage, until: at(10) }] });
    await day.run(OPENS, at(8.5));
    await day.stage.clock.pass(5 * HOUR);
    for (let slot = at(8.5); slot < at(13); slot += HOUR / 4) day.deliver(slot);
    day.stage.restart();
    day.stage.whyNot = notThere;
    await day.stage.tick();
    const down = day.stage.ledger().filter(({ line }) => line.startsWith('while down'));
    expect(down).toMatchObject([{ toId: 'U-first' }]);
  });

  it('is not told that a silence is over', async () => {
    const day = await begin({ outages: [outage] });
    await day.run(OPENS, at(9.5));
    const uid = day.stage.incidents()[0]?.uid ?? '';
    const by = { name: 'Ana', email: 'ana@x.example', user: 'U-ana' };
    const press = { incident: uid, act: 'silence-queue', by, sees: null, zone: 'UTC', place: 'x', at: 0 } as const;
    await day.stage.clock.until(day.stage.alerting.press(press));
    day.stage.whyNot = notThere;
    day.stage.db.sqlite.prepare('update silences set until = ?').run(at(10));
    await day.run(at(9.5), at(10.25));
    const over = day.stage.ledger().filter(({ line }) => line.startsWith('silence over'));
    expect(over.map(({ toId }) => toId)).toEqual(['U-ana@x.example']);
  });
});

describe('a silence', () => {
  it('of whoever sees some of the customers holds back those and no others', async () => {
    const outages = [0, 2, 4].map((queue) => ({ ...outage, queue }));
    const day = await begin({ customers: 3, outages });
    await day.run(OPENS, at(9.75));
    const [many] = day.stage.incidents().filter(({ phase }) => phase === 'firing');
    const [first] = many?.members ?? [];
    const customers = many?.members.map(({ customer }) => customer) ?? [];
    expect(customers).toHaveLength(3);
    const by = { name: 'Ana', email: 'ana@x.example', user: 'U-ana' };
    const sees = new Set([first?.customer ?? 0]);
    const press = { incident: many?.uid ?? '', by, sees, zone: 'UTC', place: 'x', at: 0 };
    await day.stage.clock.until(day.stage.alerting.press({ ...press, act: 'silence-customer' }));
    await day.stage.clock.until(day.stage.alerting.press({ ...press, act: 'silence-queue' }));
    const stored = day.stage.db.sqlite.prepare('select customer_id, series_id from silences').all();
    expect(stored).toEqual([{ customer_id: first?.customer, series_id: null }]);
  });
});

describe('somebody who has left', () => {
  it('is not told any more: not as an owner, not as the maker of a silence, and is not the one to remind', async () => {
    const nobody = [{ position: 1, email: 'x@x.example', name: null, user: null }];
    let onCall: Scenery['onCall'] = nobody;
    const day = await begin({
      outages: [outage],
      options: {
        onCall: () => onCall,
        scene: (about) => sceneWith(onCall)(about),
        userOf: (_, email) => (email === 'boss@x.example' ? 'U-boss' : null),
      },
    });
    people(day, ['boss@x.example']);
    day.stage.whyNot = notThere;
    await day.run(OPENS, at(9.5));
    expect(day.stage.roots()).toMatchObject([{ toId: 'U-boss' }]);
    const uid = day.stage.incidents()[0]?.uid ?? '';
    const by = { name: 'Ana', email: 'ana@x.example', user: 'U-ana' };
    const press = { incident: uid, by, sees: null, zone: 'UTC', place: 'x', at: 0 };
    await day.stage.clock.until(day.stage.alerting.press({ ...press, act: 'ack' }));
    onCall = [{ position: 1, email: 'eva@x.example', name: 'Eva', user: 'U-eva' }];
    await day.run(at(9.5), at(12));
    const reminders = day.stage.ledger().filter(({ line }) => line.startsWith('reminder '));
    expect(reminders.map(({ mentions }) => mentions)).toEqual(['["U-eva"]']);
    expect(day.stage.ledger().map(({ toId }) => toId)).not.toContain('U-owner');
  });
});

it('what a channel and then the owner refuse for good goes to an admin', async () => {
  const nobody = [{ position: 1, email: 'x@x.example', name: null, user: null }];
  const userOf = (_: unknown, email: string) => (email === 'boss@x.example' ? 'U-boss' : null);
  const day = await begin({ outages: [outage], options: { onCall: () => nobody, scene: sceneWith(nobody), userOf } });
  people(day, ['boss@x.example', 'o@x.example']);
  await day.run(OPENS, at(9.5));
  for (const to of ['C1', 'U-owner', 'U-boss']) {
    expect(day.stage.roots().at(-1)?.toId).toBe(to);
    day.stage.db.sqlite
      .prepare("update deliveries set state = 'refused', error = 'gone' where to_id = ? and incident_id is not null")
      .run(to);
    await day.stage.tick();
  }
  expect(day.stage.roots()).toHaveLength(3);
});
