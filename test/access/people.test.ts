import { describe, expect, test } from 'vitest';
import { admins, everybody, personOf, personWithId } from '../../db/readings/people.ts';
import { claimFirstAdmin, type Grant, grantAccess, removeAccess } from '../../db/writes/grants.ts';
import { askerOf } from '../../src/access/asker.ts';
import { systemClock } from '../../src/base/clock.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { openWorkspace, type Workspace } from '../customers/workspace.ts';

const say = messagesFor('en');
const hand = { by: null };
const LIST = 'people-2026-11-21.csv';
const heads = 'E-mail,Name,Role,Scope,Slack ID\n';

const give = ({ db }: Workspace, email: string, more: Partial<Grant> = {}, by: string | null = null) =>
  grantAccess(db, systemClock, { email, name: null, role: 'viewer', scope: 'all', ...more }, { by });
const take = ({ db }: Workspace, email: string, by: string | null = null) =>
  removeAccess(db, systemClock, email, { by });

function changes({ db }: Workspace): unknown[] {
  return db.sqlite
    .prepare(
      "select actor, place, action, subject from audit where kind = 'change' and action like 'access.%' order by id",
    )
    .all();
}

describe('people let in one by one', () => {
  test('may ask without any list, in any spelling of their address, and it is recorded', async () => {
    const workspace = openWorkspace();
    expect(await give(workspace, ' Ada@Reseller.Example ', { role: 'admin', name: 'Ada' })).toBe('granted');
    expect(await give(workspace, 'ada@reseller.example', { role: 'admin' })).toBe('unchanged');
    expect(await askerOf(workspace.db, 'ADA@reseller.example', say)).toEqual({
      email: 'ada@reseller.example',
      name: 'Ada',
      role: 'admin',
      scope: 'all',
      money: true,
    });
    expect(changes(workspace)).toEqual([
      { actor: null, place: 'terminal', action: 'access.grant', subject: 'ada@reseller.example' },
    ]);
  });

  test('others are then told who can add them', async () => {
    const workspace = openWorkspace();
    await give(workspace, 'ada@reseller.example', { role: 'admin', name: 'Ada' });
    await expect(askerOf(workspace.db, 'mia@reseller.example', say)).rejects.toThrow(/Ada \(ada@reseller\.example\)/);
  });

  test('a grant wins over the row of the list and is found by either id', async () => {
    const workspace = openWorkspace();
    await workspace.put(LIST, `${heads}ada@r.example,Ada,admin,all,U0ADA\nben@r.example,Ben,viewer,own,U0BEN\n`);
    await give(workspace, 'ben@r.example', { role: 'editor', scope: 'all' });
    const ben = { email: 'ben@r.example', name: 'Ben', role: 'editor', scope: 'all', slackId: 'U0BEN', by: 'grant' };
    expect(await personOf(workspace.db, 'ben@r.example')).toMatchObject(ben);
    expect(await personWithId(workspace.db, 'slack', 'U0BEN')).toMatchObject(ben);
    expect(await personWithId(workspace.db, 'slack', 'U0ADA')).toMatchObject({ role: 'admin', by: 'list' });
    expect(await personWithId(workspace.db, 'teams', 'U0ADA')).toBeUndefined();
    expect(await personWithId(workspace.db, 'slack', '')).toBeUndefined();
    expect((await everybody(workspace.db)).map(({ email }) => email)).toEqual(['ada@r.example', 'ben@r.example']);
  });

  test.each([
    ['who is absent from a newer list', 'ada@r.example,Ada,admin,all,\n', undefined],
    ['who stands in a newer list is what it says', 'ada@r.example,,admin,all,\nmia@r.example,,viewer,own,\n', 'viewer'],
  ])('%s: the whole list replaces what was given', async (_what, rows, role) => {
    const workspace = openWorkspace();
    await workspace.put(LIST, `${heads}ada@r.example,Ada,admin,all,\n`);
    await give(workspace, 'mia@r.example', { role: 'editor' });
    const { importId } = await workspace.put('people-2026-11-22.csv', heads + rows);
    expect((await personOf(workspace.db, 'mia@r.example'))?.role).toBe(role);
    await workspace.undo(importId);
    expect(await personOf(workspace.db, 'mia@r.example')).toMatchObject({ role: 'editor', by: 'grant' });
  });

  test.each([
    ['before any list', false],
    ['on an older list', true],
  ])('an admin made by hand %s stays one when a newer list names none', async (_when, withList) => {
    const workspace = openWorkspace();
    if (withList) await workspace.put(LIST, `${heads}ben@r.example,Ben,viewer,all,\n`);
    await give(workspace, 'ada@r.example', { role: 'admin', name: 'Ada', slackId: 'U0ADA' });
    await give(workspace, 'eve@r.example', { role: 'editor' });
    const { notes } = await workspace.put('people-2026-11-22.csv', `${heads}mia@r.example,Mia,viewer,all,\n`);
    expect((await admins(workspace.db)).map(({ email }) => email)).toEqual(['ada@r.example']);
    expect(await personWithId(workspace.db, 'slack', 'U0ADA')).toMatchObject({ name: 'Ada', by: 'list' });
    expect(await personOf(workspace.db, 'eve@r.example')).toBeUndefined();
    expect(notes.join(' ')).toContain('ada@r.example');
  });

  test('an admin of the list whom a grant made a viewer does not come back with a list that names none', async () => {
    const workspace = openWorkspace();
    await workspace.put(LIST, `${heads}ada@r.example,Ada,admin,all,\neve@r.example,Eve,admin,all,\n`);
    await give(workspace, 'eve@r.example');
    await workspace.put('people-2026-11-22.csv', `${heads}mia@r.example,Mia,viewer,all,\n`);
    expect((await admins(workspace.db)).map(({ email }) => email)).toEqual(['ada@r.example']);
  });
});

