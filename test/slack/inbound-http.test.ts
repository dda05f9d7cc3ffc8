import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { HandClock } from '../chat/recording.ts';
import { type Inbound, openInbound, signed } from './inbound.ts';
import * as samples from './inbound-samples.ts';

const asked = { do: 'ask', text: 'expiring 90d' };

async function seen(response: Response): Promise<[number, string]> {
  return [response.status, await response.text()];
}

test.each([
  ['forged', { secret: 'another secret' }, 'forged'],
  ['old', { skew: -301 }, 'too-old'],
  ['future', { skew: 302 }, 'too-new'],
  ['unsigned', { headers: { 'x-slack-signature': '' } }, 'forged'],
  ['wrongly timed', { headers: { 'x-slack-request-timestamp': '0' } }, 'forged'],
])('a request that is %s gets 401 and not a word, and is recorded', async (_, sending, why) => {
  const slack = await openInbound();
  expect(await seen(await slack.form(samples.command, sending))).toEqual([401, '']);
  expect(slack.reception.turned).toEqual([{ why, place: 'slack:unknown/none' }]);
  expect(slack.reception.taken).toEqual([]);
});

const warnings = (slack: Inbound) =>
  slack.lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warn');

test('a wrong secret, a wrong clock and another workspace are told in the log, once a minute with their number', async () => {
  const clock = new HandClock();
  const slack = await openInbound({ clock });
  const send = async (times: number, sending: Parameters<Inbound['form']>[1]) => {
    for (let n = 0; n < times; n += 1) await slack.form({ ...samples.command, text: String(n) }, sending);
  };
  await send(3, { secret: 'another secret' });
  clock.pass(61_000);
  await send(1, { secret: 'another secret' });
  await send(2, { skew: -400 });
  await send(1, { skew: 500 });
  await slack.form({ ...samples.command, team_id: 'T0002' });
  expect(warnings(slack).map(({ n, msg }) => [n, msg])).toEqual([
    [1, "refused a request with a wrong signature: is SLACK_SIGNING_SECRET the app's?"],
    [3, "refused a request with a wrong signature: is SLACK_SIGNING_SECRET the app's?"],
    [1, 'refused a request of Slack as too old: the clock is off, 400 s ahead'],
    [1, 'refused a request of Slack as too new: the clock is off, 500 s behind'],
    [1, 'refused a request of the workspace T0002, which is not in SLACK_TEAMS'],
  ]);
});

test('the same request a second time is refused, and counts again after ten minutes only when signed anew', async () => {
  const clock = new HandClock();
  const slack = await openInbound({ clock });
  const headers = signed(new URLSearchParams(samples.command).toString(), clock);
  expect(await seen(await slack.form(samples.command, { headers }))).toEqual([200, '']);
  expect(await seen(await slack.form(samples.command, { headers }))).toEqual([401, '']);
  clock.pass(299_000);
  expect(await seen(await slack.form(samples.command, { headers }))).toEqual([401, '']);
  clock.pass(302_000);
  expect(await seen(await slack.form(samples.command, { headers }))).toEqual([401, '']);
  expect(slack.reception.turned.map(({ why }) => why)).toEqual(['replayed', 'replayed', 'too-old']);
  expect(slack.reception.taken).toHaveLength(1);
});

