import { beforeEach, describe, expect, test } from 'vitest';
import { standingSchedules } from '../../db/readings/schedules.ts';
import { addDelivery } from '../../db/writes/deliveries.ts';
import { planSlots } from '../../db/writes/slots.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { readCard } from '../../src/chat/card/card-json.ts';
import { chatOutlet } from '../../src/chat/outlet.ts';
import type { DigestChat } from '../../src/cli/digest-services.ts';
import { digestSource } from '../../src/cli/digest-source.ts';
import { openScheduler } from '../../src/delivery/open-scheduler.ts';
import type { Schedule } from '../../src/delivery/schedule.ts';
import { openStage, room, type Stage } from '../chat/stage.ts';

const slot = { dueAt: Date.parse('2026-11-21T09:00:00Z'), label: '2026-11-21T09:00[UTC]' };

interface Scene {
  readonly stage: Stage;
  readonly schedule: Schedule;
  readonly chat: DigestChat;
  make(schedule?: Schedule): Promise<{ kind: string; text: string; reason?: string }>;
}

/** A digest that somebody added to a channel with this audience. */
async function openScene(
  user = 'U0EVE',
  audience = 'audience all',
  line = 'digest add renewals mon 09:00',
): Promise<Scene> {
  const stage = await openStage();
  await stage.say('U0EVE', audience);
  await stage.say(user, line);
  const [schedule] = standingSchedules(stage.workspace.db);
  if (schedule === undefined) throw new Error('nothing was added');
  const chat = { port: () => stage.port, isAllowed: () => false, wake: () => undefined };
  const source = digestSource(stage.around.desk, chat);
  return {
    ...{ stage, schedule, chat },
    async make(given = schedule) {
      const made = await source.make(given, slot, null);
      return made.kind === 'content'
        ? { kind: made.kind, text: `${made.line} ${JSON.stringify(made.payload)}` }
        : { kind: made.kind, text: '', reason: made.reason };
    },
  };
}

describe('a digest when it is due', () => {
  test('says how to stop it by the command as it is called there', async () => {
    const { stage, schedule, chat } = await openScene();
    const source = digestSource(stage.around.desk, { ...chat, command: () => '/partners' });
    const made = await source.make(schedule, slot, null);
    const text = JSON.stringify(made);
    expect(text).toContain('/partners digest list');
    expect(text).not.toContain('/pulse');
  });

  test('says what its owner and its channel may see, as a card that the ledger can keep', async () => {
    const { make, stage, schedule } = await openScene();
    const made = await make();
    expect(made.text).toContain('Nova Foods');
    const source = digestSource(stage.around.desk, {
      port: () => stage.port,
      isAllowed: () => false,
      wake: () => undefined,
    });
    const content = await source.make(schedule, slot, { why: 'outage', byMs: 7_200_000 });
    if (content.kind !== 'content') throw new Error('there is no content');
    const kept = readCard(JSON.stringify(content.payload));
    expect(kept?.title).toContain('Renewals');
    expect(JSON.stringify(kept)).toContain('2 hours');
  });

  test.each([
    [
      'whose owner sees own customers only',
      'U0ANA',
      'audience all',
      'digest add renewals mon 09:00',
      'Nova',
      'Mirante',
    ],
    ['whose audience has filters', 'U0EVE', 'audience country:GB', 'digest add renewals mon 09:00', 'enewals', 'Nova'],
    ['that has filters', 'U0EVE', 'audience all', 'digest add renewals mon 09:00 country:GB', 'enewals', 'Nova'],
    ['with both', 'U0EVE', 'audience country:GB', 'digest add renewals mon 09:00 country:BR', 'enewals', 'Nova'],
  ])('%s names nobody else', async (_, user, audience, line, named, unnamed) => {
    const { make } = await openScene(user, audience, line);
    const { text } = await make();
    expect(text).toContain(named);
    expect(text).not.toContain(unnamed);
  });

  test('is not allowed any more where something changed since it was added, each by its reason', async () => {
    const { make, schedule, stage } = await openScene();
    const owned = (email: string | null, user: string | null = 'U0EVE') =>
      make({ ...schedule, owner: { email, user } });
    expect(await owned('gone@reseller.example')).toMatchObject({ reason: 'not-allowed-owner' });
    expect(await owned(null)).toMatchObject({ reason: 'not-allowed-owner' });
    expect(await owned('ben@reseller.example')).toMatchObject({ reason: 'not-allowed-role' });
    stage.port.rooms.set('C0DEALS', { ...room, shared: true });
    expect(await make()).toMatchObject({ reason: 'not-allowed-shared' });
    stage.port.rooms.set('C0DEALS', room);
    await stage.say('U0EVE', 'audience questions:customers');
    expect(await make()).toMatchObject({ reason: 'not-allowed-audience' });
    await stage.say('U0EVE', 'audience none');
    expect(await make()).toMatchObject({ reason: 'not-allowed-no-audience' });
  });

  test('is tried again where its channel cannot be seen, which may be for a moment', async () => {
    const { make, stage } = await openScene();
    stage.port.rooms.delete('C0DEALS');
    await expect(make()).rejects.toThrow('channel-unseen');
  });
});

