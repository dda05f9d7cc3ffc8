import { describe, expect, test } from 'vitest';
import { grantAccess } from '../../db/writes/grants.ts';
import { admit } from '../../src/chat/admission.ts';
import type { Around, ChatSettings } from '../../src/chat/around.ts';
import type { Incoming, Place, Speaker } from '../../src/chat/incoming.ts';
import type { Profile } from '../../src/chat/port.ts';
import { files } from '../commands/desk.ts';
import { openStage, people, room, type Stage } from './stage.ts';

const someone: Profile = {
  name: 'Mia',
  email: 'mia@reseller.example',
  language: 'en',
  timeZone: 'UTC',
  standing: 'member',
};
const all = Object.keys(files);

interface Case {
  readonly speaker?: Partial<Speaker>;
  readonly place?: Partial<Place>;
  readonly profile?: Partial<Profile> | null;
  readonly settings?: Partial<ChatSettings>;
}

const incomingOf = ({ speaker, place }: Case, user: string): Incoming => ({
  key: 'K',
  speaker: { platform: 'slack', team: 'T0001', user, ...speaker },
  place: { channel: 'C0DEALS', kind: 'channel', thread: null, ...place },
  handle: 'handle',
  what: { do: 'ask', text: 'customers' },
});

function admitted(stage: Stage, user: keyof typeof people, given: Case = {}) {
  const { profile = {}, settings = {} } = given;
  if (profile === null) stage.port.profiles.delete(user);
  else stage.port.profiles.set(user, { ...someone, email: people[user], ...profile });
  stage.port.rooms.set('C0SHARED', { ...room, shared: true });
  const around: Around = { ...stage.around, settings: { ...stage.around.settings, ...settings } };
  return admit(around, incomingOf(given, user));
}

const only = (list: string[]) => ({ slack: list, teams: [] });
const direct = { channel: 'D0001', kind: 'direct' } as const;

describe('who is let in', () => {
  test.each<[string, Case]>([
    ['a member of a listed workspace', {}],
    ['in the direct message', { place: direct }],
    ['in a channel that the bot cannot see', { place: { channel: 'C0HIDDEN' } }],
    [
      'in a shared channel that is allowed by name',
      { place: { channel: 'C0SHARED' }, settings: { sharedChannels: only(['C0SHARED']) } },
    ],
    ['a guest who is allowed by id', { profile: { standing: 'guest' }, settings: { guests: only(['U0ANA']) } }],
    [
      'a guest who is allowed by e-mail',
      { profile: { standing: 'guest' }, settings: { guests: only([people.U0ANA]) } },
    ],
  ])('%s, with the role and the scope of the list', async (_what, given) => {
    const stage = await openStage(all);
    expect(await admitted(stage, 'U0ANA', given)).toMatchObject({
      kind: 'admitted',
      asker: { email: people.U0ANA, name: 'Ana', role: 'editor', scope: 'own' },
    });
    expect(stage.audit('refusal')).toEqual([]);
  });

  test('somebody whose id the list gives, with the e-mail of the list', async () => {
    const stage = await openStage([]);
    await stage.workspace.put('people-2026-11-21.csv', 'E-mail,Role,Slack ID\nmia@r.example,admin,U0MIA\n');
    for (const email of [null, 'other@r.example'])
      expect(await admitted(stage, 'U0MIA', { profile: { email } })).toMatchObject({
        kind: 'admitted',
        asker: { email: 'mia@r.example', name: 'Mia', role: 'admin' },
      });
  });

  test.each([
    ['mia@reseller.example', 'mia@reseller.example'],
    [null, 'slack:T0001/U0MIA'],
  ])(
    'everybody as a viewer without money where DEFAULT_ROLE says so and there is no list, never as the command line: %s',
    async (email, as) => {
      const stage = await openStage([]);
      const settings = { defaultRole: 'viewer' } as const;
      const asker = { email: as, role: 'viewer', scope: 'all', money: false };
      expect(await admitted(stage, 'U0MIA', { profile: { email }, settings })).toMatchObject({ asker });
    },
  );

  test('nobody by DEFAULT_ROLE any more once there is a list', async () => {
    const stage = await openStage(['people-2026-11-21.csv']);
    const settings = { defaultRole: 'viewer' } as const;
    expect(await admitted(stage, 'U0MIA', { settings })).toMatchObject({ kind: 'refused', why: 'unknown-person' });
  });
});

