import { describe, expect, test } from 'vitest';
import { admins, personOf } from '../../db/readings/people.ts';
import { openRequest } from '../../db/writes/access-requests.ts';
import { grantAccess } from '../../db/writes/grants.ts';
import type { Card } from '../../src/chat/card/card.ts';
import type { What } from '../../src/chat/incoming.ts';
import { type Press, pressText } from '../../src/chat/press.ts';
import { TODAY } from '../commands/desk.ts';
import { openStage, people, type Stage } from './stage.ts';

const pressed = (meant: Press): What => ({ do: 'press', press: pressText(meant) ?? '' });
/** When everything on the stage happens. */
const NOON = Date.parse(`${TODAY}T12:00:00Z`);
const request = pressed({ do: 'request-access' });
const direct = (user: string) => ({ channel: `D-${user}`, kind: 'direct' }) as const;

/** Ada and Zoe are admins, Ana an editor, Mia is in no list; the bot has met whoever has an id there. */
async function openOffice(met: readonly string[] = ['U0ADA', 'U0ZOE']): Promise<Stage> {
  const stage = await openStage([]);
  await stage.workspace.put(
    'people-2026-11-21.csv',
    [
      'E-mail,Name,Role,Slack ID',
      `ada@reseller.example,Ada,admin,${met.includes('U0ADA') ? 'U0ADA' : ''}`,
      'zoe@reseller.example,Zoe,admin,',
      'ana@reseller.example,Ana,editor,',
      '',
    ].join('\n'),
  );
  const zoe = {
    name: 'Zoe',
    email: 'zoe@reseller.example',
    language: 'pt',
    timeZone: 'UTC',
    standing: 'member',
  } as const;
  stage.port.profiles.set('U0ZOE', zoe);
  if (met.includes('U0ZOE'))
    stage.workspace.db.sqlite
      .prepare(
        "insert into chat_users (platform, team, user, profile, fetched_at) values ('slack', 'T0001', 'U0ZOE', ?, 0)",
      )
      .run(JSON.stringify(zoe));
  return stage;
}

const to = ({ port }: Stage) =>
  port.sent.map(({ to: where }) => (where.to === 'person' ? where.speaker.user : where.to));
const cardFor = ({ port }: Stage, user: string): Card => {
  const found = port.sent.findLast(({ to: where }) => where.to === 'person' && where.speaker.user === user);
  if (found === undefined) throw new Error(`nothing was sent to ${user}`);
  return found.card;
};
const press = (card: Card, at: number): What => pressed(card.buttons[at]?.press ?? { do: 'request-access' });

