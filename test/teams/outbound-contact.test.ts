import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Called } from '../../src/chat/http/called.ts';
import { TeamsContact } from '../../src/chat/teams/contact.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';

let double: TeamsDouble;
let monotonic = 0;
const clock: Clock = { ...systemClock, monotonic: () => monotonic };

beforeAll(async () => {
  double = await openTeamsDouble();
});
afterAll(() => double.close());

const contactOf = () => new TeamsContact({ settings: double.settings(), clock });
const no = (code: string): Called => ({ got: 'no', code, notes: [] });

test.each<[string, Called, string]>([
  ['took the call', { got: 'ok', body: {} }, 'reachable'],
  ['said no to the call', no('ConversationNotFound'), 'reachable'],
  ['has the app turned off by the admin of one tenant', no('BotDisabledByAdmin'), 'reachable'],
  ['asked to wait', { got: 'limited', waitMs: 1 }, 'reachable'],
  ['was not reached', { got: 'unsent', why: 'x' }, 'unreachable'],
  ['did not answer', { got: 'lost', why: 'x' }, 'unreachable'],
  ['refused the token', no('http_401'), 'refused'],
  ['refused the secret', no('AADSTS7000215'), 'refused'],
])('Teams that %s', (_, called, state) => {
  const contact = contactOf();
  contact.noted(called);
  expect(contact.state).toBe(state);
});

test('how the program stood at its start is forgotten with the first call', () => {
  const contact = contactOf();
  expect(contact.state).toBe('unknown');
  contact.stands({ kind: 'silent', why: 'x' });
  expect(contact.state).toBe('unreachable');
  contact.noted({ got: 'ok', body: {} });
  contact.stands({ kind: 'refused', code: 'AADSTS7000215' });
  expect(contact.state).toBe('reachable');
});

test('after a call that failed it signs in again, at most every 30 seconds, and not while all is well', async () => {
  const contact = contactOf();
  const asked = () => double.counts.get('token') ?? 0;
  contact.noted({ got: 'lost', why: 'x' });
  await contact.recheck();
  expect([contact.state, asked()]).toEqual(['reachable', 1]);
  contact.noted({ got: 'lost', why: 'x' });
  await contact.recheck();
  expect([contact.state, asked()]).toEqual(['unreachable', 1]);
  monotonic += 30_000;
  await contact.recheck();
  await contact.recheck();
  expect([contact.state, asked()]).toEqual(['reachable', 2]);
});
