import { afterEach, describe, expect, it } from 'vitest';
import { write } from '../../db/write.ts';
import { muteRule, setRuleState } from '../../db/writes/alert-rules.ts';
import type { Pressed } from '../../src/alerts/press.ts';
import { SLOT_MS } from '../../src/alerts/sample.ts';
import { DAY, HOUR, LAG, MONDAY } from './live-stage.ts';
import { at, Day, OPENS, type Outage, type Wanted } from './outages.ts';

const outage: Outage = { queue: 0, from: at(9), until: at(10), rate: 0.7 };
const open: Day[] = [];

async function begin(wanted: Wanted): Promise<Day> {
  const day = await Day.begin(wanted);
  open.push(day);
  return day;
}

afterEach(() => {
  for (const day of open.splice(0)) day.close();
});

function pressed(incident: string, act: Pressed['act'], name = 'Ana'): Pressed {
  const by = { name, email: `${name.toLowerCase()}@x.example`, user: `U-${name}` };
  return { incident, act, by, sees: null, zone: 'UTC', place: 'slack:T1/C1', at: 0 };
}

describe('slots that are judged', () => {
  it('page within the round in which the slot came in, once, and mention who is first on call', async () => {
    const day = await begin({ outages: [outage] });
    await day.run(OPENS, at(9.5));
    const [root] = day.stage.roots();
    expect(day.stage.roots()).toHaveLength(1);
    expect(root).toMatchObject({ toId: 'C1', mentions: '["U-first"]' });
    const [incident] = day.stage.incidents();
    expect(incident?.members[0]?.firedAt).toBeLessThanOrEqual(at(9.5));
    expect(day.stage.alerting.stats()).toMatchObject({ series: 2, ready: 2, behindMs: 0, ticksFailed: 0 });
  });

  it('call the next on the rota after ten minutes, and nobody more once somebody has it', async () => {
    const day = await begin({ outages: [outage] });
    const reached = await day.runUntilPaged(OPENS);
    await day.stage.runUntil(day.stage.clock.now() + 11 * 60_000, 30_000);
    const [incident] = day.stage.incidents();
    const uid = incident?.uid ?? '';
    const mentioned = () =>
      day.stage.ledger().flatMap(({ mentions }) => (mentions === null ? [] : JSON.parse(mentions)));
    expect(mentioned()).toEqual(['U-first', 'U-second']);
    expect(await day.stage.clock.until(day.stage.alerting.press(pressed(uid, 'ack')))).toEqual({
      kind: 'done',
      until: null,
    });
    await day.run(reached, reached + HOUR, { everyMs: 60_000 });
    expect(mentioned()).toEqual(['U-first', 'U-second']);
    const again = await day.stage.clock.until(day.stage.alerting.press(pressed(uid, 'ack', 'Bea')));
    expect(again).toMatchObject({ kind: 'stale', why: 'acknowledged', by: { name: 'Ana' } });
    const audit = day.stage.db.sqlite.prepare("select action, actor from audit where action like 'alert ack'").all();
    expect(audit).toEqual([{ action: 'alert ack', actor: 'ana@x.example' }]);
  });

  it('are silent of a queue that somebody silenced, and say when that is over', async () => {
    const day = await begin({ outages: [{ ...outage, until: at(17) }] });
    await day.run(OPENS, at(9.5));
    const uid = day.stage.incidents()[0]?.uid ?? '';
    const end = await day.stage.clock.until(day.stage.alerting.press(pressed(uid, 'silence-queue')));
    expect(end).toMatchObject({ kind: 'done' });
    const before = day.stage.ledger().length;
    day.stage.db.sqlite.prepare('update silences set until = ?').run(at(12.2));
    await day.run(at(9.5), at(12));
    expect(day.stage.ledger().filter(({ key }) => key.endsWith('/soon/0'))).toMatchObject([
      { toId: 'U-ana@x.example' },
    ]);
    expect(
      day.stage
        .ledger()
        .slice(before)
        .filter(({ mentions }) => mentions !== null && mentions !== '[]'),
    ).toEqual([]);
    await day.run(at(12), at(12.75));
    const called = day.stage
      .ledger()
      .slice(before)
      .filter(({ mentions }) => mentions === '["U-first"]');
    expect(called).toHaveLength(1);
    expect(day.stage.ledger().some(({ line }) => line === 'silence over true')).toBe(true);
  });

  it('go into a direct message where the channel may not be told, and say why', async () => {
    const day = await begin({ outages: [outage] });
    day.stage.whyNot = {
      inThread: { line: 'not there', payload: null },
      toOwner: { line: 'not there', payload: null },
    };
    await day.run(OPENS, at(9.5));
    expect(day.stage.roots()).toMatchObject([{ toId: 'U-first' }]);
    const said = day.stage.ledger().filter(({ line }) => line === 'not there');
    expect(said.map(({ toId, inThread }) => ({ toId, inThread }))).toEqual([
      { toId: 'U-first', inThread: 1 },
      { toId: 'U-owner', inThread: 0 },
    ]);
  });

  it('of queues that a rule no longer watches are no longer known', async () => {
    const day = await begin({ outages: [{ ...outage, until: at(17) }] });
    await day.run(OPENS, at(9.5));
    day.stage.db.sqlite.prepare("update alert_rules set queue = 'queue 1', changed_at = changed_at + 1").run();
    await day.run(at(9.5), at(10));
    expect(day.stage.incidents()).toMatchObject([{ phase: 'resolved', because: 'lost' }]);
  });
});

