import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { Finding } from '../../src/base/finding.ts';
import { checkSlack, type SlackCheckup, type SlackSettings } from '../../src/chat/slack/doctor.ts';
import { botScopes } from '../../src/chat/slack/scopes.ts';
import { type Play, playSlack, SECRET, WELL } from './doctor-slack.ts';

const settings: SlackSettings = {
  signingSecret: SECRET,
  botToken: 'xoxb-good',
  appToken: undefined,
  oauth: undefined,
  teams: [],
  command: '/pulse',
  commandPrefix: '',
  apiUrl: '',
};

type Changed = Partial<SlackSettings> & Partial<Pick<SlackCheckup, 'installed' | 'publicUrl' | 'clock'>>;

async function examine(play: Play, changed: Changed = {}): Promise<Finding[]> {
  const { url, apiUrl } = await playSlack(play);
  const { installed = [], publicUrl = url, clock = systemClock, ...others } = changed;
  return checkSlack({ settings: { ...settings, apiUrl, ...others }, publicUrl, installed, questions: commands, clock });
}

const brief = (found: readonly Finding[]) => found.map(({ check, verdict }) => `${verdict} ${check}`);

const noSecret = (found: readonly Finding[]) =>
  expect(JSON.stringify(found)).not.toMatch(new RegExp(`${SECRET}|xoxb-(good|other)|xapp-1`));

test('all is well', async () => {
  const found = await examine({}, { teams: ['T0001'] });
  expect(brief(found)).toEqual([
    'ok SLACK_BOT_TOKEN',
    'ok scopes of SLACK_BOT_TOKEN',
    'ok clock',
    'ok SLACK_SIGNING_SECRET',
    'ok PUBLIC_URL',
    'ok POST /slack/events',
    'ok the running program',
    'ok slash commands',
  ]);
  noSecret(found);
});

const replyOf = (error: string) => ({ tokens: { 'xoxb-good': { ok: false, error } } });
const status =
  (code: number, headers: Record<string, string> = {}): NonNullable<Play['api']> =>
  (response) => {
    response.writeHead(code, headers).end('<html>');
  };
const cut: NonNullable<Play['api']> = (response) => {
  response.destroy();
};
const at = (seconds: number): Play => ({ date: new Date(systemClock.now() - seconds * 1000) });

