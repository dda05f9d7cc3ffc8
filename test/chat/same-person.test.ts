import { expect, test } from 'vitest';
import type { Profile } from '../../src/chat/port.ts';
import { openStage, type Stage } from './stage.ts';

const LIST = 'E-mail,Name,Role,Slack ID\nada@reseller.example,Ada,admin,U0001\nben@reseller.example,Ben,viewer,\n';
const member = { name: 'X', language: 'en', timeZone: 'UTC', standing: 'member' } as const;

async function openOffice(teams: readonly string[], email: string | null): Promise<Stage> {
  const stage = await openStage([]);
  Object.assign(stage.around.settings, { teams: { slack: teams, teams: [] } });
  await stage.workspace.put('people-2026-11-21.csv', LIST);
  const profile: Profile = { ...member, email };
  stage.port.profiles.set('U0001', profile);
  return stage;
}

test.each([
  ['one workspace', ['T0001'], 'other@reseller.example', 'ada@reseller.example'],
  ['one workspace', ['T0001'], null, 'ada@reseller.example'],
  ['two workspaces', ['T0001', 'T0002'], 'ada@reseller.example', 'ada@reseller.example'],
  ['two workspaces', ['T0001', 'T0002'], null, 'ada@reseller.example'],
  ['two workspaces', ['T0001', 'T0002'], 'ben@reseller.example', 'ben@reseller.example'],
  ['two workspaces', ['T0001', 'T0002'], 'other@reseller.example', undefined],
])('with %s (%j) an id whose account has the e-mail %s is %s', async (_, teams, email, who) => {
  const stage = await openOffice(teams, email);
  await stage.say('U0001', 'whoami');
  expect(stage.audit('question').map(({ actor }) => actor)).toEqual(who === undefined ? [] : [who]);
});
