import { expect, test } from 'vitest';
import { askerOf } from '../../src/access/asker.ts';
import { sayHello } from '../../src/chat/flow/hello.ts';
import { sceneOf } from '../../src/chat/flow/scene.ts';
import type { Incoming } from '../../src/chat/incoming.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { files } from '../commands/desk.ts';
import { direct, wordsOf } from './import-stage.ts';
import { openStage, type Stage } from './stage.ts';

const PEOPLE = 'people-2026-11-21.csv';
const greetings = (stage: Stage) => stage.port.sent.filter(({ card }) => card.title.includes('I am Partner Pulse'));

test('the first answer in the direct messages is followed by a greeting, and no other is', async () => {
  const stage = await openStage();
  await stage.say('U0ANA', 'expiring 90d', direct);
  await stage.say('U0ANA', 'overage', direct);
  await stage.say('U0ANA', { do: 'hello' }, direct);
  expect(stage.port.sent).toHaveLength(3);
  expect(stage.port.sent[0]?.to).toMatchObject({ to: 'asker' });
  expect(stage.port.sent[1]?.to).toMatchObject({ to: 'person', speaker: { user: 'U0ANA' } });
  expect(greetings(stage)).toHaveLength(1);
});

test('it says who they are, what is theirs, and the one list to look at, with three buttons', async () => {
  const stage = await openStage();
  await stage.say('U0BEN', { do: 'hello' }, direct);
  const card = stage.port.last();
  const words = wordsOf(card);
  expect(card.title).toBe('Hello, Ben. I am Partner Pulse');
  expect(words).toContain('ben@reseller.example, viewer: own customers');
  expect(words).toContain('1 customer is yours: 1 by the owner in the customer list.');
  expect(words).toContain('The list to look at first: Expiring in 90 days, no customer.');
  expect(words).not.toMatch(/Nova|Mirante/);
  expect(card.buttons.map(({ press }) => 'q' in press && press.q)).toEqual(['expiring 90d', 'customers', 'help']);
});

test('the list to look at first is one with somebody in it', async () => {
  const stage = await openStage(Object.keys(files).filter((name) => !name.startsWith('partner-hub')));
  await stage.say('U0ANA', { do: 'hello' }, direct);
  expect(wordsOf(stage.port.last())).toContain('The list to look at first: Act now, 1 customer.');
});

test('two occasions at once greet once', async () => {
  const stage = await openStage();
  const asker = await askerOf(stage.workspace.db, 'ana@reseller.example', messagesFor('en'));
  const profile = stage.port.profiles.get('U0ANA');
  if (profile === undefined) throw new Error('nobody');
  const scene = (key: string) => {
    const speaker = { platform: 'slack', team: 'T0001', user: 'U0ANA' } as const;
    const place = { channel: 'D0ANA', kind: 'direct', thread: null } as const;
    const incoming: Incoming = { key, speaker, place, handle: key, what: { do: 'hello' } };
    const nothing = async () => {};
    const turn = { incoming, delivery: key, beforeChange: nothing, beforeSending: nothing };
    return sceneOf(stage.around, turn, asker, profile);
  };
  await Promise.all(['K1', 'K2', 'K3'].map((key) => sayHello(scene(key))));
  expect(greetings(stage)).toHaveLength(1);
});

test('a greeting that the platform did not take is sent at the next occasion; one that it perhaps took is not', async () => {
  const stage = await openStage();
  stage.port.troubles.push({ at: 'refused', why: 'unreachable', detail: '' });
  await stage.say('U0ANA', { do: 'hello' }, direct);
  expect(greetings(stage)).toHaveLength(0);
  await stage.say('U0ANA', { do: 'hello' }, direct);
  expect(greetings(stage)).toHaveLength(1);
  stage.port.troubles.push({ at: 'unknown', detail: '' });
  await stage.say('U0BEN', { do: 'hello' }, direct);
  await stage.say('U0BEN', { do: 'hello' }, direct);
  expect(greetings(stage)).toHaveLength(1);
});

test('before the first import it says which export to fetch', async () => {
  const stage = await openStage([PEOPLE]);
  await stage.say('U0ADA', { do: 'hello' }, direct);
  expect(wordsOf(stage.port.last())).toContain('Partner Hub subscriptions');
  expect(wordsOf(stage.port.last())).toContain('Drop the file into this chat');
});

test('a channel is told how to ask and who decides what is shared there, and nothing of any customer', async () => {
  const stage = await openStage();
  await stage.say('U0EVE', { do: 'hello' });
  expect(stage.port.sent).toHaveLength(1);
  expect(stage.port.sent[0]?.to).toMatchObject({ to: 'channel', channel: 'C0DEALS' });
  const words = wordsOf(stage.port.last());
  expect(words).toContain('/pulse expiring 90d');
  expect(words).toContain('an editor says first');
  expect(words).not.toMatch(/Nova|Harbor|Eve/);
});

test('being refused is no occasion for a greeting', async () => {
  const stage = await openStage();
  await stage.say('U0MIA', { do: 'hello' }, direct);
  expect(stage.port.sent).toHaveLength(0);
});