describe('records that come late', () => {
  it('take back a page that was none, in its own message, and call nobody', async () => {
    const day = await begin({ outages: [{ ...outage, until: at(9.5) }] });
    await day.run(OPENS, at(9.5));
    expect(day.stage.incidents()).toMatchObject([{ phase: 'firing' }]);
    const calls = day.stage.ledger().filter(({ mentions }) => mentions !== null && mentions !== '[]').length;
    for (const slot of [at(9), at(9.25)]) day.put(slot, { series: day.queues[0] ?? 0, calls: 40, bad: 2 });
    await day.stage.tick();
    expect(day.stage.incidents()).toMatchObject([{ phase: 'resolved', because: 'corrected' }]);
    expect(day.stage.roots()).toHaveLength(1);
    await day.run(at(9.5), at(11));
    expect(day.stage.ledger().filter(({ mentions }) => mentions !== null && mentions !== '[]')).toHaveLength(calls);
    expect(day.stage.alerting.stats().corrections).toBeGreaterThan(0);
  });

  it('are kept, and call nobody, where what they show is over', async () => {
    const day = await begin({ outages: [] });
    await day.run(OPENS, at(12));
    const series = day.queues[0] ?? 0;
    for (const slot of [at(9), at(9.25), at(9.5)]) day.put(slot, { series, calls: 20, bad: 15 });
    await day.stage.tick();
    expect(day.stage.incidents()).toMatchObject([{ phase: 'resolved', because: 'over-already', shown: false }]);
    expect(day.stage.ledger()).toEqual([]);
    day.stage.restart();
    await day.stage.tick();
    expect(day.stage.incidents()).toHaveLength(1);
  });

  it('call for what fires still', async () => {
    const day = await begin({ outages: [] });
    await day.run(OPENS, at(10));
    const series = day.queues[0] ?? 0;
    for (const slot of [at(9.25), at(9.5), at(9.75)]) day.put(slot, { series, calls: 20, bad: 15 });
    await day.stage.tick();
    expect(day.stage.incidents()).toMatchObject([{ phase: 'firing' }]);
    expect(day.stage.roots()).toMatchObject([{ mentions: '["U-first"]' }]);
  });
});

describe('a bot that did not run', () => {
  it('tells in one message what began and ended meanwhile, and calls for what fires still', async () => {
    const day = await begin({ outages: [outage, { queue: 1, from: at(12), until: at(17), rate: 0.8 }] });
    await day.run(OPENS, at(8.5));
    for (let slot = at(8.5); slot < at(13); slot += SLOT_MS) day.deliver(slot);
    await day.stage.clock.pass(at(13) + LAG - day.stage.clock.now());
    day.stage.heard(day.feed, MONDAY, at(13));
    day.stage.restart();
    await day.stage.tick();
    expect(day.stage.roots()).toHaveLength(1);
    expect(day.stage.ledger().filter(({ key }) => key.startsWith('alert-notice/down/'))).toMatchObject([
      { line: 'while down 1' },
    ]);
    expect(day.stage.incidents().map(({ phase, because }) => ({ phase, because }))).toEqual([
      { phase: 'resolved', because: 'over-already' },
      { phase: 'firing', because: null },
    ]);
  });

  it('does not judge by a clock that went back', async () => {
    const day = await begin({ outages: [outage] });
    await day.run(OPENS, at(8.5));
    day.stage.clock.set(-2 * HOUR);
    await day.stage.tick();
    expect(day.stage.alerting.stats().clockDoubt).toMatch(/went back/);
  });
});

