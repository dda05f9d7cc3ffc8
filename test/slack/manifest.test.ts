import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type ManifestChoices, slackManifest } from '../../src/chat/slack/manifest.ts';
import { EVENTS_PATH } from '../../src/chat/slack/names.ts';
import { scopeUses } from '../../src/chat/slack/scope-uses.ts';
import { botScopes } from '../../src/chat/slack/scopes.ts';
import { type Askable, slashCommands } from '../../src/chat/slack/slash-commands.ts';
import { runHere } from '../cli/here.ts';
import { manifestShape } from './manifest-shape.ts';

const usual: ManifestChoices = {
  url: 'https://pulse.reseller.example',
  socket: false,
  name: 'Partner Pulse',
  command: '/pulse',
  prefix: '',
  which: 'core',
  organisation: false,
};

const manifestOf = (choices: Partial<ManifestChoices> = {}, questions: readonly Askable[] = commands) =>
  manifestShape.parse(slackManifest(questions, { ...usual, ...choices }));

const namesIn = (choices: Partial<ManifestChoices> = {}, questions?: readonly Askable[]) =>
  manifestOf(choices, questions).features.slash_commands.map(({ command }) => command);

const question = (name: string, summary = 'What it is', examples: readonly string[] = [name]): Askable => ({
  name,
  words: { en: { summary } },
  examples,
});

test.each<[string, Partial<ManifestChoices>]>([
  ['the usual one', {}],
  ['every question', { which: 'all' }],
  ['every question with the longest prefix', { which: 'all', prefix: 'abcdefghi-' }],
  ['Socket Mode without an address', { socket: true, url: undefined }],
  ['Socket Mode with an address', { socket: true }],
  ['a whole organisation', { organisation: true }],
  ['a name that no bot may have', { name: 'Ação Parceiros!' }],
  ['a name of signs that no bot may have', { name: '合作伙伴' }],
])('is within the limits of Slack: %s', (_, choices) => {
  manifestOf(choices);
});

test('names the short commands whose questions exist, with what may stand behind them', () => {
  expect(namesIn()).toEqual(['/pulse', '/expiring', '/renewing', '/overage', '/queues', '/cluster']);
  const expiring = manifestOf().features.slash_commands.find(({ command }) => command === '/expiring');
  expect(expiring?.usage_hint).toMatch(/^90d \| /);
});

test('the prefix stands in front of the short ones, and the other name in place of /pulse', () => {
  expect(namesIn({ prefix: 'x-', command: '/partner' })).toEqual([
    '/partner',
    '/x-expiring',
    '/x-renewing',
    '/x-overage',
    '/x-queues',
    '/x-cluster',
  ]);
});

test('of all questions those are named whose names Slack takes', () => {
  const named = namesIn({ which: 'all' });
  expect(named).toContain('/licenses');
  // Slack answers to it itself.
  expect(named).not.toContain('/help');
  expect(namesIn({ which: 'all', prefix: 'x-' })).toContain('/x-help');
  expect(new Set(named).size).toBe(named.length);
});

test('more than fifty, too long and odd names are left out, and texts are cut to what Slack takes', () => {
  const many = Array.from({ length: 80 }, (_, at) => question(`question-${at}`));
  expect(namesIn({ which: 'all' }, many)).toHaveLength(50);
  const odd = [question('a'.repeat(32)), question('Ünder'), question('two words'), question('pulse')];
  expect(namesIn({ which: 'all' }, odd)).toEqual(['/pulse']);
  const long = [question('overage', '𝄞'.repeat(2500), [`overage ${'9'.repeat(1500)}`])];
  expect(namesIn({}, long)).toEqual(['/pulse', '/overage']);
});

test('everything comes to one address, and nothing needs one with Socket Mode', () => {
  const address = `${usual.url}${EVENTS_PATH}`;
  const { settings, features } = manifestOf();
  expect(settings).toMatchObject({
    event_subscriptions: { request_url: address },
    interactivity: { request_url: address, message_menu_options_url: address },
    socket_mode_enabled: false,
  });
  expect(features.slash_commands.map(({ url }) => url)).toEqual(features.slash_commands.map(() => address));
  expect(JSON.stringify(manifestOf({ socket: true, url: undefined }))).not.toContain('http');
});

test('each slash command belongs to the question it is named after', () => {
  const all = slashCommands(commands, { command: '/pulse', prefix: 'x-', which: 'all' });
  for (const { command, question } of all.slice(1)) expect(command).toBe(`/x-${question}`);
});

test('what each scope is for is said', () => {
  expect(Object.keys(scopeUses).toSorted()).toEqual([...botScopes].toSorted());
  expect(manifestOf().oauth_config.scopes.bot).toEqual([...botScopes]);
});

const quiet = { PUBLIC_URL: '', SLACK_COMMAND: '', SLACK_COMMAND_PREFIX: '' };

test.each<[readonly string[], NodeJS.ProcessEnv, readonly string[]]>([
  [['--url', 'https://h.example/'], {}, ['/pulse', '/expiring', '/renewing', '/overage', '/queues', '/cluster']],
  [
    ['--socket', '--prefix', 'p-'],
    {},
    ['/pulse', '/p-expiring', '/p-renewing', '/p-overage', '/p-queues', '/p-cluster'],
  ],
  [
    [],
    // Half set up: the app is about to be made.
    {
      PUBLIC_URL: 'https://h.example',
      SLACK_COMMAND: '/pp',
      SLACK_COMMAND_PREFIX: 'pp-',
      SLACK_CLIENT_ID: '1.2',
    },
    ['/pp', '/pp-expiring', '/pp-renewing', '/pp-overage', '/pp-queues', '/pp-cluster'],
  ],
])('pulse manifest slack %j prints one JSON document within the limits', async (flags, env, expected) => {
  const { code, stdout, stderr } = await runHere(['manifest', 'slack', ...flags], { ...quiet, ...env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { features, settings } = manifestShape.parse(JSON.parse(stdout));
  expect(features.slash_commands.map(({ command }) => command)).toEqual(expected);
  expect(settings.event_subscriptions.request_url).toBe(
    flags.includes('--socket') ? undefined : `https://h.example${EVENTS_PATH}`,
  );
});

test.each<[readonly string[], RegExp]>([
  [[], /where to reach[\s\S]*--url https:\/\/HOST[\s\S]*PUBLIC_URL[\s\S]*--socket/],
  [['--url', 'http://h.example'], /--url[\s\S]*https/],
  [['--url', 'https://h.example/path'], /--url[\s\S]*https/],
  [['--socket', '--prefix', 'X X'], /--prefix[\s\S]*small letters/],
  [['--socket', '--name', 'n'.repeat(36)], /--name[\s\S]*35/],
])('pulse manifest slack %j says what to give', async (flags, expected) => {
  const { code, stdout, stderr } = await runHere(['manifest', 'slack', ...flags], quiet);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(expected);
});