test.each<[string, Play, Changed, string, RegExp, RegExp]>([
  ['a token that Slack does not know', replyOf('invalid_auth'), {}, 'wrong SLACK_BOT_TOKEN', /invalid_auth/, /xoxb-/],
  ['an app that was uninstalled', replyOf('account_inactive'), {}, 'wrong SLACK_BOT_TOKEN', /uninstalled/, /Reinstall/],
  ['a token that was revoked', replyOf('token_revoked'), {}, 'wrong SLACK_BOT_TOKEN', /uninstalled/, /Reinstall/],
  ['a token that expired', replyOf('token_expired'), {}, 'wrong SLACK_BOT_TOKEN', /expires/, /rotation/],
  [
    'a workspace that is not listed',
    {},
    { teams: ['T0009'] },
    'wrong SLACK_BOT_TOKEN',
    /Acme \(T0001\) is not in SLACK_TEAMS/,
    /add T0001/,
  ],
  [
    'scopes that are missing',
    { scopes: botScopes.filter((scope) => !/^(files:read|im:history)$/.test(scope)) },
    {},
    'wrong scopes of SLACK_BOT_TOKEN',
    /files:read \(importing .*; im:history \(questions in its direct message\)/,
    /manifest/,
  ],
  ['scopes that Slack does not tell', { scopes: null }, {}, 'warn scopes of SLACK_BOT_TOKEN', /did not say/, /Scopes/],
  ['a clock two minutes ahead', at(120), {}, 'warn clock', /1(19|2\d) s ahead of/, /NTP/],
  ['a clock ten minutes behind', at(-600), {}, 'wrong clock', /(59\d|600) s behind .* refused/, /NTP/],
  ['a secret of the wrong length', {}, { signingSecret: `${SECRET}00` }, 'wrong SLACK_SIGNING_SECRET', /32/, /Basic/],
  ['no secret', {}, { signingSecret: undefined }, 'wrong SLACK_SIGNING_SECRET', /missing/, /Basic/],
  [
    'an app-level token without its scope',
    { appToken: { ok: false, error: 'missing_scope' } },
    { appToken: 'xapp-1' },
    'wrong SLACK_APP_TOKEN',
    /missing_scope/,
    /connections:write/,
  ],
  [
    'an app-level token that was deleted',
    { appToken: { ok: false, error: 'invalid_auth' } },
    { appToken: 'xapp-1' },
    'wrong SLACK_APP_TOKEN',
    /invalid_auth/,
    /make a new one/,
  ],
  ['a proxy in place of Slack', { api: status(502) }, {}, 'wrong SLACK_BOT_TOKEN', /\(502\) is not Slack/, /proxy/],
  ['a Slack that asks for a pause', { api: status(429) }, {}, 'wrong SLACK_BOT_TOKEN', /429/, /connection/],
  ['a cut connection', { api: cut }, {}, 'wrong SLACK_BOT_TOKEN', /connection was cut/, /connection/],
  ['a page of another program', { health: status(200) }, {}, 'wrong PUBLIC_URL', /something else answers/, /npm start/],
  [
    'an address that sends on',
    { health: status(301, { location: 'https://www.reseller.example/' }) },
    {},
    'wrong PUBLIC_URL',
    /sends on to https:\/\/www\.reseller\.example\//,
    /lead to/,
  ],
  [
    'a running program with another secret',
    { secret: 'fedcba9876543210fedcba9876543210' },
    {},
    'wrong the running program',
    /another SLACK_SIGNING_SECRET/,
    /start it again/,
  ],
  ['events that nobody takes', { events: status(404) }, {}, 'wrong POST /slack/events', /404 instead of 401/, /proxy/],
  ['events that anybody may send', { events: status(200) }, {}, 'wrong POST /slack/events', /200/, /in front/],
  ['a proxy that lets no POST through', { events: status(405) }, {}, 'wrong POST /slack/events', /405/, /POST/],
  ['a proxy that cuts', { events: cut }, {}, 'wrong POST /slack/events', /cut/, /POST/],
  [
    'an address where nobody listens',
    {},
    // Taken from nobody: port 1 is for a protocol of the seventies.
    { publicUrl: 'http://127.0.0.1:2' },
    'wrong PUBLIC_URL',
    /nobody listens/,
    /Socket Mode/,
  ],
  ['OAuth that nobody used', {}, { oauth: {}, botToken: undefined }, 'warn installations', /no workspace/, /install/],
  [
    'a key that does not open what is stored',
    {},
    { oauth: {}, installed: [{ team: 'T0001', token: undefined }] },
    'wrong installations',
    /1 of 1: T0001/,
    /SECRETS_KEY/,
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

test('a server that never answers is given up, and said', async () => {
  const clock = { ...systemClock, sleep: async () => undefined };
  const found = await examine({ api: () => undefined }, { clock });
  expect(found[0]).toMatchObject({ verdict: 'wrong', detail: expect.stringMatching(/no answer within 8 s/) });
});

test('Socket Mode alone needs neither an address nor a signing secret, and looks at none', async () => {
  const { apiUrl, url, asked } = await playSlack();
  const found = await checkSlack({
    settings: { ...settings, apiUrl, signingSecret: undefined, appToken: 'xapp-1' },
    publicUrl: url,
    installed: [],
    questions: commands,
    clock: systemClock,
  });
  expect(found.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  expect(asked).toEqual(['POST /api/auth.test', 'POST /api/apps.connections.open']);
});

test('without an address, the program that runs on this machine is asked', async () => {
  const { apiUrl, url, asked } = await playSlack({ secret: 'fedcba9876543210fedcba9876543210' });
  const found = await checkSlack({
    settings: { ...settings, apiUrl },
    publicUrl: undefined,
    localUrl: url,
    installed: [],
    questions: commands,
    clock: systemClock,
  });
  expect(brief(found)).toContain('wrong the running program');
  expect(asked).toEqual(['POST /api/auth.test', 'POST /slack/events']);
});

test('without an address and without Socket Mode nothing can come in', async () => {
  const { apiUrl } = await playSlack();
  const found = await checkSlack({
    settings: { ...settings, apiUrl },
    publicUrl: undefined,
    installed: [],
    questions: commands,
    clock: systemClock,
  });
  expect(brief(found)).toContain('wrong PUBLIC_URL');
});

test('each workspace that installed the app is looked at, and the clock once', async () => {
  const tokens = { 'xoxb-good': WELL, 'xoxb-other': { ...WELL, team: 'Other', team_id: 'T0002' } };
  const installed = [
    { team: 'T0001', token: 'xoxb-good' },
    { team: 'T0002', token: 'xoxb-other' },
  ];
  const changed = { oauth: {}, botToken: undefined, teams: ['T0001'], installed };
  const found = await examine({ tokens }, changed);
  expect(brief(found).slice(0, 6)).toEqual([
    'ok installations',
    'ok token of T0001',
    'ok scopes of token of T0001',
    'ok clock',
    'wrong token of T0002',
    'ok scopes of token of T0002',
  ]);
});