describe('a request for access', () => {
  test('goes to every admin who can be reached, each in their language, with three ways to decide', async () => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    expect(to(stage)).toEqual(['U0ADA', 'U0ZOE', 'pressed']);
    const card = cardFor(stage, 'U0ADA');
    expect(JSON.stringify(card.parts)).toContain(people.U0MIA);
    expect(card.buttons.map(({ press: { do: deed, ...more } }) => ({ deed, ...more }))).toEqual([
      { deed: 'grant', request: 1, asked: NOON, role: 'viewer', scope: 'own' },
      { deed: 'grant', request: 1, asked: NOON, role: 'viewer', scope: 'all' },
      { deed: 'decline', request: 1, asked: NOON },
    ]);
    expect(cardFor(stage, 'U0ZOE').title).toContain('pede acesso');
    expect(stage.port.last().fallback).toContain('Ada (ada@reseller.example), Zoe (zoe@reseller.example)');
    expect(stage.audit('change').at(-1)).toMatchObject({ actor: people.U0MIA, action: 'access.request' });
  });

  test('again within the hour tells nobody twice', async () => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    await stage.say('U0MIA', request);
    expect(to(stage)).toEqual(['U0ADA', 'U0ZOE', 'pressed', 'pressed']);
    expect(stage.port.last().fallback).toContain('already');
  });

  test('where no admin can be reached says whom to write to, and the command', async () => {
    const stage = await openOffice([]);
    await stage.say('U0MIA', request);
    expect(to(stage)).toEqual(['pressed']);
    expect(stage.port.last().fallback).toMatch(/Ada \(ada@.*people add mia@reseller\.example --role viewer/);
  });

  test('where no admin could be reached is told to them when it is pressed again and they can be', async () => {
    const stage = await openOffice([]);
    await stage.say('U0MIA', request);
    await stage.say('U0MIA', request);
    expect(stage.port.last().fallback).toMatch(/people add mia@reseller\.example/);
    stage.workspace.db.sqlite
      .prepare(
        "insert into chat_users (platform, team, user, profile, fetched_at) values ('slack', 'T0001', 'U0ZOE', ?, 0)",
      )
      .run(JSON.stringify(stage.port.profiles.get('U0ZOE')));
    await stage.say('U0MIA', request);
    await stage.say('U0MIA', request);
    expect(to(stage)).toEqual(['pressed', 'pressed', 'U0ZOE', 'pressed', 'pressed']);
    expect(stage.port.last().fallback).toContain('already');
  });

  test('that a crash kept from the admins is told to them when it is pressed again', async () => {
    const stage = await openOffice();
    const mia = { platform: 'slack', team: 'T0001', user: 'U0MIA', email: people.U0MIA, name: 'Mia' } as const;
    await openRequest(stage.workspace.db, stage.around.clock, { ...mia, place: 'slack:T0001/C0DEALS' });
    await stage.say('U0MIA', request);
    expect(to(stage)).toEqual(['U0ADA', 'U0ZOE', 'pressed']);
    expect(stage.audit('change').filter(({ action }) => action === 'access.request')).toHaveLength(1);
  });

  test.each([
    ['is switched off', { standing: 'deactivated' }],
    ['has another e-mail by now', { email: 'other@reseller.example' }],
  ] as const)('is not sent to an account that %s', async (_what, now) => {
    const stage = await openOffice(['U0ZOE']);
    const zoe = stage.port.profiles.get('U0ZOE');
    if (zoe) stage.port.profiles.set('U0ZOE', { ...zoe, ...now });
    await stage.say('U0MIA', request);
    expect(to(stage)).toEqual(['pressed']);
  });

  test('of somebody who is in already needs nobody', async () => {
    const stage = await openOffice();
    await stage.say('U0ANA', request);
    expect(to(stage)).toEqual(['pressed']);
    expect(stage.port.last().fallback).toContain('already');
  });

  test('of a guest is refused like any question, and recorded', async () => {
    const stage = await openOffice();
    const mia = stage.port.profiles.get('U0MIA');
    if (mia) stage.port.profiles.set('U0MIA', { ...mia, standing: 'guest' });
    await stage.say('U0MIA', request);
    expect(to(stage)).toEqual(['pressed']);
    expect(stage.audit('refusal')).toMatchObject([{ actor: people.U0MIA, action: 'request-access' }]);
    expect(stage.workspace.db.sqlite.prepare('select count(*) from access_requests').pluck().get()).toBe(0);
  });
});

