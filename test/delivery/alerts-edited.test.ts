import { afterEach, describe, expect, test } from 'vitest';
import { usualPace } from '../../src/delivery/timing.ts';
import type { PlatformPost } from './fake-platform.ts';
import { StagedIncident } from './incident.ts';
import { DAY, MONDAY, Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const MINUTE = 60_000;

/** What stands on the platform, in the order in which it was posted. */
function standing(): Partial<PlatformPost>[] {
  return stage.platform.standing().map(({ key, thread, mentions, payload }) => ({ key, thread, mentions, payload }));
}

test('what stands is edited again and again, who was called still named, also when it is days old', async () => {
  stage = new Stage(MONDAY);
  const incident = new StagedIncident(stage, 'i1');
  await incident.root('fired', { mentions: ['U1'] });
  await stage.round();
  await incident.root('worse');
  await stage.round();
  await stage.clock.pass(9 * DAY);
  await incident.root('resolved');
  await stage.round();
  expect(standing()).toMatchObject([{ mentions: ['U1'], payload: { whole: 'resolved' } }]);
  expect(stage.platform.posts[0]).toMatchObject({ line: 'line fired', fills: 3 });
});

test('the same said again is no edit', async () => {
  stage = new Stage(MONDAY);
  const incident = new StagedIncident(stage, 'i1');
  for (let n = 0; n < 3; n++) {
    await incident.root('fired', { mentions: ['U1'] });
    await stage.round();
  }
  expect(stage.platform.posts[0]?.fills).toBe(1);
});

describe('told to say something else while its body is on its way', () => {
  test.each(['before-fill', 'after-fill', 'after-filled'] as const)('%s: the newest wins', async (point) => {
    let isFirst = true;
    stage = new Stage(
      MONDAY,
      {},
      {
        points: {
          async at(passed) {
            if (passed !== point || !isFirst) return;
            isFirst = false;
            await incident.root('newer');
          },
        },
      },
    );
    const incident = new StagedIncident(stage, 'i1');
    await incident.root('older');
    await stage.round();
    expect(standing()).toMatchObject([{ payload: { whole: 'newer' } }]);
    expect(stage.ledger()).toMatchObject([{ state: 'posted', body: 'done' }]);
  });

  test('also where the platform did not take the older one at all', async () => {
    stage = new Stage(MONDAY);
    const incident = new StagedIncident(stage, 'i1');
    stage.platform.behave({
      fault: (request) => (request === 'fill' ? { at: 'refused', why: 'bad-format', detail: 'too wide' } : undefined),
    });
    await incident.root('older');
    await stage.runUntil(MONDAY + 10 * MINUTE);
    expect(stage.ledger()).toMatchObject([{ state: 'posted', body: 'none' }]);
    stage.platform.behave({ fault: () => undefined });
    await incident.root('newer');
    await stage.round();
    expect(standing()).toMatchObject([{ payload: { whole: 'newer' } }]);
  });
});

test('edits that follow each other quickly are made as one', async () => {
  stage = new Stage(MONDAY, { latencyMs: 100 });
  const incident = new StagedIncident(stage, 'i1');
  for (let n = 0; n < 60; n++) {
    await incident.root(`state ${n}`);
    await stage.clock.pass(500);
  }
  await stage.round();
  expect(standing()).toMatchObject([{ payload: { whole: 'state 59' } }]);
  expect(stage.platform.posts[0]?.fills).toBeLessThanOrEqual(30_000 / usualPace.editMs + 2);
  expect(stage.platform.posts[0]?.fills).toBeGreaterThan(3);
});