test('two of one header are refused', async () => {
  const slack = await openInbound();
  const body = new URLSearchParams(samples.command).toString();
  const { 'x-slack-signature': signature = '', 'x-slack-request-timestamp': time = '' } = signed(body, slack.clock);
  const lines = [
    'POST /slack/events HTTP/1.1',
    'host: x',
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${body.length}`,
    `x-slack-request-timestamp: ${time}`,
    `x-slack-signature: ${signature}`,
    `x-slack-signature: ${signature}`,
  ];
  const socket = await open(slack);
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  expect(await firstLine(socket)).toBe('HTTP/1.1 401 Unauthorized');
  socket.destroy();
});

test('only POST is taken there', async () => {
  const slack = await openInbound();
  const got = await fetch(`${slack.url}/slack/events`);
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
});

test('a body of more than a megabyte is refused, told of its length or not', async () => {
  const slack = await openInbound();
  const big = 'x'.repeat(1_048_577);
  expect((await slack.json(big)).status).toBe(413);
  const socket = await open(slack);
  socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
  socket.write(`${(1_048_577).toString(16)}\r\n${big}\r\n`);
  expect(await firstLine(socket)).toBe('HTTP/1.1 413 Payload Too Large');
  socket.destroy();
  expect(slack.reception.taken).toEqual([]);
});

test('a body that stops half way is given up', async () => {
  const clock = new HandClock();
  const slack = await openInbound({ clock });
  const socket = await open(slack);
  socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
  await expect.poll(() => clock.sleepers).toBeGreaterThan(0);
  clock.pass(5_000);
  expect(await firstLine(socket)).toBe('HTTP/1.1 408 Request Timeout');
  await once(socket, 'close');
});

test('whoever leaves half way does no harm', async () => {
  const slack = await openInbound();
  const socket = await open(slack);
  socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
  socket.destroy();
  expect((await slack.form(samples.command)).status).toBe(200);
});

test.each([
  ['no JSON', 'application/json', '{"type":'],
  ['no object', 'application/json', '[1]'],
  ['nothing', 'application/json', ''],
  ['another kind', 'text/plain', '{}'],
  ['no kind', '', '{}'],
  ['a form without anything', 'application/x-www-form-urlencoded', 'a=b'],
  ['a form with no JSON', 'application/x-www-form-urlencoded', 'payload=%7B'],
  ['a challenge without one', 'application/json', '{"type":"url_verification"}'],
])('a signed body of %s is not taken', async (_, type, body) => {
  const slack = await openInbound();
  const headers = { 'content-type': type, ...signed(body, slack.clock) };
  const response = await fetch(`${slack.url}/slack/events`, { method: 'POST', headers, body });
  expect(await seen(response)).toEqual([400, '']);
});

test.each([
  {},
  { type: 'event_callback' },
  { event: 3 },
  { team: 'T0001' },
  { event: { type: 'x' }, team_id: 'T0001' },
])('a signed body of no known shape is acknowledged and nothing else: %j', async (body) => {
  const slack = await openInbound();
  expect((await slack.json(body)).status).toBe(200);
  expect(slack.reception.taken).toEqual([]);
});

test('Slack’s own questions are answered, when they are signed', async () => {
  const slack = await openInbound();
  const verify = { type: 'url_verification', challenge: 'abc', token: 'x' };
  expect(await seen(await slack.json(verify))).toEqual([200, '{"challenge":"abc"}']);
  expect(await seen(await slack.form({ ssl_check: '1', token: 'x' }))).toEqual([200, '']);
  expect((await slack.json({ ...verify, challenge: 'b' }, { secret: 'another' })).status).toBe(401);
  expect((await slack.form({ ssl_check: '1', token: 'y' }, { secret: 'another' })).status).toBe(401);
});

test('an event that comes again is acknowledged and not answered again', async () => {
  const slack = await openInbound();
  const event = samples.delivery(samples.directMessage, 'Ev1');
  await slack.json(event);
  const retry = { skew: 1, headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } };
  expect((await slack.json(event, retry)).status).toBe(200);
  expect(slack.reception.taken).toHaveLength(1);
  expect(slack.reception.turned).toEqual([]);
});

test('an event that cannot be stored is left for Slack to bring again, with the same signature too', async () => {
  const slack = await openInbound();
  slack.reception.broken = () => Promise.reject(new Error('the database is locked'));
  const event = samples.delivery(samples.directMessage, 'Ev1');
  const headers = signed(JSON.stringify(event), slack.clock);
  expect(await seen(await slack.json(event, { headers }))).toEqual([503, '']);
  slack.reception.broken = undefined;
  expect((await slack.json(event, { headers })).status).toBe(200);
  expect(slack.reception.taken).toHaveLength(1);
  expect(slack.lines.join('')).toContain('the database is locked');
});

test.each([
  ['known', 'pt', /Pergunte de novo/],
  ['not known', undefined, /ask again/],
] as const)(
  'a command that cannot be stored is told to be asked again; the language is %s',
  async (_, language, text) => {
    const slack = await openInbound({ languageOf: async () => language });
    slack.reception.broken = () => Promise.reject(new Error('locked'));
    const response = await slack.form(samples.command);
    expect([response.status, await response.json()]).toEqual([
      200,
      { response_type: 'ephemeral', text: expect.stringMatching(text) },
    ]);
  },
);

test('a press and a dialog that cannot be stored are refused, which Slack shows', async () => {
  const slack = await openInbound();
  slack.reception.broken = () => Promise.reject(new Error('locked'));
  expect((await slack.interaction(samples.press)).status).toBe(503);
  expect((await slack.interaction(samples.submission)).status).toBe(503);
});

test('what is not stored within three seconds is told so in time', async () => {
  const clock = new HandClock();
  const slack = await openInbound({ clock });
  let give: (error: Error) => void = () => undefined;
  slack.reception.broken = () =>
    new Promise<never>((_, reject) => {
      give = reject;
    });
  const answer = slack.form(samples.command);
  await expect.poll(() => clock.sleepers).toBeGreaterThan(0);
  await expect
    .poll(() => {
      clock.pass(2_700);
      return slack.lines.join('');
    })
    .toContain('not stored in time');
  expect(await (await answer).json()).toMatchObject({ text: expect.stringMatching(/ask again/) });
  give(new Error('at last'));
});

test('many requests on one connection are each answered, whatever the one before was', async () => {
  const slack = await openInbound();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = (trigger: string, secret: string) =>
    new Promise<number>((resolve, reject) => {
      const body = new URLSearchParams({ ...samples.command, trigger_id: trigger }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signed(body, slack.clock, { secret }) };
      const sent = request(`${slack.url}/slack/events`, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const secrets = Array.from({ length: 20 }, (_, at) => (at % 3 === 0 ? 'another' : 'signing-secret-of-a-test'));
  const statuses = await Promise.all(secrets.map((secret, at) => send(`t${at}`, secret)));
  agent.destroy();
  expect(statuses).toEqual(secrets.map((secret) => (secret === 'another' ? 401 : 200)));
});

test('a question of before the program listens, or after it stops, is left to Slack', async () => {
  const slack = await openInbound();
  await slack.stopTaking();
  expect((await slack.form(samples.command)).status).toBe(503);
});

const elsewhere = 'T0666';
test.each([
  ['a press', (slack: Inbound) => slack.interaction({ ...samples.press, team: { id: elsewhere } })],
  [
    'an event',
    (slack: Inbound) =>
      slack.json(
        samples.delivery(samples.directMessage, 'Ev1', {
          context_team_id: elsewhere,
          team_id: elsewhere,
          authorizations: [],
        }),
      ),
  ],
  [
    'a dialog',
    (slack: Inbound) =>
      slack.interaction({
        ...samples.submission,
        team: { id: elsewhere },
        view: { ...samples.submission.view, app_installed_team_id: elsewhere },
      }),
  ],
  ['a search', (slack: Inbound) => slack.interaction({ ...samples.suggestion, team: { id: elsewhere } })],
  ['a shortcut', (slack: Inbound) => slack.interaction({ ...samples.shortcut, team: { id: elsewhere } })],
])('%s of another workspace gets nothing, and is recorded', async (_, send) => {
  const slack = await openInbound();
  expect(await seen(await send(slack))).toEqual([200, '']);
  expect(slack.reception.turned).toMatchObject([
    { why: 'other-workspace', place: expect.stringMatching(/^slack:T0666\//) },
  ]);
  expect([slack.reception.taken, slack.reception.opened, slack.reception.asked]).toEqual([[], [], []]);
});

test('a command of another workspace gets one private sentence, and is recorded', async () => {
  const slack = await openInbound();
  const response = await slack.form({ ...samples.command, team_id: elsewhere });
  expect(await response.json()).toEqual({
    response_type: 'ephemeral',
    text: expect.stringContaining('does not answer'),
  });
  expect(slack.reception.turned).toEqual([{ why: 'other-workspace', place: 'slack:T0666/C0001', user: 'U0001' }]);
  expect(slack.reception.taken).toEqual([]);
});

test.each([
  ['https://hooks.slack.com/commands/T1/2/x', 'https://hooks.slack.com/commands/T1/2/x'],
  ['http://127.0.0.1:9/hook', 'http://127.0.0.1:9/hook'],
  ['http://hooks.slack.com/x', undefined],
  ['https://hooks.slack.com.evil.example/x', undefined],
  ['https://hooks.slack.com@evil.example/x', undefined],
  ['https://hooks.slack.com:8443/x', undefined],
  ['https://evil.example/hooks.slack.com', undefined],
  ['http://169.254.169.254/latest', undefined],
  ['file:///etc/passwd', undefined],
  ['not an address', undefined],
])('an answer may go to %s: %s', async (url, kept) => {
  const slack = await openInbound();
  await slack.form({ ...samples.command, response_url: url });
  expect(slack.reception.taken[0]?.what).toEqual(asked);
  expect(JSON.parse(slack.reception.taken[0]?.handle ?? '{}').responseUrl).toBe(kept);
});

async function open(slack: Inbound): Promise<Socket> {
  const socket = connect(Number(new URL(slack.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

async function firstLine(socket: Socket): Promise<string> {
  const [chunk] = await once(socket, 'data');
  return String(chunk).split('\r\n', 1)[0] ?? '';
}
