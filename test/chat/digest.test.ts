import { describe, expect, test } from 'vitest';
import { standingSchedules } from '../../db/readings/schedules.ts';
import { addSchedule } from '../../db/writes/schedules.ts';
import type { Card } from '../../src/chat/card/card.ts';
import type { Language } from '../../src/words/languages.ts';
import { openStage, room, type Stage } from './stage.ts';

const HOME = { channel: 'D0EVE', kind: 'direct' } as const;
const LINE = 'digest add renewals mon 09:00 America/Sao_Paulo';

/** A stage whose channel may see everything but money. */
async function openWithAudience(said = 'audience all'): Promise<Stage> {
  const stage = await openStage();
  await stage.say('U0EVE', said);
  return stage;
}

/** Everything a card says. */
function textOf({ title, parts, buttons, more }: Card): string {
  return JSON.stringify([title, parts, buttons, more]);
}

async function said(stage: Stage, user: string, text: string, place = {}): Promise<string> {
  const before = stage.port.sent.length;
  await stage.say(user, text, place);
  // Somebody's first direct message is greeted after its answer.
  return textOf(stage.port.sent[before]?.card as Card);
}

const schedules = (stage: Stage) => standingSchedules(stage.workspace.db);

/** Presses a button of the newest card by what it says. */
async function press(stage: Stage, user: string, label: string, card = stage.port.last(), place = {}): Promise<Card> {
  const button = [...card.buttons, ...card.more].find((each) => each.label === label);
  if (button === undefined) throw new Error(`no button ${label}: ${textOf(card)}`);
  await stage.say(user, { do: 'press', press: JSON.stringify(button.press) }, place);
  return stage.port.last();
}

describe('a digest that an editor adds in a channel', () => {
  test('shows its next five posts in its zone, who will see it, what it waits for, how to stop it, and a preview', async () => {
    const stage = await openWithAudience();
    const text = await said(stage, 'U0EVE', `${LINE} tag:gold`);
    const days = ['23 Nov', '30 Nov', '7 Dec', '14 Dec', '21 Dec'];
    for (const day of days) expect(text).toMatch(new RegExp(`${day} 2026, 09:00`));
    for (const part of ['America/Sao_Paulo', '38 people in #deals will see 1 customer.', 'tag:gold', 'digest remove 1'])
      expect(text).toContain(part);
    expect(text).toContain('Partner Hub subscriptions');
    expect(text).toContain('Nova Foods');
    expect(schedules(stage)).toMatchObject([
      {
        ...{ id: 1, digest: 'renewals', state: 'active', filters: 'tag:gold', zone: 'America/Sao_Paulo' },
        to: { platform: 'slack', team: 'T0001', kind: 'channel', id: 'C0DEALS' },
        rule: { kind: 'weekly', days: [1], hour: 9, minute: 0 },
        owner: { email: 'eve@reseller.example', user: 'U0EVE' },
      },
    ]);
    expect(stage.audit('change').map(({ action }) => action)).toContain('digest add');
  });

  test('has the zone of whoever adds it unless one is said, and the options that are said', async () => {
    const stage = await openWithAudience();
    const profile = stage.port.profiles.get('U0EVE');
    if (profile !== undefined) stage.port.profiles.set('U0EVE', { ...profile, timeZone: 'Asia/Kolkata' });
    await stage.say('U0EVE', 'digest add renewals weekdays 8:30 catch-up:all patience:6h');
    expect(schedules(stage)).toMatchObject([{ zone: 'Asia/Kolkata', catchUp: 'all', patienceMs: 21_600_000 }]);
    await stage.say('U0EVE', 'digest add renewals 0 9 * * 1 Europe/Berlin country:BR');
    expect(schedules(stage)[1]).toMatchObject({ rule: { kind: 'cron' }, zone: 'Europe/Berlin', filters: 'country:BR' });
    await stage.say('U0EVE', 'digest add renewals “*0 8 \\* ∗ 2*” tag:gold');
    expect(schedules(stage)[2]).toMatchObject({ rule: { kind: 'cron', expression: '0 8 * * 2' }, filters: 'tag:gold' });
  });

  test('is there once: the same again offers the one there is', async () => {
    const stage = await openWithAudience();
    await stage.say('U0EVE', LINE);
    expect(await said(stage, 'U0ADA', LINE)).toContain('schedule 1');
    expect(schedules(stage)).toHaveLength(1);
  });

  test('is sent as it would be posted to whoever wants to see it, and to nobody else', async () => {
    const stage = await openWithAudience();
    await stage.say('U0EVE', LINE);
    await press(stage, 'U0BEN', 'Send me the real post');
    const sent = stage.port.sent.filter(({ to }) => to.to === 'person');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.to).toEqual({ to: 'person', speaker: { platform: 'slack', team: 'T0001', user: 'U0BEN' } });
    // Ben sees his own customers only.
    expect(textOf(sent[0]?.card as Card)).not.toContain('Nova');
  });
});

