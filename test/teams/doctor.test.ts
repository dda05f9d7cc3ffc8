import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import type { Finding } from '../../src/base/finding.ts';
import { checkTeams, type TeamsCheckup } from '../../src/chat/teams/doctor.ts';
import { readConfig, type TeamsConfig } from '../../src/config.ts';
import { ISSUER, json, type Play, type Played, playMicrosoft } from './doctor-teams.ts';

const APP = '0f2b1c3d-0000-4000-8000-00000000000a';
const TENANT = '0f2b1c3d-0000-4000-8000-000000000001';
const OTHER = '0f2b1c3d-0000-4000-8000-000000000002';
const SECRET = 'a client secret that is hush';
const NOON = Date.UTC(2026, 10, 22, 12);

type Changed = Partial<Pick<TeamsCheckup, 'heard' | 'publicUrl' | 'clock' | 'packageMistakes'>> & {
  readonly env?: Record<string, string>;
};

function settingsOf({ url }: Pick<Played, 'url'>, env: Record<string, string> = {}): TeamsConfig {
  const { teams } = readConfig({
    TEAMS_APP_ID: APP,
    TEAMS_APP_PASSWORD: SECRET,
    TEAMS_TENANTS: TENANT,
    TEAMS_LOGIN_URL: `${url}/`,
    TEAMS_OPENID_URL: `${url}/openid`,
    TEAMS_GRAPH_URL: `${url}/`,
    ...env,
  });
  if (teams === undefined) throw new Error('Teams is off');
  return teams;
}

async function examine(play: Play, { env, ...changed }: Changed = {}): Promise<Finding[]> {
  const played = await playMicrosoft(play);
  const heard = [{ tenant: TENANT, conversations: 2, lastAt: NOON }];
  return checkTeams({
    ...{ settings: settingsOf(played, env), publicUrl: played.url, heard, clock: systemClock },
    packageMistakes: async () => [],
    ...changed,
  });
}

const brief = (found: readonly Finding[]) => found.map(({ check, verdict }) => `${verdict} ${check}`);
const noSecret = (found: readonly Finding[]) => expect(JSON.stringify(found)).not.toContain('hush');

test('all is well', async () => {
  const found = await examine({});
  expect(brief(found)).toEqual([
    'ok TEAMS_APP_PASSWORD',
    'ok clock',
    'ok keys of Teams',
    `ok tenant ${TENANT}`,
    'ok PUBLIC_URL',
    'ok POST /api/messages',
    'ok app package',
  ]);
  expect(found.find(({ check }) => check.startsWith('tenant'))?.detail).toBe(
    'in 2 conversations; last heard of 2026-11-22T12:00Z',
  );
  noSecret(found);
});

test('an app of one tenant signs in there, one of several where bots do; reading back has a token of its own', async () => {
  const several = await playMicrosoft();
  const check = { publicUrl: undefined, heard: [], packageMistakes: async () => [], clock: systemClock };
  await checkTeams({ ...check, settings: settingsOf(several, { TEAMS_READ_BACK: 'on' }) });
  expect(several.asked.filter((each) => each.includes('token'))).toEqual([
    'POST /botframework.com/oauth2/v2.0/token https://api.botframework.com/.default',
    `POST /botframework.com/oauth2/v2.0/token ${several.url}/.default`,
  ]);
  const one = await playMicrosoft();
  await checkTeams({ ...check, settings: settingsOf(one, { TEAMS_APP_TENANT: TENANT }) });
  expect(one.asked[0]).toMatch(`POST /${TENANT}/oauth2/v2.0/token`);
});

const refusing = (number: number): Play => ({
  login: json(401, { error: 'invalid_client', error_description: 'hush', error_codes: [number] }),
});
const at = (seconds: number): Play => ({ date: new Date(systemClock.now() - seconds * 1000) });

