import { expect, test } from 'vitest';
import { systemClock as clock } from '../../src/base/clock.ts';
import { standingOf } from '../../src/chat/slack/standing.ts';
import { chatLines } from '../../src/cli/chat-lines.ts';
import { slackLines } from '../../src/cli/slack-standing.ts';
import { type Play, playSlack } from './doctor-slack.ts';

interface Given {
  readonly botToken?: string | undefined;
  readonly teams?: readonly string[];
  readonly firstTry?: Promise<string | undefined>;
  readonly socket?: boolean;
}

async function told(play: Play, { botToken = 'xoxb-good', teams = [], firstTry, socket = false }: Given = {}) {
  const { apiUrl } = await playSlack(play);
  const token = botToken === '' ? undefined : botToken;
  const standing = await standingOf({ settings: { botToken: token, teams, apiUrl }, firstTry, clock });
  return slackLines(standing, { socket, publicUrl: 'https://pulse.example' }).join('\n');
}

const status: Play = { api: (response) => response.writeHead(502).end('<html>') };
const busy: Play = { tokens: { 'xoxb-good': { ok: false, error: 'internal_error' } } };
const refusedApp = Promise.resolve('Slack refuses SLACK_APP_TOKEN (invalid_auth)');
const lostApp = Promise.resolve('Slack does not answer now');

test.each<[string, Play, Given, RegExp]>([
  ['a good token', {}, {}, /^Slack is connected over HTTP .* as pulse of the workspace Acme \(T0001\)\.$/],
  ['a listed workspace', {}, { teams: ['T0001'] }, /^Slack is connected/],
  ['a workspace that is not listed', {}, { teams: ['T0009'] }, /Acme \(T0001\) is not in SLACK_TEAMS.*\n→ add T0001/],
  ['another token', {}, { botToken: 'xoxb-bad' }, /^Slack refuses SLACK_BOT_TOKEN \(invalid_auth\).*\n→ .*doctor/],
  ['a Slack that is busy', busy, {}, /^Slack does not answer now \(internal_error\); it goes on trying/],
  ['a proxy in between', status, {}, /^Slack does not answer now \(.*502.*\); it goes on trying/],
  ['OAuth', {}, { botToken: '' }, /^Slack is connected .*https:\/\/pulse\.example\/slack\/install/],
  ['Socket Mode', {}, { socket: true, firstTry: Promise.resolve(undefined) }, /^Slack is connected by Socket Mode, as/],
  ['another app token', {}, { socket: true, firstTry: refusedApp }, /^Slack refuses SLACK_APP_TOKEN \(invalid_auth\)/],
  ['a socket that fails', {}, { socket: true, firstTry: lostApp }, /^Slack does not answer now \(by Socket Mode\)/],
])('the start tells of %s what is so', async (_, play, given, expected) => {
  const text = await told(play, given);
  expect(text).toMatch(expected);
  expect(text.includes('Slack is connected')).toBe(expected.source.startsWith('^Slack is connected'));
});

test('a Slack that never answers keeps the start for no longer than its patience', async () => {
  const { apiUrl } = await playSlack({ api: () => undefined });
  const settings = { botToken: 'xoxb-good', teams: [], apiUrl };
  const atOnce = { ...clock, sleep: async () => undefined };
  expect(await standingOf({ settings, firstTry: new Promise(() => undefined), clock: atOnce })).toEqual({
    kind: 'silent',
    why: 'no answer within 3 s',
  });
});

test('the start says how to begin: the code, and that no demo stands in for data', () => {
  const around = { socket: false, publicUrl: undefined };
  const standing = slackLines({ kind: 'connected', bot: 'pulse', where: 'Acme (T0001)' }, around);
  const claimWith = (code: string) => `/pulse claim ${code}`;
  const text = chatLines([{ standing, claimWith }], { code: 'ACDEF-GHJKM', isEmpty: true });
  expect(text).toMatch(
    /Nothing is imported yet: send an export to the bot, in a chat with it alone, or .* import FILE/,
  );
  expect(text).toMatch(/demo .* is not shown/);
  expect(text).toMatch(/\n→ \/pulse claim ACDEF-GHJKM$/);
});
