import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { type Standing, standingOf } from '../../src/chat/teams/standing.ts';
import { teamsLines } from '../../src/cli/teams-standing.ts';
import { json, type Play, playMicrosoft } from './doctor-teams.ts';

const app = { id: '0f2b1c3d-0000-4000-8000-00000000000a', password: 'a client secret that is hush', tenant: undefined };
const tokenScope = 'https://api.botframework.com/.default';
const told = {
  endpoint: 'https://pulse.reseller.example/api/messages',
  tenants: ['0f2b1c3d-0000-4000-8000-000000000001'],
  appId: app.id,
};

async function stands(play: Play): Promise<Standing> {
  const { url } = await playMicrosoft(play);
  return standingOf({ settings: { app, loginUrl: `${url}/`, tokenScope }, clock: systemClock });
}

test.each<[string, Play, Standing, RegExp]>([
  [
    'a token that is given',
    {},
    { kind: 'connected' },
    /^Microsoft Teams is connected as the app 0f2b.*the tenant 0f2b.*api\/messages$/,
  ],
  [
    'a secret that is refused',
    { login: json(401, { error: 'invalid_client', error_codes: [7000215] }) },
    { kind: 'refused', code: 'AADSTS7000215' },
    /^Microsoft refuses the app .*AADSTS7000215.*\n→ .*doctor$/,
  ],
  [
    'a refusal that says anything',
    { login: json(400, { error: 'Bad <b>text</b>' }) },
    { kind: 'refused', code: 'no reason' },
    /\(no reason\)/,
  ],
  [
    'a sign-in that is out of order',
    { login: json(500, {}) },
    { kind: 'silent', why: 'it does not answer well now (500)' },
    /no token is given out now .*it goes on trying/,
  ],
])('%s is told', async (_, play, expected, lines) => {
  const standing = await stands(play);
  expect(standing).toEqual(expected);
  expect(teamsLines(standing, told).join('\n')).toMatch(lines);
  expect(teamsLines(standing, told).join('\n')).not.toContain('hush');
});

test('of an emulator nothing is asked, and it is told that nobody signs', async () => {
  const settings = { app: undefined, loginUrl: 'http://127.0.0.1:2/', tokenScope };
  const standing = await standingOf({ settings, clock: systemClock });
  expect(standing).toEqual({ kind: 'playground' });
  const two = [...told.tenants, '0f2b1c3d-0000-4000-8000-000000000002'];
  expect(teamsLines(standing, { ...told, tenants: two, appId: undefined }).join(' ')).toMatch(
    /without a signature\..*who asks is of 2 tenants/,
  );
});
