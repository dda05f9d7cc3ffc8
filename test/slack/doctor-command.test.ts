import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assertMigrated } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { recordRefusal } from '../../db/writes/audit.ts';
import { systemClock } from '../../src/base/clock.ts';
import { Installations } from '../../src/chat/slack/installations.ts';
import { diskFinding } from '../../src/cli/doctor-data.ts';
import { runHere } from '../cli/here.ts';
import { databaseAt, documentOf } from '../cli/pulse.ts';
import { tempFolder } from '../cli/temp-folder.ts';
import { files, openDesk } from '../commands/desk.ts';
import { playSlack } from './doctor-slack.ts';

const NO_SLACK = {
  SLACK_BOT_TOKEN: '',
  SLACK_SIGNING_SECRET: '',
  SLACK_APP_TOKEN: '',
  SLACK_CLIENT_ID: '',
  SLACK_CLIENT_SECRET: '',
  SLACK_TEAMS: '',
  SLACK_COMMAND_PREFIX: '',
  SLACK_COMMAND: '',
  PUBLIC_URL: '',
  DEFAULT_ROLE: '',
};

async function doctor(env: NodeJS.ProcessEnv) {
  const ended = await runHere(['doctor', '--format', 'json'], { ...NO_SLACK, ...env });
  const { ok, findings } = documentOf(ended) as { ok: boolean; findings: Record<string, string>[] };
  expect(ended.stderr).toBe('');
  expect(ended.code).toBe(ok ? 0 : 1);
  const of = (check: string) => findings.find((each) => each['check'] === check);
  return { ok, findings, of, code: ended.code };
}

test('a database with data and admins is well, and each source has its age', async () => {
  const { workspace } = await openDesk();
  const { code, of } = await doctor(databaseAt(workspace.db.file));
  expect(code).toBe(0);
  expect(of('database')).toMatchObject({ verdict: 'ok' });
  expect(of('admins')).toMatchObject({ verdict: 'ok', detail: 'ada@reseller.example' });
  expect(of('people')).toMatchObject({ detail: '4 may ask' });
  expect(of('crm-customers')?.['detail']).toMatch(/^of 2026-11-20, (1 day|\d+ days) old/);
  expect(of('Slack')).toMatchObject({ verdict: 'ok', detail: expect.stringMatching(/docs\/slack\.md/) });
});

test('stale data and a missing admin are found, with the command that mends them', async () => {
  const { workspace } = await openDesk([]);
  const lines = files['partner-hub-subscriptions-2026-11-15.csv']?.join('\n') ?? '';
  await workspace.put('partner-hub-subscriptions-2024-01-07.csv', `${lines}\n`);
  const { code, of } = await doctor(databaseAt(workspace.db.file));
  expect(code).toBe(1);
  expect(of('partner-hub-subscriptions')).toMatchObject({ verdict: 'warn', fix: expect.stringMatching(/import FILE/) });
  expect(of('admins')).toMatchObject({
    verdict: 'wrong',
    fix: expect.stringMatching(/people add E-MAIL --role admin/),
  });
  expect(of('people')).toMatchObject({ verdict: 'warn', fix: expect.stringMatching(/DEFAULT_ROLE=viewer/) });
});

test('no database is no fault: it says what to import', async () => {
  const { code, of } = await doctor(databaseAt(join(tempFolder(), 'none.db')));
  expect(code).toBe(0);
  expect(of('data')).toMatchObject({ verdict: 'warn', fix: expect.stringMatching(/import FILE/) });
});

