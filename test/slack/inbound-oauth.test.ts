import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { Installations } from '../../src/chat/slack/installations.ts';
import { botScopes } from '../../src/chat/slack/scopes.ts';
import { type Inbound, openInbound } from './inbound.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type InstallingSlack,
  openInstallingSlack,
  PUBLIC_URL,
  TEAM,
} from './inbound-installing.ts';
import * as samples from './inbound-samples.ts';

const key = Buffer.alloc(32, 7);

async function open(teams: readonly string[]): Promise<{ slack: InstallingSlack; bot: Inbound }> {
  const slack = await openInstallingSlack();
  const oauth = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const settings = { botToken: undefined, oauth, teams, apiUrl: slack.apiUrl };
  return { slack, bot: await openInbound({ settings, secretsKey: key, publicUrl: PUBLIC_URL }) };
}

/** Goes to the install page and says yes there; the way back, with the browser's cookie. */
async function agree(slack: InstallingSlack, bot: Inbound) {
  const begun = await fetch(`${bot.url}/slack/install`, { redirect: 'manual' });
  const cookie = begun.headers.get('set-cookie') ?? '';
  const authorize = new URL(begun.headers.get('location') ?? '');
  const back = await slack.agree(authorize.href);
  return { begun, cookie, authorize, back: `${bot.url}${back.pathname}${back.search}` };
}

async function install(slack: InstallingSlack, bot: Inbound, language = 'en'): Promise<Response> {
  const { cookie, back } = await agree(slack, bot);
  return fetch(back, { headers: { cookie: cookie.split(';')[0] ?? '', 'accept-language': language } });
}

function rows(bot: Inbound) {
  return bot.db.sqlite.prepare('select platform, team, sealed, installed_by from installations').all() as {
    team: string;
    sealed: string;
    installed_by: string;
  }[];
}

function audit(bot: Inbound) {
  return bot.db.sqlite.prepare('select kind, action, subject, place from audit order by id').all();
}

const store = (bot: Inbound) => new Installations(bot.db, systemClock, key);

test('a listed workspace installs it: asked for our scopes, the token sealed, and it says how to begin', async () => {
  const { slack, bot } = await open([TEAM]);
  const { begun, cookie, authorize, back } = await agree(slack, bot);
  expect(begun.status).toBe(302);
  expect(cookie).toMatch(/; Secure; HttpOnly;/);
  expect(authorize.searchParams.get('scope')?.split(',')).toEqual([...botScopes]);
  expect(authorize.searchParams.get('redirect_uri')).toBe(`${PUBLIC_URL}/slack/oauth_redirect`);
  const done = await fetch(back, { headers: { cookie: cookie.split(';')[0] ?? '', 'accept-language': 'pt-BR,en' } });
  const page = await done.text();
  expect([done.status, page]).toEqual([200, expect.stringContaining('está instalado em Reseller &lt;b&gt;')]);
  expect(done.headers.get('content-security-policy')).toContain("default-src 'none'");
  const [row] = rows(bot);
  const token = await store(bot).tokenOf(TEAM);
  expect(row).toMatchObject({ platform: 'slack', team: TEAM, installed_by: expect.stringMatching(/^U/) });
  expect(token).toEqual({ token: expect.stringMatching(/^xoxb-/), botUser: expect.stringMatching(/^U/) });
  expect(Buffer.from(row?.sealed ?? '', 'base64').toString('latin1')).not.toContain('xoxb');
  expect(audit(bot)).toEqual([{ kind: 'change', action: 'install', subject: TEAM, place: `slack:${TEAM}/none` }]);
  expect(bot.lines.join('')).not.toContain(token?.token);
});

test('installing again replaces the token, and what it may do', async () => {
  const { slack, bot } = await open([TEAM]);
  await install(slack, bot);
  const before = await store(bot).tokenOf(TEAM);
  await install(slack, bot);
  const after = await store(bot).tokenOf(TEAM);
  expect(rows(bot)).toHaveLength(1);
  expect(after?.token).not.toBe(before?.token);
  const kept = await store(bot).fetchInstallation({
    teamId: TEAM,
    enterpriseId: undefined,
    isEnterpriseInstall: false,
  });
  expect(kept.bot?.scopes).toEqual([...botScopes]);
});