describe('who is refused', () => {
  test.each<[string, string, Case]>([
    ['of another workspace', 'other-workspace', { speaker: { team: 'T0666' } }],
    ['whom the platform does not tell now', 'cannot-tell', { profile: null }],
    ['a guest', 'guest', { profile: { standing: 'guest' } }],
    [
      'a guest, whatever other guests are allowed',
      'guest',
      { profile: { standing: 'guest' }, settings: { guests: only(['U0EVE']) } },
    ],
    [
      'of another workspace in a shared channel',
      'stranger',
      { profile: { standing: 'stranger' }, settings: { guests: only(['U0ADA']) } },
    ],
    ['whose account is off', 'deactivated', { profile: { standing: 'deactivated' } }],
    ['a program', 'bot', { profile: { standing: 'bot' } }],
    ['in a shared channel', 'shared-channel', { place: { channel: 'C0SHARED' } }],
    [
      'in a shared channel, whatever other one is allowed',
      'shared-channel',
      { place: { channel: 'C0SHARED' }, settings: { sharedChannels: only(['C0DEALS']) } },
    ],
  ])('somebody %s, be it an admin: %s', async (_what, why, given) => {
    const stage = await openStage(all);
    const refused = await admitted(stage, 'U0ADA', given);
    expect(refused).toMatchObject({ kind: 'refused', why, card: { buttons: [] } });
    // Who the admins are is nobody's business outside.
    expect(JSON.stringify(refused)).not.toContain('Ada (');
    const [record, ...more] = stage.audit('refusal');
    expect(more).toEqual([]);
    expect([record?.action, record?.detail]).toEqual(['ask', JSON.stringify({ why })]);
  });

  test('a member who is in no list: told who can add them, with a button that asks for it', async () => {
    const stage = await openStage(all);
    const refused = await admitted(stage, 'U0MIA');
    if (refused.kind !== 'refused') throw new Error('admitted');
    expect(refused.why).toBe('unknown-person');
    expect(refused.card.fallback).toContain('Ada (ada@reseller.example)');
    expect(refused.card.buttons.map(({ press }) => press)).toEqual([{ do: 'request-access' }]);
    const row = stage.workspace.db.sqlite.prepare("select actor, place from audit where kind = 'refusal'").get();
    expect(row).toEqual({ actor: people.U0MIA, place: 'slack:T0001/C0DEALS' });
  });

  test('a member without e-mail, who could not be let in, has no button', async () => {
    const stage = await openStage(all);
    const refused = await admitted(stage, 'U0MIA', { profile: { email: null } });
    expect(refused).toMatchObject({ why: 'unknown-person', card: { buttons: [] } });
    expect(JSON.stringify(refused)).toContain('users:read.email');
  });

  test.each(['people', 'empty'])('before the first admin everybody is told how one is made: %s', async (how) => {
    const stage = await openStage([]);
    if (how === 'people') await stage.workspace.put('people-2026-11-21.csv', 'E-mail,Role\nben@r.example,viewer\n');
    const refused = await admitted(stage, 'U0MIA');
    expect(refused).toMatchObject({ why: 'nobody-yet', card: { buttons: [] } });
    if (refused.kind === 'refused')
      expect(refused.card.fallback).toContain('npm run -s pulse -- people add mia@reseller.example --role admin');
  });

  test('in their own language', async () => {
    const stage = await openStage(all);
    const refused = await admitted(stage, 'U0MIA', { profile: { language: 'pt' } });
    expect(refused).toMatchObject({ language: 'pt', card: { title: 'Você não pode perguntar aqui' } });
  });

  test('whom the platform will not tell before the app is installed again, is told that', async () => {
    const stage = await openStage(all);
    stage.port.profileOf = async () => 'app-off';
    await stage.say('U0ADA', 'customers');
    expect(stage.port.last().fallback).toMatch(/install it again; “pulse doctor” says/);
    expect(stage.audit('refusal')).toMatchObject([{ actor: 'U0ADA', detail: '{"why":"app-off"}' }]);
  });

  test('who loses access is refused at the next word', async () => {
    const stage = await openStage(all);
    expect(await admitted(stage, 'U0BEN')).toMatchObject({ kind: 'admitted' });
    await stage.workspace.put('people-2026-11-22.csv', 'E-mail,Name,Role\nada@reseller.example,Ada,admin\n');
    expect(await admitted(stage, 'U0BEN')).toMatchObject({ kind: 'refused', why: 'unknown-person' });
  });

  test('often: thirty records an hour for one person, and the next says how many were left out', async () => {
    const stage = await openStage(all);
    let at = stage.around.clock.now();
    const around: Around = { ...stage.around, clock: { ...stage.around.clock, now: () => at } };
    for (let n = 0; n < 100; n += 1) await admit(around, incomingOf({}, 'U0MIA'));
    expect(stage.audit('refusal')).toHaveLength(30);
    await admit(around, incomingOf({ speaker: { team: 'T0666' } }, 'U0MIA'));
    expect(stage.audit('refusal')).toHaveLength(31);
    at += 3_600_000;
    await admit(around, incomingOf({}, 'U0MIA'));
    expect(stage.audit('refusal').at(-1)?.detail).toBe(JSON.stringify({ why: 'unknown-person', unrecorded: 70 }));
  });
});

describe('a person let in by hand', () => {
  test('is who they are at the next word', async () => {
    const stage = await openStage(all);
    const { db } = stage.workspace;
    const grant = { email: people.U0MIA, name: null, role: 'viewer', scope: 'own' } as const;
    await grantAccess(db, stage.around.clock, grant, { by: null });
    expect(await admitted(stage, 'U0MIA')).toMatchObject({
      kind: 'admitted',
      asker: { email: people.U0MIA, name: 'Mia', role: 'viewer', scope: 'own', money: false },
    });
  });
});

test('what is out of scope reads exactly like what does not exist', async () => {
  const stage = await openStage(all);
  const said: string[] = [];
  for (const name of ['Harbor', 'Nobody']) {
    for (const question of ['customer', 'customers', 'expiring']) {
      await stage.say('U0ANA', `${question} "${name}"`);
      said.push(JSON.stringify(stage.port.last()).replaceAll(name, 'X').replaceAll(name.toLowerCase(), 'x'));
    }
  }
  expect(said.slice(0, 3)).toEqual(said.slice(3));
});
