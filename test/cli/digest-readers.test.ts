import { expect, test } from 'vitest';
import { standingSchedules } from '../../db/readings/schedules.ts';
import { write } from '../../db/write.ts';
import { recordChange } from '../../db/writes/audit.ts';
import { onOneState } from '../../src/cli/digest-content.ts';
import type { DigestChat } from '../../src/cli/digest-services.ts';
import { digestSource } from '../../src/cli/digest-source.ts';
import { openStage, room, type Stage } from '../chat/stage.ts';

const slot = { dueAt: Date.parse('2026-11-21T09:00:00Z'), label: '2026-11-21T09:00[UTC]' };
const waiting = { state: 'waiting', about: '2026-11-21', newest: null, reports: [] } as const;

async function openScene(user: string, line: string, more: Partial<DigestChat> = {}) {
  const stage = await openStage();
  await stage.say('U0EVE', 'audience all');
  await stage.say(user, line);
  const [schedule] = standingSchedules(stage.workspace.db);
  if (schedule === undefined) throw new Error('nothing was added');
  const chat = { port: () => stage.port, isAllowed: () => false, wake: () => undefined, ...more };
  return { stage, schedule, source: digestSource(stage.around.desk, chat) };
}

function stands(stage: Stage, user: string, standing: 'guest' | 'deactivated' | 'stranger' | 'member'): void {
  const profile = stage.port.profiles.get(user);
  if (profile !== undefined) stage.port.profiles.set(user, { ...profile, standing });
}

test.each([
  ['a member', 'member', [], 'content'],
  ['who has become a guest', 'guest', [], 'not-allowed'],
  ['a guest who was let in', 'guest', ['ana@reseller.example'], 'content'],
  ['whose account is off', 'deactivated', [], 'not-allowed'],
  ['of another workspace', 'stranger', [], 'not-allowed'],
] as const)('the week of somebody %s', async (_, standing, guests, kind) => {
  const { stage, schedule, source } = await openScene('U0ANA', 'digest add my-week mon 08:00', {
    guests: () => guests,
  });
  stands(stage, 'U0ANA', standing);
  expect(await source.make(schedule, slot, null)).toMatchObject({ kind });
});

test('nothing goes to a workspace that is not listed any more', async () => {
  const { schedule, source } = await openScene('U0EVE', 'digest add renewals mon 09:00', { serves: () => false });
  expect(await source.make(schedule, slot, null)).toMatchObject({ kind: 'not-allowed' });
});

test('a channel that others have come to see is not told either that a digest waits', async () => {
  const { stage, schedule, source } = await openScene('U0EVE', 'digest add renewals mon 09:00');
  expect(await source.waitingNotice(schedule, slot, waiting)).toMatchObject({
    line: expect.stringContaining('Renewals'),
  });
  stage.port.rooms.set('C0DEALS', { ...room, shared: true });
  expect(await source.waitingNotice(schedule, slot, waiting)).toMatchObject({ reason: 'not-allowed-shared' });
});

test('what is made while the data changes is made anew, so that all of it is of one state', async () => {
  const { stage } = await openScene('U0EVE', 'digest add renewals mon 09:00');
  const { db } = stage.workspace;
  const { clock } = stage.around;
  let times = 0;
  const made = await onOneState(stage.around.desk(), async () => {
    times += 1;
    if (times > 2) return times;
    await write(db, clock, () => recordChange(db, { at: clock.now(), actor: null, action: 'import' }));
    if (times === 2) throw new Error('no such table');
    return times;
  });
  expect(made).toBe(3);
  await expect(onOneState(stage.around.desk(), () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
});

test('why does not repeat to others what a digest that failed was narrowed by', async () => {
  const { stage, schedule } = await openScene('U0EVE', 'digest add renewals mon 09:00 customer:nova');
  stage.workspace.db.sqlite
    .prepare(
      `insert into slots (schedule_id, label, due_at, state, reason, detail, planned_at, decided_at)
       values (?, '2026-11-21T09:00[UTC]', ?, 'waiting', 'make-failed', ?, 1, 1)`,
    )
    .run(schedule.id, slot.dueAt, JSON.stringify({ error: 'no question: customers customer:nova' }));
  await stage.say('U0EVE', 'why 1');
  expect(JSON.stringify(stage.port.last())).toContain('customer:nova');
  await stage.say('U0BEN', 'why 1');
  expect(JSON.stringify(stage.port.last())).toContain('fault of the program');
  expect(JSON.stringify(stage.port.last())).not.toContain('nova');
});