test('a workspace that is not listed is told which it is and who can list it; nothing is kept, and the token is given back', async () => {
  const { slack, bot } = await open(['T0777']);
  const refused = await install(slack, bot);
  const page = await refused.text();
  expect(refused.status).toBe(403);
  expect(page).toContain(`Reseller &lt;b&gt; (${TEAM})`);
  expect(page).toContain('SLACK_TEAMS');
  expect(rows(bot)).toEqual([]);
  expect(slack.revoked).toEqual([expect.stringMatching(/^Bearer xoxb-/)]);
  expect(bot.reception.turned).toMatchObject([{ why: 'other-workspace', place: `slack:${TEAM}/none` }]);
});

test.each([
  ['without the browser’s cookie', (back: string) => fetch(back)],
  [
    'with the cookie of another',
    (back: string) => fetch(back, { headers: { cookie: 'slack-app-oauth-state=another' } }),
  ],
  ['when nobody said yes', (back: string) => fetch(`${back.split('?')[0]}?error=access_denied`)],
  ['without a code', (back: string) => fetch(`${back.split('?')[0]}`)],
])('coming back %s installs nothing', async (_, comeBack) => {
  const { slack, bot } = await open([TEAM]);
  const { back } = await agree(slack, bot);
  const answer = await comeBack(back);
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(`${PUBLIC_URL}/slack/install`)]);
  expect(slack.called).not.toContain('oauth.v2.access');
  expect(rows(bot)).toEqual([]);
});

test('a code counts once', async () => {
  const { slack, bot } = await open([TEAM]);
  const { cookie, back } = await agree(slack, bot);
  const headers = { cookie: cookie.split(';')[0] ?? '' };
  expect((await fetch(back, { headers })).status).toBe(200);
  expect((await fetch(back, { headers })).status).toBe(400);
});

const uninstalled = { type: 'app_uninstalled' };
const revoked = { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0BOT'] } };
const ofPeople = { type: 'tokens_revoked', tokens: { oauth: ['U0001'], bot: [] } };
test.each([
  ['uninstalling forgets it', [TEAM], uninstalled, 0],
  ['revoking the bot’s token forgets it', [TEAM], revoked, 0],
  ['revoking a person’s token does not', [TEAM], ofPeople, 1],
])('%s', async (_, teams, event, left) => {
  const { slack, bot } = await open(teams);
  await install(slack, bot);
  const there = { team_id: TEAM, context_team_id: TEAM, authorizations: [] };
  expect((await bot.json(samples.delivery(event, 'Ev1', there))).status).toBe(200);
  expect(rows(bot)).toHaveLength(left);
  expect(await store(bot).tokenOf(TEAM)).toEqual(left === 0 ? undefined : expect.anything());
  expect(audit(bot)).toHaveLength(left === 0 ? 2 : 1);
});

test('a workspace that is no longer listed can still be left, and only left', async () => {
  const { bot } = await open(['T0777']);
  await store(bot).storeInstallation({
    team: { id: TEAM },
    enterprise: undefined,
    user: { id: 'U0001', token: undefined, scopes: undefined },
    bot: { token: 'xoxb-1', scopes: ['commands'], id: 'B1', userId: 'U0BOT' },
  });
  const there = { team_id: TEAM, context_team_id: TEAM, authorizations: [] };
  await bot.json(samples.delivery(uninstalled, 'Ev1', there));
  await bot.json(samples.delivery(samples.directMessage, 'Ev2', there));
  expect(rows(bot)).toEqual([]);
  expect(bot.reception.taken).toEqual([]);
});

test('without OAuth there is nothing to install', async () => {
  const bot = await openInbound();
  expect((await fetch(`${bot.url}/slack/install`)).status).toBe(404);
});

test('another SECRETS_KEY is named, and is not taken for an empty installation', async () => {
  const { slack, bot } = await open([TEAM]);
  await install(slack, bot);
  const other = new Installations(bot.db, systemClock, Buffer.alloc(32, 8));
  await expect(other.tokenOf(TEAM)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining('SECRETS_KEY is another one'),
    next: expect.stringContaining('install the app'),
  });
});
