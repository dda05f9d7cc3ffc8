import { expect, test } from 'vitest';
import { keepChatUser } from '../../db/writes/chat-users.ts';
import { systemClock } from '../../src/base/clock.ts';
import { chatOutlet } from '../../src/chat/outlet.ts';
import { outbound } from './outbound.ts';

const world = outbound();
const DAY_MS = 86_400_000;

/** A page in a channel that calls the viewer, who never wrote to the bot, but was once found by their address. */
function page(): Promise<unknown> {
  const { double, db, clock, port } = world;
  const { tenant, people, places } = double;
  const speaker = { platform: 'teams', team: tenant, user: people.viewer.id } as const;
  const profile = { name: 'Viewer & <at>01</at>', email: people.viewer.email, language: 'en', timeZone: 'UTC' };
  keepChatUser(db, speaker, JSON.stringify({ ...profile, standing: 'member' }), clock.now() - 3 * DAY_MS);
  const to = { platform: 'teams', team: tenant, kind: 'channel', id: places.general } as const;
  return chatOutlet(port).post(
    to,
    { text: 'Harbor loses callers', mentions: [speaker.user], thread: null },
    'incident/1',
  );
}

function called(): unknown[] {
  const entities = JSON.stringify(world.double.shown.map(({ payload }) => payload));
  return [...new Set(entities.match(/"mentioned":\{"id":"[^"]*"/g))];
}

test('a page goes and calls its people though Teams does not say who they are', async () => {
  const { double, clock } = world;
  world.heard('general');
  for (const method of ['create', 'member']) double.fault({ method, fault: { kind: 'silence', done: false } });
  const posted = page();
  while (world.times('create') === 0) await systemClock.sleep(1);
  clock.overdue();
  expect(await posted).toMatchObject({ at: 'posted' });
  expect(called()).toEqual([`"mentioned":{"id":"${double.people.viewer.id}"`]);
  expect(double.shown[0]?.text).toContain('Viewer ＆');
  double.release();
});

test('a page that is refused for whom it calls goes without calling them', async () => {
  const { double } = world;
  world.heard('general');
  const where = ({ body }: { body: unknown }) => JSON.stringify(body).includes('mentioned');
  double.fault({ method: 'post', fault: { kind: 'error', status: 400, code: 'BadSyntax' }, where });
  expect(await page()).toMatchObject({ at: 'posted' });
  expect(double.shown).toMatchObject([{ summary: 'Harbor loses callers' }]);
  expect(called()).toEqual([]);
});

test('a channel is read back by what another one of its team told of the team', async () => {
  const { double } = world;
  double.setReadable(true);
  world.heard('private', 'rep', { groupId: null });
  const port = world.restart({ readBack: true });
  const find = () => port.find(world.channel('private'), 'digest-1', 0);
  expect(await find()).toMatchObject({ at: 'cannot-tell', never: true });
  world.heard('general');
  expect(await find()).toEqual({ at: 'absent' });
});

test('that a tenant lets nothing be read says nothing of how the program stands with Teams', async () => {
  const { double } = world;
  world.heard('general');
  const port = world.restart({ readBack: true });
  double.fault({ method: 'graph', fault: { kind: 'status', status: 401, done: false } });
  expect(await port.find(world.channel('general'), 'digest-1', 0)).toMatchObject({ at: 'cannot-tell' });
  expect(world.called).toEqual([]);
});
