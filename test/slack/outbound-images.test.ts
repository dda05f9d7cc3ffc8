import { expect, test } from 'vitest';
import type { Destination } from '../../src/chat/port.ts';
import { rounds } from '../long.ts';
import type { Fault, Shown } from './double/types.ts';
import { cardOf, outbound } from './outbound.ts';
import { picturedCard } from './pictured.ts';

const world = outbound();
const uploading = ['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal', 'files.info'];

function channel(id = world.double.channels.general): Destination {
  return { to: 'channel', team: world.double.team, channel: id, thread: null, handle: null };
}

function imageIn(shown: Shown | undefined): Readonly<Record<string, unknown>> | undefined {
  return shown?.blocks.find(({ type }) => type === 'image');
}

function textOf(shown: Shown | undefined): string {
  return JSON.stringify(shown?.blocks);
}

test('a picture is uploaded before the message and named in it, with its figures as text for who does not see it', async () => {
  const { double, port } = world;
  const sent = await port.send(channel(), picturedCard('Course'), 'k1');
  expect(sent).toEqual({ at: 'posted', channel: double.channels.general, message: expect.any(String) });
  expect(double.seen.map(({ method }) => method)).toEqual([...uploading, 'chat.postMessage']);
  expect(double.seen[0]?.body).toMatchObject({ filename: 'chart.png', alt_txt: 'Course: 10, then 12' });
  expect(double.seen[2]?.body).not.toHaveProperty('channel_id');
  expect(imageIn(double.last())).toMatchObject({
    slack_file: { id: double.pictures.named[0] },
    alt_text: 'Course: 10, then 12',
  });
});

test('the same picture is uploaded once for many channels, and again when another one is to be seen', async () => {
  const { double, port } = world;
  const { general, private: other, shared } = double.channels;
  await Promise.all([general, other, shared].map((id) => port.send(channel(id), picturedCard('Course'), id)));
  expect(double.shown.filter((shown) => imageIn(shown) !== undefined)).toHaveLength(3);
  expect(world.times('files.completeUploadExternal')).toBe(1);
  await port.send(channel(other), picturedCard('Another'), 'k4');
  expect(world.times('files.completeUploadExternal')).toBe(2);
});

test('a picture that Slack still looks at is waited for', async () => {
  const { double, port, clock } = world;
  double.pictures.slow(3);
  expect(await port.send(channel(), picturedCard('Slow'), 'k1')).not.toHaveProperty('plain');
  expect(clock.waits).toEqual([1000, 2000, 4000]);
  expect(imageIn(double.last())).toBeDefined();
});

test('a picture that is not ready within 15 s is left out, and its figures stand there as text', async () => {
  const { double, port, clock } = world;
  double.pictures.slow(Number.POSITIVE_INFINITY);
  const sent = await port.send(channel(), picturedCard('Never'), 'k1');
  expect(sent).toMatchObject({ at: 'posted', plain: expect.stringContaining('in time') });
  expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBe(15_000);
  expect(imageIn(double.last())).toBeUndefined();
  expect(textOf(double.last())).toContain('Never: 10, then 12');
  expect(world.times('chat.postMessage')).toBe(1);
});

test('a picture that Slack has no more is uploaded again', async () => {
  const { double, port } = world;
  await port.send(channel(), picturedCard('Kept'), 'k1');
  double.pictures.forget();
  expect(await port.send(channel(), picturedCard('Kept'), 'k2')).not.toHaveProperty('plain');
  expect(world.times('files.completeUploadExternal')).toBe(2);
  expect(double.shown).toHaveLength(2);
  expect(new Set(double.pictures.named).size).toBe(2);
});

test('a message whose picture is refused goes without it, once', async () => {
  const { double, port } = world;
  const fault: Fault = { kind: 'error', error: 'invalid_blocks', extra: { response_metadata: { messages: ['no'] } } };
  double.fault({ method: 'chat.postMessage', fault, times: 2 });
  const sent = await port.send(channel(), picturedCard('Refused'), 'k1');
  expect(sent).toMatchObject({ at: 'posted', plain: 'the picture: invalid_blocks' });
  expect(double.shown).toHaveLength(1);
  expect(textOf(double.last())).toContain('Refused: 10, then 12');
});

