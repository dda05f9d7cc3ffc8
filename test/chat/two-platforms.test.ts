import { expect, test } from 'vitest';
import type { ChatSettings } from '../../src/chat/around.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { connectedPlatforms, connectedPort } from '../../src/chat/connected.ts';
import type { What } from '../../src/chat/incoming.ts';
import { type Press, pressText } from '../../src/chat/press.ts';
import { hasIdOf, listedId } from '../../src/chat/same-person.ts';
import { type RecordingPort, recordingPort } from './recording-port.ts';
import { openStage, type Stage } from './stage.ts';

const TENANT = '0f2b1c3d-0000-4000-8000-000000000001';
const MIA = '11111111-0000-4000-8000-00000000000a';
const ZOE = '11111111-0000-4000-8000-00000000000B';

const settings: ChatSettings = {
  defaultRole: undefined,
  teams: { slack: ['T0001'], teams: [TENANT] },
  guests: { slack: [], teams: [] },
  sharedChannels: { slack: [], teams: [] },
  command: { slack: '/pulse', teams: '@Partner Pulse' },
};

interface Both extends Stage {
  readonly teams: RecordingPort;
  /** Somebody does something in their personal chat in Teams. */
  inTeams(user: string, what: What): Promise<void>;
}

const pressed = (meant: Press): What => ({ do: 'press', press: pressText(meant) ?? '' });

/** Ada is an admin who is in Slack alone, Zoe one who is in Teams alone, by ids; Mia is in no list. */
async function openBoth(connected = settings): Promise<Both> {
  const teams = recordingPort('teams');
  const stage: Stage = await openStage([], {
    settings: connected,
    port: (platform) => (platform === 'teams' ? teams : stage.port),
  });
  const list = [
    'E-mail,Name,Role,Slack ID,Teams ID',
    'ada@reseller.example,Ada,admin,U0ADA,',
    `zoe@reseller.example,Zoe,admin,,${ZOE}`,
    '',
  ];
  await stage.workspace.put('people-2026-11-21.csv', list.join('\n'));
  const person = { language: 'en', timeZone: 'UTC', standing: 'member' } as const;
  teams.profiles.set(MIA, { ...person, name: 'Mia', email: 'mia@reseller.example' });
  // The list has it in other letters, and Teams does not tell her address.
  teams.profiles.set(ZOE.toLowerCase(), { ...person, name: 'Zoe', email: null });
  let number = 0;
  return {
    ...stage,
    teams,
    async inTeams(user, what) {
      number += 1;
      await stage.reception.take({
        ...{ key: `T${number}`, handle: `teams ${number}`, what },
        speaker: { platform: 'teams', team: TENANT, user },
        place: { channel: `a:${user}`, kind: 'direct', thread: null },
      });
      await stage.reception.idle();
    },
  };
}

const to = ({ sent }: RecordingPort) =>
  sent.map(({ to: where }) => (where.to === 'person' ? where.speaker.user : where.to));
const pressIn = (card: Card | undefined, at: number): What =>
  pressed(card?.buttons[at]?.press ?? { do: 'request-access' });

test('a request from Teams reaches each admin where it was made, or where else they are', async () => {
  const both = await openBoth();
  await both.inTeams(MIA, pressed({ do: 'request-access' }));
  expect(to(both.teams)).toEqual([ZOE.toLowerCase(), 'pressed']);
  expect(to(both.port)).toEqual(['U0ADA']);
});

test('who is let in from the other platform is told where they asked', async () => {
  const both = await openBoth();
  await both.inTeams(MIA, pressed({ do: 'request-access' }));
  const asked = both.port.sent.find(({ to: where }) => where.to === 'person')?.card;
  await both.say('U0ADA', pressIn(asked, 1), { channel: 'D-U0ADA', kind: 'direct' });
  expect(to(both.teams)).toEqual([ZOE.toLowerCase(), 'pressed', MIA]);
  expect(both.teams.last().fallback).toContain('viewer');
  expect(JSON.stringify(both.teams.last())).toContain('@Partner Pulse');
  expect(to(both.port)).toEqual(['U0ADA', 'pressed']);
  await both.inTeams(MIA, { do: 'ask', text: 'whoami' });
  expect(JSON.stringify(both.teams.last())).toContain('mia@reseller.example');
});

test('what is stored of a platform that is switched off by now is sent nowhere', async () => {
  const { around, port } = await openStage([], {
    settings: { ...settings, command: { ...settings.command, teams: '' } },
  });
  expect(connectedPlatforms(around)).toEqual(['slack']);
  expect(connectedPort(around, 'slack')).toBe(port);
  expect(connectedPort(around, 'teams')).toBeUndefined();
  expect(connectedPort(around, 'webhook')).toBeUndefined();
});

test('an id of the list counts in whatever letters it is written, on its own platform alone', async () => {
  const { around } = await openBoth();
  const person = { email: 'zoe@reseller.example', slackId: 'u0zoe', teamsId: ZOE };
  expect(listedId('slack', person)).toBe('U0ZOE');
  expect(listedId('teams', person)).toBe(ZOE.toLowerCase());
  expect(listedId('webhook', person)).toBeNull();
  expect(listedId('teams', { ...person, teamsId: '' })).toBeNull();
  const speaker = { platform: 'teams', team: TENANT, user: ZOE.toLowerCase() } as const;
  expect(hasIdOf(around, speaker, { email: null }, person)).toBe(true);
  expect(hasIdOf(around, { ...speaker, user: 'u0zoe' }, { email: null }, person)).toBe(false);
});
