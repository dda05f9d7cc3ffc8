import { expect, onTestFinished, test } from 'vitest';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import { boltLogger } from '../../src/chat/slack/bolt-logger.ts';
import { clientOptions } from '../../src/chat/slack/client-options.ts';
import { SocketReceiver } from '../../src/chat/slack/socket.ts';
import { HandClock, RecordingReception } from '../chat/recording.ts';
import { type Inbound, openInbound } from './inbound.ts';
import * as samples from './inbound-samples.ts';
import { openSocketSlack, type SocketSlack } from './inbound-socket-server.ts';

const APP_TOKEN = 'xapp-test';

async function open(slack: SocketSlack): Promise<Inbound> {
  const settings = { appToken: APP_TOKEN, signingSecret: undefined, apiUrl: slack.apiUrl };
  const bot = await openInbound({ settings });
  await expect.poll(() => bot.lines.join('')).toContain('connected to Slack');
  return bot;
}

function commandEnvelope(id: string, change: object = {}) {
  const payload = { ...samples.command, trigger_id: id, ...change };
  return { type: 'slash_commands', envelope_id: id, payload, accepts_response_payload: true };
}

function eventEnvelope(id: string, eventId: string, retry?: number) {
  const payload = samples.delivery(samples.directMessage, eventId);
  const again = retry === undefined ? {} : { retry_attempt: retry, retry_reason: 'timeout' };
  return { type: 'events_api', envelope_id: id, payload, accepts_response_payload: false, ...again };
}

const acknowledged = (slack: SocketSlack) => slack.acknowledged.map(({ envelope }) => envelope);

test('commands, presses and events come over the connection, each acknowledged once', async () => {
  const slack = await openSocketSlack();
  const bot = await open(slack);
  expect(slack.asked).toEqual([`Bearer ${APP_TOKEN}`]);
  slack.send(commandEnvelope('e1'));
  slack.send({ type: 'interactive', envelope_id: 'e2', payload: samples.press, accepts_response_payload: true });
  slack.send(eventEnvelope('e3', 'Ev1'));
  slack.send({ type: 'interactive', envelope_id: 'e4', payload: samples.submission, accepts_response_payload: true });
  await expect.poll(() => acknowledged(slack).toSorted()).toEqual(['e1', 'e2', 'e3', 'e4']);
  expect(bot.reception.taken.map(({ key }) => key).toSorted()).toEqual([
    'command:e1',
    'dialog:1.2.view',
    'event:Ev1',
    'press:1.2.act',
  ]);
  expect(slack.acknowledged.every(({ connection }) => connection === 1)).toBe(true);
});

test('options go back in the acknowledgement', async () => {
  const slack = await openSocketSlack();
  const bot = await open(slack);
  bot.reception.choices = [{ value: 'nova', label: 'Nova' }];
  slack.send({ type: 'interactive', envelope_id: 'e1', payload: samples.suggestion, accepts_response_payload: true });
  const options = [{ text: { type: 'plain_text', text: 'Nova', emoji: false }, value: 'nova' }];
  await expect.poll(() => slack.acknowledged).toEqual([{ envelope: 'e1', payload: { options }, connection: 1 }]);
});

test('an event that is not stored is not acknowledged, and is taken when it comes again; a command is told', async () => {
  const slack = await openSocketSlack();
  const bot = await open(slack);
  bot.reception.broken = () => Promise.reject(new Error('locked'));
  slack.send(eventEnvelope('e1', 'Ev1'));
  slack.send(commandEnvelope('e2'));
  await expect.poll(() => acknowledged(slack)).toEqual(['e2']);
  expect(slack.acknowledged[0]?.payload).toMatchObject({ response_type: 'ephemeral' });
  await expect.poll(() => bot.lines.join('')).toContain('left for Slack to send again');
  bot.reception.broken = undefined;
  slack.send(eventEnvelope('e3', 'Ev1', 1));
  await expect.poll(() => acknowledged(slack)).toEqual(['e2', 'e3']);
  expect(bot.reception.taken.map(({ key }) => key)).toEqual(['event:Ev1']);
});

test('another workspace gets nothing over the connection either', async () => {
  const slack = await openSocketSlack();
  const bot = await open(slack);
  slack.send(commandEnvelope('e1', { team_id: 'T0666' }));
  await expect.poll(() => slack.acknowledged).toMatchObject([{ payload: { response_type: 'ephemeral' } }]);
  expect(bot.reception.turned).toMatchObject([{ why: 'other-workspace' }]);
  expect(bot.reception.taken).toEqual([]);
});

test.each(['refresh_requested', 'warning'])(
  'told to disconnect (%s), it connects again and goes on',
  async (reason) => {
    const slack = await openSocketSlack();
    const bot = await open(slack);
    slack.send({ type: 'disconnect', reason, debug_info: {} });
    await expect.poll(() => [...slack.open.keys()], { timeout: 5000 }).toEqual([2]);
    await expect.poll(() => bot.lines.filter((line) => line.includes('connected to Slack')).length).toBe(2);
    slack.send(commandEnvelope('e1'));
    await expect.poll(() => slack.acknowledged).toMatchObject([{ envelope: 'e1', connection: 2 }]);
  },
);

