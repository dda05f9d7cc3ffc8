import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Called } from '../../src/chat/http/called.ts';
import { SlackContact } from '../../src/chat/slack/contact.ts';
import { openSlackDouble } from './double/double.ts';
import type { SlackDouble } from './double/types.ts';

let double: SlackDouble;
let monotonic = 0;
const clock: Clock = { ...systemClock, monotonic: () => monotonic };

beforeAll(async () => {
  double = await openSlackDouble({});
});
afterAll(() => double.close());

const contactOf = () => new SlackContact({ botToken: double.botToken, apiUrl: double.apiUrl, clock });

const no = (code: string): Called => ({ got: 'no', code, notes: [] });

test.each<[string, Called, string]>([
  ['took the call', { got: 'ok', body: {} }, 'reachable'],
  ['said no to the call', no('channel_not_found'), 'reachable'],
  ['lacks a scope for it', no('missing_scope'), 'reachable'],
  ['asked to wait', { got: 'limited', waitMs: 1 }, 'reachable'],
  ['was not reached', { got: 'unsent', why: 'x' }, 'unreachable'],
  ['did not answer', { got: 'lost', why: 'x' }, 'unreachable'],
  ['refused the token', no('invalid_auth'), 'refused'],
  ['has the app thrown out', no('account_inactive'), 'refused'],
])('Slack that %s', (_, called, state) => {
  const contact = contactOf();
  contact.noted(called);
  expect(contact.state).toBe(state);
});

test('one workspace of many that threw the app out says nothing of the others', () => {
  const contact = new SlackContact({ botToken: undefined, apiUrl: double.apiUrl, clock });
  contact.noted(no('token_revoked'));
  expect(contact.state).toBe('reachable');
});

test('how the program stood at its start is forgotten with the first call', () => {
  const contact = contactOf();
  expect(contact.state).toBe('unknown');
  contact.stands({ kind: 'silent', why: 'x' });
  expect(contact.state).toBe('unreachable');
  contact.noted({ got: 'ok', body: {} });
  contact.stands({ kind: 'refused', setting: 'SLACK_BOT_TOKEN', code: 'invalid_auth' });
  expect(contact.state).toBe('reachable');
});

test('after a call that failed it is tried again, at most every 30 seconds, and not while all is well', async () => {
  const contact = contactOf();
  const calls = () => double.counts.get('auth.test') ?? 0;
  contact.noted({ got: 'lost', why: 'x' });
  await double.whileAway(() => contact.recheck());
  expect(contact.state).toBe('unreachable');
  const before = calls();
  await contact.recheck();
  expect([contact.state, calls()]).toEqual(['unreachable', before]);
  monotonic += 30_000;
  await contact.recheck();
  expect([contact.state, calls()]).toEqual(['reachable', before + 1]);
  monotonic += 30_000;
  await contact.recheck();
  expect(calls()).toBe(before + 1);
});

test('a token that Slack no longer takes is found by trying', async () => {
  const contact = contactOf();
  double.fault({ method: 'auth.test', fault: { kind: 'error', error: 'token_revoked' }, times: 1 });
  monotonic += 30_000;
  await contact.recheck();
  expect(contact.state).toBe('refused');
});