describe('the decision', () => {
  test.each([
    [0, 'own'],
    [1, 'all'],
  ])('button %i lets in as a viewer of %s customers; the person is told with a first question', async (at, scope) => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    await stage.say('U0ADA', press(cardFor(stage, 'U0ADA'), at), direct('U0ADA'));
    expect(await personOf(stage.workspace.db, people.U0MIA)).toMatchObject({ role: 'viewer', scope, slackId: 'U0MIA' });
    expect(to(stage).slice(3)).toEqual(['U0MIA', 'pressed']);
    expect(cardFor(stage, 'U0MIA').buttons[0]?.press).toEqual({ do: 'ask', q: 'expiring 90d' });
    expect(stage.port.last().buttons).toEqual([]);
    expect(stage.audit('change').at(-1)).toMatchObject({
      actor: people.U0ADA,
      action: 'access.grant',
      subject: people.U0MIA,
    });
    const place = stage.workspace.db.sqlite.prepare("select place from audit where action = 'access.grant'").pluck();
    expect(place.get()).toBe('slack:T0001/D-U0ADA');
    await stage.say('U0MIA', 'whoami');
    expect(stage.audit('question').at(-1)).toMatchObject({ actor: people.U0MIA, action: 'ask' });
  });

  test('to decline tells the person who did it; they can ask again an hour later', async () => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    await stage.say('U0ADA', press(cardFor(stage, 'U0ADA'), 2));
    expect(await personOf(stage.workspace.db, people.U0MIA)).toBeUndefined();
    expect(cardFor(stage, 'U0MIA').fallback).toContain('declined');
    await stage.say('U0MIA', request);
    expect(to(stage).filter((each) => each === 'U0ADA')).toHaveLength(1);
    stage.workspace.db.sqlite.prepare('update access_requests set decided_at = decided_at - 3600000').run();
    await stage.say('U0MIA', request);
    expect(to(stage).filter((each) => each === 'U0ADA')).toHaveLength(2);
  });

  test('is made once: the second admin is told what the first did, and when', async () => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    const [ada, zoe] = [cardFor(stage, 'U0ADA'), cardFor(stage, 'U0ZOE')];
    await Promise.all([stage.say('U0ADA', press(ada, 0)), stage.say('U0ZOE', press(zoe, 2))]);
    const decided = stage.audit('change').filter(({ action }) => /grant|decline/.test(action));
    expect(decided).toHaveLength(1);
    const told = stage.port.sent.filter(({ to: where }) => where.to === 'pressed').map(({ card }) => card.fallback);
    expect(told.join('\n')).toMatch(/21 Nov 2026|21 de nov/);
    await stage.say('U0ADA', press(ada, 1));
    expect(stage.port.last().fallback).toContain('already');
    expect(stage.port.last().fallback).toContain(decided[0]?.actor);
  });

  test.each(['U0ANA', 'U0MIA'])('of somebody who is no admin (%s) is refused and recorded', async (user) => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    await stage.say(user, pressed({ do: 'grant', request: 1, asked: NOON, role: 'admin', scope: 'all' }));
    expect((await admins(stage.workspace.db)).map(({ name }) => name)).toEqual(['Ada', 'Zoe']);
    expect(await personOf(stage.workspace.db, people.U0MIA)).toBeUndefined();
    expect(stage.audit('refusal')).toHaveLength(1);
  });

  test('of an admin who is none any more is refused: what counts is now', async () => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    const card = cardFor(stage, 'U0ADA');
    await stage.workspace.put(
      'people-2026-11-22.csv',
      'E-mail,Role\nzoe@reseller.example,admin\nada@reseller.example,editor\n',
    );
    await stage.say('U0ADA', press(card, 1));
    expect(await personOf(stage.workspace.db, people.U0MIA)).toBeUndefined();
    expect(stage.audit('refusal')).toMatchObject([{ actor: people.U0ADA, action: 'grant' }]);
  });

  test('on somebody who was let in some other way changes nothing', async () => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    const card = cardFor(stage, 'U0ADA');
    await stage.workspace.put(
      'people-2026-11-22.csv',
      'E-mail,Role\nada@reseller.example,admin\nmia@reseller.example,editor\n',
    );
    await stage.say('U0ADA', press(card, 2));
    expect(await personOf(stage.workspace.db, people.U0MIA)).toMatchObject({ role: 'editor' });
    expect(stage.port.last().fallback).toContain('nothing was changed');
  });

  test('on somebody who was let in by the command line says so: their request is closed', async () => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    const grant = { email: people.U0MIA, name: null, role: 'editor', scope: 'all' } as const;
    await grantAccess(stage.workspace.db, stage.around.clock, grant, { by: null });
    await stage.say('U0ADA', press(cardFor(stage, 'U0ADA'), 2));
    expect(await personOf(stage.workspace.db, people.U0MIA)).toMatchObject({ role: 'editor' });
    expect(stage.port.last().fallback).toContain('let in already by pulse people add');
  });

  test('on a request that was made anew under another e-mail lets nobody in, and shows who asks now', async () => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    const seen = cardFor(stage, 'U0ADA');
    stage.workspace.db.sqlite.prepare('update access_requests set asked_at = asked_at - 7200000').run();
    const old = Date.parse(`${TODAY}T10:00:00Z`);
    const meant = { do: 'grant', request: 1, asked: old, role: 'viewer', scope: 'all' } as const;
    const mia = stage.port.profiles.get('U0MIA');
    if (mia) stage.port.profiles.set('U0MIA', { ...mia, email: 'other@evil.example' });
    await stage.say('U0MIA', request);
    for (const stale of [meant, { do: 'decline', request: 1, asked: old } as const]) {
      await stage.say('U0ADA', pressed(stale));
      expect(await personOf(stage.workspace.db, 'other@evil.example')).toBeUndefined();
      expect(stage.port.sent.at(-1)?.to.to).toBe('pressed');
      expect(JSON.stringify(stage.port.last().parts)).toContain('other@evil.example');
    }
    expect(seen.fallback).not.toContain('evil');
    await stage.say('U0ADA', press(stage.port.last(), 1));
    expect(await personOf(stage.workspace.db, 'other@evil.example')).toMatchObject({ role: 'viewer', scope: 'all' });
  });

  test('on a request that is not there says so', async () => {
    const stage = await openOffice();
    await stage.say('U0ADA', pressed({ do: 'decline', request: 77, asked: NOON }));
    expect(stage.port.last().fallback).toContain('no longer exists');
  });

  test('that cannot be told to the person says so to the admin', async () => {
    const stage = await openOffice();
    await stage.say('U0MIA', request);
    stage.port.troubles.push({ at: 'refused', why: 'account-off', detail: '' });
    await stage.say('U0ADA', press(cardFor(stage, 'U0ADA'), 0));
    expect(stage.port.last().fallback).toContain('could not tell');
  });
});