describe('is not added', () => {
  test.each<[string, string, string, RegExp, string | undefined]>([
    ['without an audience', 'U0EVE', LINE, /what everybody in #deals may see/, 'audience'],
    ['by a viewer', 'U0BEN', LINE, /editor/, 'digest'],
    [
      'under a name there is not',
      'U0EVE',
      'digest add renwals mon 09:00',
      /no digest/,
      'digest add renewals mon 09:00',
    ],
    ['without a time', 'U0EVE', 'digest add renewals', /Say when/, 'digest add renewals mon 09:00'],
    ['without a name', 'U0EVE', 'digest add', /Which digest/, undefined],
    [
      'in a zone there is not',
      'U0EVE',
      'digest add renewals mon 09:00 America/Sao_Palo tag:gold',
      /America\/Sao_Paulo/,
      'digest add renewals mon 09:00 America/Sao_Paulo tag:gold',
    ],
    [
      'in a zone that an abbreviation leaves open',
      'U0EVE',
      'digest add renewals every day 8:00 EST',
      /Name the place/,
      'digest add renewals every day 8:00 America/New_York',
    ],
    [
      'in a zone that nobody knows',
      'U0EVE',
      'digest add renewals tue 10:30 xyzzy tag:gold',
      /no time zone/,
      'digest add renewals tue 10:30 tag:gold',
    ],
    [
      'at a fixed distance from UTC',
      'U0EVE',
      'digest add renewals thu 09:00 +02:00',
      /fixed distance from UTC/,
      'digest add renewals thu 09:00',
    ],
    [
      'for another channel by its name',
      'U0EVE',
      'digest add renewals thu 09:00 in #general',
      /in the channel that should get it: digest add renewals thu 09:00/,
      undefined,
    ],
    [
      'with the word for it mistyped',
      'U0EVE',
      'digest ad renewals mon 09:00',
      /Allowed/,
      'digest add renewals mon 09:00',
    ],
    [
      'more often than hourly',
      'U0EVE',
      'digest add renewals * * * * *',
      /more than once an hour/,
      'digest add renewals mon 09:00',
    ],
    [
      'every other week',
      'U0EVE',
      'digest add renewals every other monday',
      /mon 09:00/,
      'digest add renewals mon 09:00',
    ],
    ['for oneself in a channel', 'U0EVE', `${LINE} mine`, /e-mail|not understood|know/i, undefined],
    ['with a filter there is not', 'U0EVE', `${LINE} cuntry:BR`, /cuntry/, undefined],
    ['with a way to catch up there is not', 'U0EVE', `${LINE} catch-up:some`, /catch-up:latest/, undefined],
    ['with a patience that is none', 'U0EVE', `${LINE} patience:9y`, /6h/, undefined],
  ])('%s', async (_, user, text, message, next) => {
    const stage = await openStage();
    expect(await said(stage, user, text)).toMatch(message);
    expect(schedules(stage)).toEqual([]);
    const presses = stage.port.last().buttons.map((each) => ('q' in each.press ? each.press.q : ''));
    if (next !== undefined) expect(presses).toContain(next);
  });

  test.each([
    ['whose audience leaves a question of it out', 'audience all questions:customers', {}, /may not see expiring/],
    ['that the bot is not in', 'audience all', { joined: false }, /\/invite/],
  ])('to a channel %s', async (_, audience, more, message) => {
    const stage = await openWithAudience(audience);
    stage.port.rooms.set('C0DEALS', { ...room, ...more });
    expect(await said(stage, 'U0EVE', LINE)).toMatch(message);
    expect(schedules(stage)).toEqual([]);
  });

  test('to a channel that cannot be seen, nor from a direct message, which says where to type it', async () => {
    const stage = await openWithAudience();
    expect(await said(stage, 'U0EVE', LINE, HOME)).toContain(`in the channel that should get it: ${LINE.slice(0, 30)}`);
    stage.port.rooms.delete('C0DEALS');
    expect(await said(stage, 'U0EVE', LINE)).toContain('/invite');
    expect(schedules(stage)).toEqual([]);
  });

  test('as the fifty-first of a channel', async () => {
    const stage = await openWithAudience();
    await stage.say('U0EVE', LINE);
    const [one] = schedules(stage);
    if (one === undefined) throw new Error('nothing was added');
    const { db } = stage.workspace;
    for (let minute = 1; minute < 50; minute += 1) {
      const rule = { kind: 'weekly', days: [1], hour: 9, minute } as const;
      addSchedule(db, { ...one, rule, state: 'active' }, { at: 0, actor: null });
    }
    expect(await said(stage, 'U0EVE', 'digest add renewals tue 09:00')).toContain('50');
    expect(schedules(stage)).toHaveLength(50);
  });
});

describe('what can be done with it', () => {
  const verbs: Readonly<Record<Language, readonly string[]>> = {
    en: ['pause', 'resume', 'remove'],
    pt: ['pausar', 'retomar', 'excluir'],
    fr: ['suspendre', 'reprendre', 'supprimer'],
    es: ['pausar', 'reanudar', 'eliminar'],
    de: ['pausieren', 'fortsetzen', 'löschen'],
    zh: ['暂停', '恢复', '删除'],
  };
  test.each(Object.entries(verbs))('is said in %s', async (_, [pause, resume, remove]) => {
    const stage = await openWithAudience();
    await stage.say('U0EVE', LINE);
    const state = () => schedules(stage)[0]?.state;
    await stage.say('U0EVE', `digest ${pause} 1`);
    expect(state()).toBe('paused');
    await stage.say('U0EVE', `digest ${resume} 1`);
    expect(state()).toBe('active');
    await stage.say('U0EVE', `digest ${remove} 1`);
    expect(state()).toBeUndefined();
  });

  test('is an editor’s or its owner’s; a press twice changes nothing more and says so', async () => {
    const stage = await openWithAudience();
    await stage.say('U0EVE', LINE);
    expect(await said(stage, 'U0BEN', 'digest pause 1')).toMatch(/editor/);
    await stage.say('U0EVE', 'digest list 1');
    const card = stage.port.last();
    expect((await press(stage, 'U0ADA', 'Pause', card)).title).toMatch(/^Paused/);
    expect((await press(stage, 'U0EVE', 'Pause', card)).title).toMatch(/Nothing changed.*paused/);
    expect(stage.audit('change').filter(({ action }) => action === 'digest state')).toHaveLength(1);
  });

  test('takes the name of a digest for its number where there is one of that name', async () => {
    const stage = await openWithAudience();
    await stage.say('U0EVE', 'digest add renewals cron 0 9 * * 1');
    expect(await said(stage, 'U0EVE', 'digest pause renewals')).toContain('Paused: schedule 1');
    await stage.say('U0EVE', 'digest add renewals tue 9:00');
    expect(await said(stage, 'U0EVE', 'digest remove renewals')).toContain('takes the number');
  });

  test('now asks for a post beside its times, and why tells of it', async () => {
    const stage = await openWithAudience();
    await stage.say('U0EVE', LINE);
    expect(await said(stage, 'U0EVE', 'digest now 1')).toContain('To be posted now');
    const { db } = stage.workspace;
    expect(db.sqlite.prepare('select state from slots').all()).toEqual([{ state: 'due' }]);
    expect(await said(stage, 'U0BEN', 'why')).toContain('Somebody asked for it.');
    expect(await said(stage, 'U0BEN', 'why renewals')).toContain('Somebody asked for it.');
    expect(await said(stage, 'U0BEN', 'why renewals 2026-01-01')).toContain('nothing due on 1 Jan 2026');
  });

  test('of another channel is unknown to a viewer as one that is not there', async () => {
    const stage = await openWithAudience();
    await stage.say('U0EVE', LINE);
    const there = await said(stage, 'U0BEN', 'digest list 1', { channel: 'C0OTHER' });
    const nowhere = await said(stage, 'U0BEN', 'digest list 9', { channel: 'C0OTHER' });
    expect(there.replaceAll('1', '9')).toBe(nowhere.replaceAll('1', '9'));
    expect(await said(stage, 'U0BEN', 'why 1', { channel: 'C0OTHER' })).toContain('no schedule 1');
    expect(await said(stage, 'U0EVE', 'digest', HOME)).toContain('#deals');
  });
});

describe('my-week', () => {
  test('is anybody’s for themselves, and nothing is sent before they keep it', async () => {
    const stage = await openStage();
    const text = await said(stage, 'U0ANA', 'digest add my-week mon 08:00');
    expect(text).toContain('Nova');
    expect(text).not.toContain('Harbor');
    expect(schedules(stage)).toMatchObject([{ state: 'offered', to: { kind: 'person', id: 'U0ANA' } }]);
    const card = stage.port.last();
    await press(stage, 'U0EVE', 'Keep', card);
    expect(schedules(stage)).toMatchObject([{ state: 'offered' }]);
    await press(stage, 'U0ANA', 'Keep', card);
    expect(schedules(stage)).toMatchObject([{ state: 'active' }]);
  });

  test('is gone by No thanks', async () => {
    const stage = await openStage();
    await stage.say('U0BEN', 'digest add my-week mon 08:00');
    await press(stage, 'U0BEN', 'No thanks');
    expect(schedules(stage)).toEqual([]);
  });

  test('is listed to its owner only; an admin learns how many there are', async () => {
    const stage = await openStage();
    await stage.say('U0BEN', 'digest add my-week mon 08:00');
    expect(await said(stage, 'U0BEN', 'digest', HOME)).toContain('my-week');
    expect(await said(stage, 'U0EVE', 'digest list 1', HOME)).toContain('no schedule 1');
    expect(await said(stage, 'U0ADA', 'digest', HOME)).toMatch(/1 personal digest is not listed/);
    expect(await said(stage, 'U0ADA', 'why 1', HOME)).toContain('no schedule 1');
  });
});

describe('App Home', () => {
  test('has one’s own digests, for editors those of channels, and a button that pauses and draws it anew', async () => {
    const stage = await openWithAudience();
    await stage.say('U0EVE', LINE);
    await stage.say('U0BEN', 'digest add my-week mon 08:00');
    const homeOf = async (user: string) => {
      await stage.say(user, { do: 'home' }, HOME);
      return stage.port.homes.at(-1)?.card as Card;
    };
    expect(textOf(await homeOf('U0BEN'))).toContain('my-week · your own chat with me');
    expect(textOf(await homeOf('U0BEN'))).not.toContain('renewals · #deals');
    const home = await homeOf('U0EVE');
    expect(textOf(home)).toContain('renewals · #deals');
    const buttons = home.parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : []));
    const pause = buttons.find(({ label }) => label === 'Pause 1');
    await stage.say('U0EVE', { do: 'press', press: JSON.stringify(pause?.press) }, HOME);
    expect(textOf(stage.port.homes.at(-1)?.card as Card)).toContain('Resume 1');
    expect(schedules(stage)[0]?.state).toBe('paused');
  });
});