test.each<[string, Play, Changed, string, RegExp, RegExp]>([
  [
    "a secret's id in place of its value",
    refusing(7000215),
    {},
    'wrong TEAMS_APP_PASSWORD',
    /AADSTS7000215/,
    /not its id/,
  ],
  ['a secret that has expired', refusing(7000222), {}, 'wrong TEAMS_APP_PASSWORD', /AADSTS7000222/, /make a new one/],
  ['an app that is not there', refusing(700016), {}, 'wrong TEAMS_APP_PASSWORD', /AADSTS700016/, /TEAMS_APP_TENANT/],
  ['a refusal of another kind', refusing(1), {}, 'wrong TEAMS_APP_PASSWORD', /AADSTS1$/, /compare/],
  [
    'a proxy in place of the sign-in',
    { login: (response) => response.end('<html>') },
    {},
    'wrong TEAMS_APP_PASSWORD',
    /\(200\) is not Microsoft/,
    /proxy/,
  ],
  ['a sign-in that is out of order', { login: json(503, {}) }, {}, 'wrong TEAMS_APP_PASSWORD', /\(503\)/, /connection/],
  ['a clock ten minutes behind', at(-600), {}, 'wrong clock', /behind Microsoft's/, /NTP/],
  [
    'keys of another cloud',
    { openId: json(200, { issuer: 'https://api.botframework.us', jwks_uri: 'http://127.0.0.1:2' }) },
    {},
    'wrong keys of Teams',
    /botframework\.us/,
    /TEAMS_TOKEN_ISSUER/,
  ],
  [
    'keys that vouch for others',
    { keys: json(200, { keys: [{ endorsements: ['webchat'] }] }) },
    {},
    'wrong keys of Teams',
    /none of 1/,
    /TEAMS_OPENID_URL/,
  ],
  ['keys that are not there', { keys: json(404, {}) }, {}, 'wrong keys of Teams', /\(404\)/, /let this machine call/],
  [
    'a tenant that never wrote',
    {},
    { heard: [{ tenant: TENANT, conversations: 0, lastAt: null }] },
    `warn tenant ${TENANT}`,
    /nothing was heard/,
    /manifest teams.*\/api\/messages/,
  ],
  [
    'an app of another tenant',
    {},
    { env: { TEAMS_APP_TENANT: OTHER } },
    'wrong TEAMS_TENANTS',
    new RegExp(OTHER),
    /several tenants/,
  ],
  ['no address', {}, { publicUrl: undefined }, 'wrong PUBLIC_URL', /not set/, /Messaging endpoint/],
  [
    'a page of another program',
    { health: (response) => response.end('<html>') },
    {},
    'wrong PUBLIC_URL',
    /something else/,
    /npm start/,
  ],
  [
    'messages that nobody takes',
    { messages: json(404, {}) },
    {},
    'wrong POST /api/messages',
    /404 instead of 401/,
    /Teams's settings/,
  ],
  ['messages that anybody may send', { messages: json(200, {}) }, {}, 'wrong POST /api/messages', /200/, /in front/],
  [
    'an app package that is not valid',
    {},
    { packageMistakes: async () => ['manifest.json: /name/short is too long'] },
    'wrong app package',
    /too long/,
    /settings/,
  ],
])('%s is found, with its fix', async (_, play, changed, expected, detail, fix) => {
  const found = await examine(play, changed);
  const finding = found.find(({ check, verdict }) => `${verdict} ${check}` === expected);
  expect(finding, brief(found).join('\n')).toMatchObject({
    detail: expect.stringMatching(detail),
    fix: expect.stringMatching(fix),
  });
  noSecret(found);
});

test('a sign-in that never answers is given up, and said', async () => {
  const clock = { ...systemClock, sleep: async () => undefined };
  const [first] = await examine({ login: () => undefined }, { clock });
  expect(first).toMatchObject({ verdict: 'wrong', detail: expect.stringMatching(/no answer within 8 s/) });
});

test('in the playground nothing of Microsoft is asked, and it is said that nobody in Teams is answered', async () => {
  const { teams } = readConfig({ TEAMS_PLAYGROUND: 'on', TEAMS_TENANTS: TENANT });
  if (teams === undefined) throw new Error('Teams is off');
  const heard = [{ tenant: TENANT, conversations: 0, lastAt: null }];
  const packageMistakes = async () => [];
  const found = await checkTeams({ settings: teams, publicUrl: undefined, heard, packageMistakes, clock: systemClock });
  expect(brief(found)).toEqual(['warn TEAMS_PLAYGROUND', `warn tenant ${TENANT}`]);
  expect(found[1]).toMatchObject({ fix: expect.stringMatching(/npm start, then the Playground/) });
});

test('the issuer that is expected is that of the public cloud', () =>
  expect(settingsOf({ url: 'http://127.0.0.1:2' }).issuer).toBe(ISSUER));