test('where no look is taken, all of it goes as text, the figures too', async () => {
  const { double, port } = world;
  double.fault({ method: 'chat.postMessage', fault: { kind: 'error', error: 'invalid_blocks' }, times: 3 });
  const sent = await port.send(channel(), picturedCard('Plain'), 'k1');
  expect(sent).toMatchObject({ at: 'posted', plain: 'as text alone: invalid_blocks' });
  expect(double.last()).toMatchObject({ blocks: [], text: expect.stringContaining('Plain: 10, then 12') });
});

const broken: readonly Fault[] = [
  { kind: 'reset' },
  { kind: 'reset-before' },
  { kind: 'status', status: 502, done: true },
  { kind: 'status', status: 500, done: false },
  { kind: 'body', body: '<html>', done: true },
  { kind: 'error', error: 'internal_error' },
  { kind: 'error', error: 'missing_scope' },
  { kind: 'limited', retryAfter: 2 },
  { kind: 'limited', retryAfter: 300 },
];

for (const [nth, method] of uploading.entries()) {
  test(`whatever becomes of ${method}, once or always, there is one message with all of its text`, async () => {
    const { double, clock } = world;
    for (const [at, fault] of broken.entries()) {
      // Each picture is drawn anew: in the short run each fault meets two of the four steps, once or always.
      if ((at + nth) % rounds(2, 1) !== 0) continue;
      for (let way = 0; way < rounds(1, 2); way++) {
        const times = (Math.floor(at / 2) + way) % 2 === 0 ? 1 : Number.POSITIVE_INFINITY;
        double.clear();
        clock.settle();
        clock.settle();
        clock.pass(400_000);
        double.fault({ method, fault, times });
        const name = `${JSON.stringify(fault)} ${times}`;
        const sent = await world.restart().send(channel(), picturedCard('Course'), name);
        expect(sent, name).toMatchObject({ at: 'posted' });
        expect(double.shown, name).toHaveLength(1);
        const hasPicture = imageIn(double.last()) !== undefined;
        expect(hasPicture, name).toBe(sent.at === 'posted' && sent.plain === undefined);
        expect(textOf(double.last()), name).toContain('Course: 10, then 12');
      }
    }
  });
}

test('a reply that is lost in any step of the upload costs no picture', async () => {
  const { double } = world;
  for (const method of uploading) {
    double.clear();
    double.fault({ method, fault: { kind: 'reset' }, times: 1 });
    const sent = await world.restart().send(channel(), picturedCard('Course'), method);
    expect(sent, method).not.toHaveProperty('plain');
    expect(imageIn(double.last()), method).toBeDefined();
    world.clock.settle();
  }
});

test('what cannot be uploaded now is not tried for the next hundred channels, and is a minute later', async () => {
  const { double, port, clock } = world;
  double.fault({ method: 'files.getUploadURLExternal', fault: { kind: 'error', error: 'missing_scope' } });
  await port.send(channel(), picturedCard('Course'), 'k1');
  await port.send(channel(double.channels.private), picturedCard('Course'), 'k2');
  expect(world.times('files.getUploadURLExternal')).toBe(1);
  expect(world.logged.filter((line) => line.includes('missing_scope'))).toHaveLength(1);
  double.clearFaults();
  clock.pass(61_000);
  expect(await port.send(channel(), picturedCard('Course'), 'k3')).not.toHaveProperty('plain');
});

test('an edit shows the picture in place of the line, also by a response_url', async () => {
  const { double, port, rep } = world;
  const line = await port.send({ to: 'person', speaker: rep }, cardOf('Line'), 'k1');
  if (line.at !== 'posted' || line.channel === null || line.message === null) throw new Error('not posted');
  const at = { to: 'message', team: double.team, channel: line.channel, message: line.message } as const;
  expect(await port.send(at, picturedCard('Whole'), 'k1')).toMatchObject({ at: 'posted' });
  expect(double.shown).toHaveLength(1);
  expect(imageIn(double.last())).toBeDefined();
  await port.send({ to: 'asker', handle: world.asked() }, picturedCard('Whole'), 'k2');
  expect(double.last()?.by).toBe('response_url');
  expect(imageIn(double.last())).toBeDefined();
});