describe('a feed that is silent', () => {
  it('calls once in open hours, and is over when it is heard again', async () => {
    const day = await begin({ outages: [] });
    await day.run(OPENS, at(10));
    await day.stage.runUntil(at(11.25), 5 * 60_000);
    expect(day.stage.incidents()).toMatchObject([{ kind: 'blind', phase: 'firing' }]);
    expect(day.stage.roots()).toMatchObject([{ mentions: '["U-first"]' }]);
    for (let slot = at(10); slot < at(11); slot += SLOT_MS) day.deliver(slot);
    await day.stage.tick();
    expect(day.stage.incidents()).toMatchObject([{ kind: 'blind', phase: 'resolved', because: 'heard' }]);
    expect(day.stage.roots()).toHaveLength(1);
  });

  it('says nothing at night', async () => {
    const day = await begin({ outages: [] });
    await day.run(OPENS, at(18.5));
    await day.stage.runUntil(at(24), 15 * 60_000);
    expect(day.stage.incidents()).toEqual([]);
  });
});

describe('a rule that is new', () => {
  it('waits to be armed, watches without a word, and says at the end what it would have called for', async () => {
    const day = await begin({ outages: [outage] });
    const { db } = day.stage;
    day.stage.isReady = false;
    db.sqlite.prepare("update alert_rules set state = 'waiting', armed_at = null, created_at = ?").run(OPENS);
    await day.run(OPENS, at(12));
    expect(day.stage.incidents()).toMatchObject([{ shown: false, because: 'learning', phase: 'resolved' }]);
    expect(day.stage.ledger()).toEqual([]);
    day.stage.isReady = true;
    await day.stage.tick();
    expect(db.sqlite.prepare('select state from alert_rules').pluck().get()).toBe('armed');
    db.sqlite.prepare('update alert_rules set created_at = created_at - ?').run(7 * DAY - 12 * HOUR);
    day.stage.db.sqlite.prepare('update incidents set opened_at = opened_at - ?').run(HOUR);
    await day.stage.clock.pass(9 * HOUR);
    await day.stage.tick();
    await day.stage.tick();
    expect(day.stage.ledger().filter(({ key }) => key.startsWith('alert-notice/learned/'))).toMatchObject([
      { line: 'learned 1' },
    ]);
  });

  it('is silent while it is muted, and calls when that is over', async () => {
    const day = await begin({ outages: [{ ...outage, until: at(17) }] });
    const { db, clock } = day.stage;
    const rule = day.rule?.id ?? 0;
    await write(db, clock, () => muteRule(db, rule, at(11), { actor: null, at: clock.now() }));
    await day.run(OPENS, at(10.5));
    expect(day.stage.ledger()).toEqual([]);
    expect(day.stage.incidents()).toMatchObject([{ because: 'silenced', phase: 'pending' }]);
    await day.run(at(10.5), at(11.25));
    expect(day.stage.roots()).toMatchObject([{ mentions: '["U-first"]' }]);
    expect(day.stage.ledger().some(({ key }) => key.startsWith('alert-notice/mute-over/'))).toBe(true);
  });

  it('leaves nothing open when it is removed', async () => {
    const day = await begin({ outages: [{ ...outage, until: at(17) }] });
    const { db, clock } = day.stage;
    await day.run(OPENS, at(9.5));
    const by = { actor: null, at: clock.now() };
    await write(db, clock, () => setRuleState(db, day.rule?.id ?? 0, ['armed'], 'removed', by));
    await day.stage.tick();
    expect(day.stage.incidents()).toMatchObject([{ phase: 'resolved' }]);
  });
});

describe('a test page', () => {
  it('reaches whoever is first on call by their own button alone', async () => {
    const day = await begin({ outages: [] });
    await day.stage.tick();
    let number = 0;
    const sent = day.stage.alerting.drill(day.rule?.id ?? 0, (incidentId) => {
      number = incidentId;
    });
    const uid = (await day.stage.clock.until(sent)) ?? '';
    expect(number).toBeGreaterThan(0);
    expect(day.stage.roots()).toMatchObject([{ mentions: '["U-first"]' }]);
    const other = await day.stage.clock.until(day.stage.alerting.press(pressed(uid, 'got-it', 'Ana')));
    expect(other).toMatchObject({ kind: 'stale', why: 'not-first', by: { email: 'first@x.example' } });
    const first = await day.stage.clock.until(day.stage.alerting.press(pressed(uid, 'got-it', 'first')));
    expect(first).toMatchObject({ kind: 'done' });
  });
});