describe('the last admin', () => {
  test('cannot be taken out, nor be given less, by anybody', async () => {
    const workspace = openWorkspace();
    await give(workspace, 'ada@r.example', { role: 'admin' });
    for (const by of [null, 'ada@r.example']) {
      expect(await take(workspace, 'ada@r.example', by)).toBe('last-admin');
      expect(await give(workspace, 'ada@r.example', { role: 'editor' }, by)).toBe('last-admin');
    }
    expect(await give(workspace, 'ada@r.example', { role: 'admin', scope: 'own' })).toBe('granted');
    expect(changes(workspace)).toHaveLength(2);
  });

  test.each(['take', 'lessen'])('is left when two admins %s each other at once', async (how) => {
    const workspace = openWorkspace();
    await give(workspace, 'ada@r.example', { role: 'admin' });
    await give(workspace, 'eve@r.example', { role: 'admin' });
    const against = (email: string, by: string) =>
      how === 'take' ? take(workspace, email, by) : give(workspace, email, {}, by);
    const ends = await Promise.all([
      against('eve@r.example', 'ada@r.example'),
      against('ada@r.example', 'eve@r.example'),
    ]);
    expect(ends.filter((end) => end === 'not-admin')).toHaveLength(1);
    expect(await admins(workspace.db)).toHaveLength(1);
  });

  test('of the list can be given less where another admin was made by hand, who then is the last', async () => {
    const workspace = openWorkspace();
    await workspace.put(LIST, `${heads}ada@r.example,Ada,admin,all,\n`);
    await give(workspace, 'eve@r.example', { role: 'admin' });
    expect(await give(workspace, 'ada@r.example')).toBe('granted');
    expect(await take(workspace, 'eve@r.example')).toBe('last-admin');
    // What the list says counts again, and it makes an admin.
    expect(await take(workspace, 'ada@r.example')).toBe('back-to-list');
    expect(await take(workspace, 'eve@r.example')).toBe('removed');
    expect(await take(workspace, 'ada@r.example')).toBe('listed');
    expect(await take(workspace, 'mia@r.example')).toBe('nobody');
  });

  test.each(['viewer', 'editor', undefined] as const)('only an admin gives and takes; %s may not', async (role) => {
    const workspace = openWorkspace();
    await give(workspace, 'ada@r.example', { role: 'admin' });
    if (role !== undefined) await give(workspace, 'mal@r.example', { role });
    expect(await give(workspace, 'mal@r.example', { role: 'admin' }, 'mal@r.example')).toBe('not-admin');
    expect(await take(workspace, 'ada@r.example', 'mal@r.example')).toBe('not-admin');
  });
});

describe('the first admin by the one-time code', () => {
  const person = (email: string) => ({ email, name: null, slackId: 'U0MIA' });

  test('is made only while there is none, even by two at once', async () => {
    const { db } = openWorkspace();
    const claim = (email: string) => claimFirstAdmin(db, systemClock, person(email), 'slack:T0001/D0001');
    expect(await Promise.all([claim('mia@r.example'), claim('mal@r.example')])).toEqual([true, false]);
    expect(await admins(db)).toMatchObject([{ email: 'mia@r.example', scope: 'all' }]);
  });

  test('is not made where a list names one, and is made where it names none', async () => {
    const workspace = openWorkspace();
    const claim = () => claimFirstAdmin(workspace.db, systemClock, person('mia@r.example'), 'slack:T0001/D0001');
    await workspace.put(LIST, `${heads}ada@r.example,Ada,admin,all,\n`);
    expect(await claim()).toBe(false);
    const other = openWorkspace();
    await other.put(LIST, `${heads}mia@r.example,Mia,viewer,own,\n`);
    expect(await claimFirstAdmin(other.db, systemClock, person('mia@r.example'), 'slack:T0001/D0001')).toBe(true);
    expect(changes(other)).toEqual([
      { actor: 'mia@r.example', place: 'slack:T0001/D0001', action: 'access.grant', subject: 'mia@r.example' },
    ]);
  });

  test('takes nothing from who gave it: a role of the command line needs no admin', async () => {
    const { db } = openWorkspace();
    const grant = { email: 'x@r.example', name: null, role: 'viewer', scope: 'own' } as const;
    expect(await grantAccess(db, systemClock, grant, hand)).toBe('granted');
  });
});
