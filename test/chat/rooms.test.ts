import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { Rooms } from '../../src/chat/rooms.ts';

test('a database that cannot be read now is told to whoever asks, ends nothing else, and is asked again', async () => {
  const room = { name: 'general', members: 3, shared: false, joined: true };
  let broken = true;
  const rooms = new Rooms({
    clock: systemClock,
    async ask() {
      if (broken) throw new Error('the database is closed');
      return room;
    },
  });
  await expect(rooms.of('T1', 'C1')).rejects.toThrow('closed');
  broken = false;
  expect(await rooms.of('T1', 'C1')).toEqual(room);
});
