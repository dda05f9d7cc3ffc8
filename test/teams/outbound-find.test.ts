import { expect, test } from 'vitest';
import { cardOf } from '../slack/outbound.ts';
import { outbound } from './outbound.ts';

const world = outbound();

test('what was posted is found by its delivery, in a channel and under a message, also after it was filled', async () => {
  const { double, clock } = world;
  double.setReadable(true);
  world.heard('general');
  const port = world.restart({ readBack: true });
  const since = clock.now();
  const channel = double.places.general;
  const root = await port.send(world.channel('general'), cardOf('Line'), 'digest-1');
  if (root.at !== 'posted' || root.message === null) throw new Error('it is not there');
  await port.send(world.channel('general', root.message), cardOf('Under'), 'digest-2');
  await port.send({ to: 'message', team: double.tenant, channel, message: root.message }, cardOf('Filled'), 'digest-1');
  expect(await port.find(world.channel('general'), 'digest-1', since)).toEqual({
    at: 'found',
    messages: [{ channel, message: root.message }],
  });
  const under = await port.find(world.channel('general', root.message), 'digest-2', since);
  expect(under).toMatchObject({ at: 'found' });
  expect(await port.find(world.channel('general'), 'digest-2', since)).toEqual({ at: 'absent' });
  expect(await port.find(world.channel('general'), 'digest-3', since)).toEqual({ at: 'absent' });
});

test('it is looked for on every page since then', async () => {
  const { double, clock } = world;
  double.setReadable(true);
  world.heard('general');
  const port = world.restart({ readBack: true });
  const since = clock.now();
  await port.send(world.channel('general'), cardOf('Old'), 'digest-1');
  for (let n = 0; n < 70; n++) await port.send(world.channel('general'), cardOf(`${n}`), `other-${n}`);
  expect(await port.find(world.channel('general'), 'digest-1', since)).toMatchObject({ at: 'found' });
  expect(world.times('graph')).toBe(2);
});

test('what goes as text, because its looks were refused, is found all the same', async () => {
  const { double } = world;
  double.setReadable(true);
  world.heard('general');
  const port = world.restart({ readBack: true });
  double.fault({ method: 'post', fault: { kind: 'error', status: 400, code: 'BadSyntax' }, times: 1 });
  double.fault({ method: 'post', fault: { kind: 'reset' }, times: 1 });
  expect(await port.send(world.channel('general'), cardOf('Line'), 'digest-1')).toMatchObject({ at: 'unknown' });
  expect(await port.find(world.channel('general'), 'digest-1', 0)).toMatchObject({ at: 'found' });
  expect(double.shown[0]?.text).toContain('Licences');
});

test('without the grant, and for chats, nobody can tell, and the tenant is not asked again for an hour', async () => {
  const { double, rep, clock } = world;
  for (const place of ['general', 'group', 'chat'] as const) world.heard(place);
  const cannot = { at: 'cannot-tell', never: true };
  expect(await world.port.find(world.channel('general'), 'digest-1', 0)).toMatchObject(cannot);
  expect(world.times('graph')).toBe(0);
  const port = world.restart({ readBack: true });
  expect(await port.find(world.channel('group'), 'digest-1', 0)).toMatchObject(cannot);
  expect(await port.find({ to: 'person', speaker: rep }, 'digest-1', 0)).toMatchObject(cannot);
  expect(world.times('graph')).toBe(0);
  expect(await port.find(world.channel('general'), 'digest-1', 0)).toMatchObject(cannot);
  expect(await port.find(world.channel('general'), 'digest-1', 0)).toMatchObject(cannot);
  expect(world.times('graph')).toBe(1);
  double.setReadable(true);
  clock.pass(3_600_001);
  expect(await port.find(world.channel('general'), 'digest-1', 0)).toEqual({ at: 'absent' });
});

test.each([
  ['asked to wait', { kind: 'limited', retryAfter: 60 }, { retryAfterMs: 60_000 }],
  ['not answered', { kind: 'reset' }, {}],
  ['answered with something else', { kind: 'body', body: '<html>', done: false }, {}],
] as const)('who looks and is %s may look later', async (_, fault, end) => {
  const { double, clock } = world;
  double.setReadable(true);
  world.heard('general');
  const port = world.restart({ readBack: true });
  double.fault({ method: 'graph', fault, times: 1 });
  const found = await port.find(world.channel('general'), 'digest-1', 0);
  expect(found).toMatchObject({ at: 'cannot-tell', never: false, ...end });
  clock.settle();
  expect(await port.find(world.channel('general'), 'digest-1', 0)).toEqual({ at: 'absent' });
});
