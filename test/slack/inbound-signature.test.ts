import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { Replays } from '../../src/chat/slack/replays.ts';
import { checkSignature } from '../../src/chat/slack/signature.ts';

const SECRET = 'a-signing-secret';
const NOW = 1_800_000_000;
const body = Buffer.from('command=%2Fpulse&text=é');

function sign(time: number | string, secret = SECRET, of: Buffer = body): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${time}:`).update(of).digest('hex')}`;
}

function headers(time: number | string, signature = sign(time)) {
  return { 'x-slack-request-timestamp': [String(time)], 'x-slack-signature': [signature] };
}

test.each([
  ['now', 0],
  ['five minutes old', -300],
  ['five minutes ahead', 300],
])('a signature of %s is good', (_, skew) => {
  expect(checkSignature(SECRET, headers(NOW + skew), body, NOW * 1000)).toEqual({
    ok: true,
    signature: sign(NOW + skew),
  });
});

test.each([
  ['a second more than five minutes old', headers(NOW - 301), 'too-old'],
  ['a second more than five minutes ahead', headers(NOW + 301), 'too-new'],
  ['an hour ahead', headers(NOW + 3600), 'too-new'],
  ['another secret', headers(NOW, sign(NOW, 'another')), 'forged'],
  ['another body', headers(NOW, sign(NOW, SECRET, Buffer.from('x'))), 'forged'],
  ['another time than is signed', headers(NOW, sign(NOW - 1)), 'forged'],
  ['an old time that is not signed', headers(NOW - 9999, sign(NOW)), 'forged'],
  ['no headers', {}, 'forged'],
  ['no signature', { 'x-slack-request-timestamp': [String(NOW)] }, 'forged'],
  ['no time', { 'x-slack-signature': [sign(NOW)] }, 'forged'],
  ['two signatures', { ...headers(NOW), 'x-slack-signature': ['v0=00', sign(NOW)] }, 'forged'],
  ['two times', { ...headers(NOW), 'x-slack-request-timestamp': [String(NOW), String(NOW)] }, 'forged'],
  ['another version', headers(NOW, sign(NOW).replace('v0', 'v1')), 'forged'],
  ['capital letters', headers(NOW, sign(NOW).toUpperCase()), 'forged'],
  ['a short signature', headers(NOW, sign(NOW).slice(0, -1)), 'forged'],
  ['a long signature', headers(NOW, `${sign(NOW)}0`), 'forged'],
  ['a time that is no number', headers('soon'), 'forged'],
  ['a time with a fraction', headers('1800000000.5'), 'forged'],
  ['a negative time', headers(-NOW), 'forged'],
  ['a time without end', headers('9'.repeat(400)), 'forged'],
])('a request with %s is refused', (_, given, why) => {
  expect(checkSignature(SECRET, given, body, NOW * 1000)).toMatchObject({ ok: false, why });
});

test('a signature counts once within ten minutes', () => {
  const replays = new Replays();
  expect([replays.isNew('a', 0), replays.isNew('a', 600_000), replays.isNew('b', 1)]).toEqual([true, false, true]);
  expect(replays.isNew('a', 600_001)).toBe(true);
});

test('a signature that was let go counts again', () => {
  const replays = new Replays();
  replays.isNew('a', 0);
  replays.forget('a');
  expect(replays.isNew('a', 1)).toBe(true);
});

test('no more signatures are remembered than there is room for, and the newest ones are', () => {
  const replays = new Replays(100);
  for (let at = 0; at < 1000; at++) replays.isNew(`s${at}`, at);
  expect(replays.size).toBe(100);
  expect([replays.isNew('s999', 1000), replays.isNew('s901', 1000)]).toEqual([false, false]);
});
