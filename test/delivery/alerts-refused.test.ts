import { afterEach, describe, expect, test } from 'vitest';
import { refusedAlerts } from '../../db/readings/refused-alerts.ts';
import { write } from '../../db/write.ts';
import { sayRootInstead } from '../../db/writes/alert-deliveries.ts';
import { letRefusedGo } from '../../db/writes/refused-alerts.ts';
import type { RefusedWhy, Target } from '../../src/delivery/outlet.ts';
import { CHANNEL, DIRECT, StagedIncident } from './incident.ts';
import { DAY, HOUR, MONDAY, Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const MINUTE = 60_000;

/** The channel takes nothing, for this reason. */
function refuseChannel(why: RefusedWhy | undefined): void {
  stage.platform.behave({
    fault: (request, to) =>
      why !== undefined && request === 'post' && to.id === CHANNEL.id
        ? { at: 'refused', why, detail: why, retryAfterMs: why === 'too-many' ? 45_000 : 0 }
        : undefined,
  });
}

async function instead(incident: StagedIncident, text: string, to: Target = DIRECT) {
  const { db, clock, scheduler } = stage;
  const said = { ...incident.about(), to, line: `line ${text}`, payload: { whole: text }, mentions: ['U2'] };
  await write(db, clock, () => sayRootInstead(db, said));
  scheduler.deliver();
}

test.each(['channel-gone', 'account-off', 'bad-format', 'too-large', 'not-in-channel'] as const)(
  'a page that its channel refuses for good (%s) is told of, goes to a person, and its thread goes with it',
  async (why) => {
    stage = new Stage(MONDAY);
    const incident = new StagedIncident(stage, 'i1');
    refuseChannel(why);
    await incident.root('fired', { mentions: ['U1'] });
    await incident.thread('called', ['U2']);
    await stage.runUntil(MONDAY + MINUTE);
    expect(refusedAlerts(stage.db)).toMatchObject([{ key: 'incident/i1', isRoot: true, error: why, toId: CHANNEL.id }]);
    expect(stage.ledger().at(-1)?.state).toBe('planned');
    await instead(incident, 'fired');
    await incident.thread('acknowledged');
    await incident.root('resolved');
    await stage.runUntil(MONDAY + 3 * MINUTE);
    expect(refusedAlerts(stage.db)).toEqual([]);
    const [root, ...thread] = stage.platform.standing();
    expect(root).toMatchObject({ key: 'incident/i1/dm', place: 'T1/person/U2', payload: { whole: 'resolved' } });
    expect(thread.map(({ key, place, thread: at }) => [key, place, at])).toEqual([
      ['incident/i1/1', 'T1/person/U2', root?.message],
      ['incident/i1/2', 'T1/person/U2', root?.message],
    ]);
  },
);

test.each(['unreachable', 'token-off', 'too-many'] as const)(
  'what passes (%s) is waited for, and tried at least once a minute',
  async (why) => {
    stage = new Stage(MONDAY);
    const incident = new StagedIncident(stage, 'i1');
    refuseChannel(why);
    await incident.root('fired');
    await stage.runUntil(MONDAY + 2 * HOUR);
    expect(stage.platform.asked.get('post')).toBeGreaterThan(115);
    expect(refusedAlerts(stage.db)).toEqual([]);
    refuseChannel(undefined);
    await stage.runUntil(stage.clock.now() + 90_000);
    expect(stage.platform.standing()).toHaveLength(1);
  },
);

describe('a channel that is gone only after the page stood there', () => {
  test('what its thread is refused is told of, and said to a person in full', async () => {
    stage = new Stage(MONDAY);
    const incident = new StagedIncident(stage, 'i1');
    await incident.root('fired', { mentions: ['U1'] });
    await incident.thread('told');
    await stage.round();
    refuseChannel('channel-gone');
    await incident.thread('called', ['U2']);
    await stage.round();
    expect(refusedAlerts(stage.db)).toMatchObject([{ key: 'incident/i1/2', isRoot: false }]);
    await instead(incident, 'fires');
    await stage.round();
    const direct = stage.platform.standing().filter(({ place }) => place === 'T1/person/U2');
    expect(direct.map(({ key, thread }) => [key, thread])).toEqual([
      ['incident/i1/dm', null],
      ['incident/i1/2', direct[0]?.message],
    ]);
    expect(refusedAlerts(stage.db)).toEqual([]);
  });
});

test('what was on its way into a channel that is gone follows the page to the person', async () => {
  stage = new Stage(MONDAY, { canFind: false });
  const incident = new StagedIncident(stage, 'i1');
  await incident.root('fired');
  await stage.round();
  stage.platform.behave({
    fault: (request, { id }, key) => {
      if (request !== 'post' || id !== CHANNEL.id) return undefined;
      const isFirst = key === 'incident/i1/1' && stage.clock.now() < MONDAY + 10_000;
      return isFirst ? 'nothing' : { at: 'refused', why: 'channel-gone', detail: '' };
    },
  });
  await incident.thread('called', ['U2']);
  await incident.thread('called', ['U3']);
  await stage.round();
  await instead(incident, 'fires');
  await stage.runUntil(MONDAY + 3 * MINUTE);
  const direct = stage.platform.standing().filter(({ place }) => place === 'T1/person/U2');
  expect(direct.map(({ key }) => key).sort()).toEqual(['incident/i1/1', 'incident/i1/2', 'incident/i1/dm']);
  expect(refusedAlerts(stage.db)).toEqual([]);
});

test('where the person takes it neither, the next one does, under another key', async () => {
  stage = new Stage(MONDAY);
  const incident = new StagedIncident(stage, 'i1');
  stage.platform.behave({
    fault: (request) => (request === 'post' ? { at: 'refused', why: 'account-off', detail: '' } : undefined),
  });
  await incident.root('fired');
  await stage.round();
  await instead(incident, 'fired');
  await stage.round();
  expect(refusedAlerts(stage.db)).toMatchObject([{ key: 'incident/i1/dm' }]);
  stage.platform.behave({ fault: () => undefined });
  await instead(incident, 'fired', { ...CHANNEL, id: 'C8' });
  await stage.round();
  expect(stage.platform.standing()).toMatchObject([{ key: 'incident/i1/dm/2', place: 'T1/channel/C8' }]);
});

test('where nobody can be told, it is let go, and what its thread would have said with it', async () => {
  stage = new Stage(MONDAY);
  const incident = new StagedIncident(stage, 'i1');
  refuseChannel('channel-gone');
  await incident.root('fired');
  await incident.thread('called');
  await stage.round();
  await write(stage.db, stage.clock, () => letRefusedGo(stage.db, incident.id, stage.clock.now()));
  await stage.runUntil(MONDAY + HOUR, 10 * MINUTE);
  expect(refusedAlerts(stage.db)).toEqual([]);
  expect(stage.ledger().map(({ state, error }) => `${state} ${error}`)).toEqual(['refused nobody', 'refused nobody']);
  expect(stage.platform.posts).toEqual([]);
});

test('what waits below a page that nobody found another place for is given up after a day', async () => {
  stage = new Stage(MONDAY);
  const incident = new StagedIncident(stage, 'i1');
  refuseChannel('channel-gone');
  await incident.root('fired');
  await incident.thread('called');
  await stage.runUntil(MONDAY + 2 * DAY, 3 * HOUR);
  expect(stage.ledger().map(({ state, error }) => `${state} ${error}`)).toEqual([
    'refused channel-gone',
    'refused parent-refused',
  ]);
});
