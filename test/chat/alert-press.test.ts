import { describe, expect, test } from 'vitest';
import type { PressEnd, Pressed } from '../../src/alerts/press.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { incident } from './alert-incident.ts';
import { openStage, type Stage } from './stage.ts';

interface Pressing extends Stage {
  readonly pressed: Pressed[];
  press(user: string, act: string): Promise<string>;
}

/** A channel with an alert about Nova Foods, which is Ana's; nobody's pages but those of `onRota`. */
async function openWith(end: PressEnd, onRota: readonly string[] = []): Promise<Pressing> {
  const pressed: Pressed[] = [];
  const known = incident();
  let customers: number[] = [];
  const stage = await openStage(undefined, {
    alerts: {
      pressable: (uid) => (uid === known.uid ? { incident: known, customers, onRota } : undefined),
      async press(each) {
        pressed.push(each);
        return end;
      },
    },
  });
  const nova = stage.workspace.db.sqlite.prepare("select id from customers where name like 'Nova%'").pluck().get();
  customers = [Number(nova)];
  return {
    ...stage,
    pressed,
    async press(user, act) {
      const uid = act === 'unknown' ? 'nobody knows' : known.uid;
      const press = JSON.stringify({ do: 'alert', act: act === 'unknown' ? 'ack' : act, incident: uid });
      const before = stage.port.sent.length;
      await stage.say(user, { do: 'press', press });
      const { card, to } = stage.port.sent[before] as { card: Card; to: { to: string } };
      expect(to.to).toBe('asker');
      return card.fallback;
    },
  };
}

const done = (until: number | null = null): PressEnd => ({ kind: 'done', until });
const GONE = 'There is nothing to do here any more.';
const noon = Date.parse('2026-11-21T13:00:00Z');

describe('a press on an alert', () => {
  test('is done for whoever may, privately, as who they are and in their zone', async () => {
    const stage = await openWith(done(noon));
    expect(await stage.press('U0EVE', 'ack')).toBe('You have it. I call nobody unless it gets worse.');
    expect(await stage.press('U0EVE', 'snooze-1h')).toContain('Snoozed until 13:00 (UTC)');
    expect(await stage.press('U0EVE', 'silence-customer')).toContain('The whole customer is silenced until 13:00');
    expect(stage.pressed[0]).toMatchObject({
      ...{ act: 'ack', zone: 'UTC', place: 'slack:T0001/C0DEALS', incident: incident().uid },
      by: { name: 'Eve', email: 'eve@reseller.example', user: 'U0EVE' },
    });
  });

  test('of somebody whose customers are others reads like one on nothing', async () => {
    const stage = await openWith(done());
    expect(await stage.press('U0BEN', 'ack')).toBe(GONE);
    expect(await stage.press('U0BEN', 'unknown')).toBe(GONE);
    expect(await stage.press('U0BEN', 'why')).toBe(GONE);
    expect(stage.pressed).toEqual([]);
    expect(stage.audit('refusal').map(({ action }) => action)).toContain('alert ack');
  });

  test('of the owner of one of its customers counts', async () => {
    const stage = await openWith(done());
    expect(await stage.press('U0ANA', 'ack')).toContain('You have it');
  });

  test('of whoever is on call counts, also to silence', async () => {
    const stage = await openWith(done(noon), ['ben@reseller.example']);
    expect(await stage.press('U0BEN', 'ack')).toContain('You have it');
    expect(await stage.press('U0BEN', 'silence-queue')).toContain('Silenced until');
    expect(stage.pressed).toHaveLength(2);
  });

  test('of a stranger is refused like everything of theirs', async () => {
    const stage = await openWith(done());
    expect(await stage.press('U0MIA', 'ack')).toContain('You cannot ask here');
    expect(stage.pressed).toEqual([]);
  });

  test.each<[string, PressEnd, RegExp]>([
    [
      'somebody has it',
      { kind: 'stale', why: 'acknowledged', by: { name: 'Ana', email: null, user: null }, at: noon, until: null },
      /^Ana has it already, since 13:00 \(UTC\)\. Nothing was changed\.$/,
    ],
    [
      'it is over',
      { kind: 'stale', why: 'resolved', by: null, at: noon, until: null },
      /^It is over since 13:00 \(UTC\)\. Nothing was changed\.$/,
    ],
    [
      'it is silenced',
      { kind: 'stale', why: 'silenced', by: null, at: noon, until: noon },
      /^It is silenced already, until 13:00 \(UTC\)\. Nothing was changed\.$/,
    ],
    ['it is gone', { kind: 'gone' }, /^There is nothing to do here any more\.$/],
  ])('that comes too late says who did what when: %s', async (_, end, text) => {
    const stage = await openWith(end);
    expect(await stage.press('U0EVE', 'ack')).toMatch(text);
  });
});

test('where there are no alerts an old button says that there is nothing to do', async () => {
  const stage = await openStage();
  const press = JSON.stringify({ do: 'alert', act: 'ack', incident: 'x' });
  await stage.say('U0EVE', { do: 'press', press });
  expect(stage.port.last().fallback).toBe(GONE);
});