test('people whom Slack gives no e-mail for, and requests refused in the last hour, are counted', async () => {
  const file = join(tempFolder(), 'pulse.db');
  const db = openDatabase(file, { create: true });
  assertMigrated(db);
  const add = db.sqlite.prepare("insert into chat_users values ('slack', 'T0001', ?, ?, 0, null)");
  add.run('U0001', JSON.stringify({ name: 'Ana', email: null, standing: 'member' }));
  const at = systemClock.now() - 60_000;
  const refuse = (why: string, when: number, detail = {}) =>
    recordRefusal(db, { at: when, actor: null, place: 'slack:unknown/none', action: 'request', subject: why, detail });
  refuse('forged', at, { unrecorded: 3 });
  refuse('forged', at - 3_600_000);
  refuse('forged', at, { unsigned: true });
  refuse('too-old', at);
  add.run('U0002', JSON.stringify({ name: 'Ben', email: 'ben@reseller.example', standing: 'member' }));
  db.close();
  const { url, apiUrl } = await playSlack();
  const { of, findings } = await doctor({
    ...databaseAt(file),
    SLACK_BOT_TOKEN: 'xoxb-good',
    SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    SLACK_API_URL: apiUrl,
    PUBLIC_URL: url,
  });
  expect(of('e-mail')).toMatchObject({ verdict: 'warn', detail: expect.stringMatching(/^1 of 2/) });
  expect(findings.filter(({ check }) => check === 'refused lately')).toMatchObject([
    {
      verdict: 'warn',
      detail: expect.stringMatching(/^4 requests .*signature/),
      fix: expect.stringMatching(/_SECRET/),
    },
    { verdict: 'warn', detail: expect.stringMatching(/^1 request .*clock/), fix: expect.stringMatching(/NTP/) },
  ]);
  expect(of('SLACK_BOT_TOKEN')).toMatchObject({ verdict: 'ok', detail: 'valid, in the workspace Acme (T0001)' });
});

test.each([
  [99 * 1024 ** 2, 'wrong', '99 MB free in /srv'],
  [100 * 1024 ** 2, 'warn', '100 MB free in /srv'],
  [2 * 1024 ** 3, 'ok', '2,048 MB free in /srv'],
])('%i free bytes on the disk are %s', (free, verdict, detail) => {
  expect(diskFinding(free, '/srv')).toMatchObject({ verdict, detail });
});

test('what is stored of workspaces is opened with SECRETS_KEY, and said where it is another one', async () => {
  const file = join(tempFolder(), 'pulse.db');
  const db = openDatabase(file, { create: true });
  assertMigrated(db);
  const key = Buffer.alloc(32, 7);
  await new Installations(db, systemClock, key).storeInstallation({
    team: { id: 'T0001', name: 'Acme' },
    enterprise: undefined,
    user: { id: 'U0001', token: undefined, scopes: undefined },
    bot: { token: 'xoxb-good', scopes: [], id: 'B0001', userId: 'U0009' },
  });
  db.close();
  const { url, apiUrl } = await playSlack();
  const env = {
    ...databaseAt(file),
    SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: '0123456789abcdef0123456789abcdee',
    SLACK_TEAMS: 'T0001',
    SLACK_API_URL: apiUrl,
    PUBLIC_URL: url,
  };
  const right = await doctor({ ...env, SECRETS_KEY: key.toString('base64') });
  expect(right.of('installations')).toMatchObject({ verdict: 'ok' });
  expect(right.of('token of T0001')).toMatchObject({ verdict: 'ok' });
  const other = await doctor({ ...env, SECRETS_KEY: Buffer.alloc(32, 8).toString('base64') });
  expect(other.of('installations')).toMatchObject({ verdict: 'wrong', detail: expect.stringMatching(/T0001/) });
  expect(JSON.stringify([right.findings, other.findings])).not.toContain('xoxb-good');
});

test('settings that are wrong are said, and nothing else is tried', async () => {
  const { code, findings, of } = await doctor({ SLACK_BOT_TOKEN: 'xoxb-good' });
  expect(code).toBe(1);
  expect(of('settings')).toMatchObject({ detail: expect.stringMatching(/SLACK_SIGNING_SECRET is missing/) });
  expect(findings).toHaveLength(2);
});

test('as text, each finding has a line, and a fix the next', async () => {
  const env = { ...NO_SLACK, ...databaseAt(join(tempFolder(), 'none.db')) };
  const { code, stdout } = await runHere(['doctor'], env);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ok {5}Node: v/);
  expect(stdout).toMatch(/^warn {3}data: .*\n {7}→ /m);
  expect(stdout).toMatch(/\n\n\d+ ok, 1 to look at, 0 wrong\n$/);
});

test('the settings that docs/slack.md names are in .env.example', () => {
  const root = join(import.meta.dirname, '..', '..');
  const docs = readFileSync(join(root, 'docs/slack.md'), 'utf8');
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const named = new Set(docs.match(/\b(SLACK_[A-Z_]+|PUBLIC_URL|SECRETS_KEY|DEFAULT_ROLE|DATABASE_URL)\b/g));
  expect(named.size).toBeGreaterThan(8);
  for (const name of named) expect(example).toMatch(new RegExp(`^#${name}=`, 'm'));
});