describe('with the scheduler', () => {
  let ended: { posts: string[]; why: string; twice: number };
  beforeEach(async () => {
    const { stage, chat } = await openScene();
    const { around, port, workspace } = stage;
    const scheduler = openScheduler({
      ...{ db: workspace.db, clock: around.clock, log: around.log },
      source: digestSource(around.desk, chat),
      outlet: chatOutlet(port, readCard),
    });
    await stage.say('U0EVE', 'digest now 1');
    await scheduler.tick();
    await scheduler.idle();
    const posts = () => port.sent.filter(({ delivery }) => delivery.startsWith('digest/'));
    const first = posts();
    await scheduler.tick();
    await scheduler.idle();
    await stage.say('U0BEN', 'why 1');
    ended = {
      posts: first.map(({ to, card }) => `${to.to}: ${card.fallback}`),
      why: JSON.stringify(port.last().parts),
      twice: posts().length - first.length,
    };
    await scheduler.stop(1_000);
  });

  test('what is asked for now is posted as one line and then in full, once', () => {
    expect(ended.posts).toEqual([
      expect.stringMatching(/^channel: Renewals, /),
      expect.stringMatching(/^message: Renewals, /),
    ]);
    expect(ended.twice).toBe(0);
  });

  test('why says that it was posted', () => expect(ended.why).toContain('posted'));
});

describe('a digest of which nobody knows whether it arrived', () => {
  async function openHeld() {
    const scene = await openScene();
    const { stage, schedule } = scene;
    const { db } = stage.workspace;
    const planned = { ...slot, state: 'due', reason: null, detail: {} } as const;
    const until = schedule.plannedUntil + 1;
    planSlots(db, schedule.id, { from: schedule.plannedUntil, until }, [planned], until);
    const delivery = addDelivery(db, {
      ...{ key: `digest/${schedule.uid}/${slot.label}`, kind: 'digest', slotId: 1, scheduleId: schedule.id },
      ...{ to: schedule.to, line: 'Renewals', payload: null, payloadHash: '', state: 'planned', at: until },
    });
    db.sqlite.exec("update deliveries set state = 'held'; update slots set state = 'held', reason = 'held-unknown'");
    const source = digestSource(stage.around.desk, scene.chat);
    const values = { delivery: String(delivery), error: 'timeout' };
    const notice = await source.failureNotice(schedule, { slot, reason: 'held-unknown', values });
    const card = notice.payload as Card;
    const press = async (user: string, label: string) => {
      const button = card.buttons.find((each) => each.label === label);
      await stage.say(user, { do: 'press', press: JSON.stringify(button?.press) });
      return JSON.stringify(stage.port.last().parts);
    };
    const state = () => db.sqlite.prepare('select state, reason from slots').get();
    return { notice, press, state };
  }

  test('is its owner’s or an editor’s to decide, once; whoever presses later reads who did', async () => {
    const { notice, press, state } = await openHeld();
    expect(notice.line).toContain('#deals');
    expect(await press('U0BEN', 'It arrived')).toContain('nothing to decide');
    expect(state()).toEqual({ state: 'held', reason: 'held-unknown' });
    expect(await press('U0ADA', 'It arrived')).toContain('Noted');
    expect(state()).toEqual({ state: 'posted', reason: 'arrived' });
    expect(await press('U0EVE', 'Send again')).toMatch(/ada@reseller\.example decided that already.*It arrived/);
    expect(state()).toEqual({ state: 'posted', reason: 'arrived' });
  });

  test('is sent again where they say so', async () => {
    const { press, state } = await openHeld();
    expect(await press('U0EVE', 'Send again')).toContain('sent again now');
    expect(state()).toEqual({ state: 'planned', reason: 'sent-again' });
  });
});