test('a connection that breaks, and Slack out of reach for a while, are got over', async () => {
  const slack = await openSocketSlack();
  const bot = await open(slack);
  slack.faults.push(
    (_, cut) => cut(),
    (end) => end(200, '{"ok":false,"error":"internal_error"}'),
  );
  slack.open.get(1)?.terminate();
  await expect.poll(() => [...slack.open.keys()], { timeout: 20_000 }).toEqual([2]);
  slack.send(commandEnvelope('e1'));
  await expect.poll(() => acknowledged(slack)).toEqual(['e1']);
  const warnings = bot.lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warn');
  expect(warnings.map(({ why, err }) => [why, err])).toEqual([
    ['Slack does not answer now', undefined],
    ['Slack does not answer now (internal_error)', undefined],
  ]);
}, 30_000);

test('a token that Slack refuses is told once, and not at each retry', async () => {
  const slack = await openSocketSlack();
  const refuse = (end: (status: number, body: string) => void) => end(200, '{"ok":false,"error":"invalid_auth"}');
  slack.faults.push(refuse, refuse);
  const settings = { appToken: APP_TOKEN, signingSecret: undefined, apiUrl: slack.apiUrl };
  const bot = await openInbound({ settings });
  await expect.poll(() => bot.lines.join('')).toContain('trying again');
  const warnings = bot.lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warn');
  expect(warnings).toMatchObject([{ why: 'Slack refuses SLACK_APP_TOKEN (invalid_auth)' }]);
}, 10_000);

test('what is no envelope does no harm', async () => {
  const slack = await openSocketSlack();
  const bot = await open(slack);
  const socket = slack.open.get(1);
  socket?.send('not JSON');
  socket?.send(Buffer.from([1, 2, 3]));
  slack.send({ type: 'events_api', envelope_id: 'e0' });
  slack.send({ type: 'events_api', envelope_id: 'e0', payload: { event: null } });
  slack.send({ type: 'slash_commands', envelope_id: 'e1', payload: {} });
  slack.send({ type: 'slash_commands', envelope_id: 'e1' });
  slack.send({ type: 'interactive', envelope_id: 'e2', payload: { type: 'unknown' } });
  slack.send(commandEnvelope('e3'));
  await expect.poll(() => acknowledged(slack)).toContain('e3');
  expect(bot.reception.taken.map(({ key }) => key)).toEqual(['command:e3']);
});

test('a connection that has gone silent is given up for another', async () => {
  const slack = await openSocketSlack();
  slack.mute = true;
  const { receiver, log } = receiverOf(slack, systemClock, 300);
  await receiver.start();
  await expect.poll(() => log(), { timeout: 10_000 }).toContain('the connection to Slack ended');
  slack.mute = false;
  await expect.poll(() => Math.max(...slack.open.keys()), { timeout: 10_000 }).toBeGreaterThan(1);
}, 30_000);

test('a connection on which Slack says no hello is given up for another', async () => {
  const slack = await openSocketSlack();
  slack.greets = false;
  const clock = new HandClock();
  const { receiver, log } = receiverOf(slack, clock, 5000);
  await receiver.start();
  await expect.poll(() => slack.open.size).toBe(1);
  slack.greets = true;
  clock.pass(20_000);
  await expect
    .poll(
      () => {
        clock.pass(0);
        return log();
      },
      { timeout: 10_000 },
    )
    .toContain('connected to Slack');
}, 30_000);

test('it starts without Slack, and stops while it still tries', async () => {
  const slack = await openSocketSlack();
  for (let at = 0; at < 20; at++) slack.faults.push((end) => end(200, '{"ok":false,"error":"invalid_auth"}'));
  const settings = { appToken: APP_TOKEN, signingSecret: undefined, apiUrl: slack.apiUrl };
  const bot = await openInbound({ settings });
  await expect.poll(() => bot.lines.join('')).toContain('invalid_auth');
  await bot.stopTaking();
  expect(slack.open.size).toBe(0);
});

test('stopping closes the connection', async () => {
  const slack = await openSocketSlack();
  const bot = await open(slack);
  await bot.stopTaking();
  await expect.poll(() => slack.open.size).toBe(0);
  expect(slack.asked).toHaveLength(1);
});

/** The receiver alone, for what is set by no one else. */
function receiverOf(slack: SocketSlack, clock: Clock, silenceMs: number) {
  const lines: string[] = [];
  const log = makeLog('debug', { write: (line) => lines.push(line) });
  const logger = boltLogger(log);
  const receiver = new SocketReceiver({
    appToken: APP_TOKEN,
    clientOptions: clientOptions(slack.apiUrl, logger, 5000),
    logger,
    silenceMs,
    clock,
    log,
    reception: new RecordingReception(),
    teams: async () => ['T0001'],
    command: '/pulse',
  });
  onTestFinished(() => receiver.stop());
  return { receiver, log: () => lines.join('') };
}
