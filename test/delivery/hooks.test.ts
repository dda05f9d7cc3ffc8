import { afterEach, expect, test } from 'vitest';
import type { Outlet, PostOutcome } from '../../src/delivery/outlet.ts';
import { outletsBy } from '../../src/delivery/outlets.ts';
import { StagedIncident } from './incident.ts';
import { HOUR, MONDAY, Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** A webhook that answers what it is told to, and keeps what it took. */
class Hook implements Pick<Outlet, 'post'> {
  readonly took: string[] = [];
  readonly asked: string[] = [];
  answers: PostOutcome[] = [];

  async post(_: unknown, { text }: { text: string }, key: string): Promise<PostOutcome> {
    this.asked.push(key);
    const answer = this.answers.shift() ?? { at: 'posted', channel: 'pagerduty', message: key };
    if (answer.at !== 'refused') this.took.push(JSON.parse(text).event_action);
    return answer;
  }
}

function open(): Hook {
  const hook = new Hook();
  const no = async () => ({ at: 'refused', why: 'other', detail: '' }) as const;
  const find: Outlet['find'] = async () => ({ at: 'cannot-tell', never: true, detail: '' });
  const webhook = { post: (...given: Parameters<Outlet['post']>) => hook.post(...given), fill: no, find, remove: no };
  stage = new Stage(MONDAY);
  stage.scheduler = stage.open({ outlet: outletsBy({ slack: stage.platform, webhook }) });
  return hook;
}

test('a webhook is told of an incident in order, whatever the chat does', async () => {
  const hook = open();
  stage.platform.behave({ fault: () => ({ at: 'refused', why: 'unreachable', detail: '' }) });
  const incident = new StagedIncident(stage, 'i1');
  await incident.root('fired');
  for (const action of ['trigger', 'acknowledge', 'resolve']) await incident.hook(action);
  await stage.round();
  expect(hook.took).toEqual(['trigger', 'acknowledge', 'resolve']);
});

test.each<[string, PostOutcome, string[], string]>([
  ['nobody knows', { at: 'unknown', detail: 'status 500' }, ['trigger', 'trigger', 'resolve'], 'posted'],
  ['not now', { at: 'refused', why: 'unreachable', detail: '' }, ['trigger', 'resolve'], 'posted'],
  ['too many', { at: 'refused', why: 'too-many', detail: '', retryAfterMs: 90_000 }, ['trigger', 'resolve'], 'posted'],
  ['never', { at: 'refused', why: 'bad-format', detail: 'status 400' }, ['resolve'], 'refused'],
])('%s: what comes after waits for what was before', async (_, answer, took, state) => {
  const hook = open();
  hook.answers = [answer];
  const incident = new StagedIncident(stage, 'i1');
  await incident.hook('trigger');
  await incident.hook('resolve');
  await stage.runUntil(MONDAY + 5 * 60_000);
  expect(hook.took).toEqual(took);
  expect(stage.ledger('hook').map((row) => row.state)).toEqual([state, 'posted']);
});

test('each incident and each webhook goes for itself', async () => {
  const hook = open();
  hook.answers = [{ at: 'refused', why: 'token-off', detail: 'status 403' }];
  const one = new StagedIncident(stage, 'i1');
  const other = new StagedIncident(stage, 'i2');
  await one.hook('trigger', 'generic');
  await one.hook('trigger', 'pagerduty');
  await other.hook('trigger', 'generic');
  await stage.clock.until(stage.scheduler.tick());
  await stage.clock.pass(5_000);
  expect(hook.asked).toEqual(['hook/generic/i1/1', 'hook/pagerduty/i1/2', 'hook/generic/i2/1']);
});

test('a webhook that is gone for days, or not set up any more, holds nothing up for ever', async () => {
  const hook = open();
  hook.answers = Array.from({ length: 9_000 }, () => ({ at: 'refused', why: 'unreachable', detail: '' }) as const);
  const incident = new StagedIncident(stage, 'i1');
  await incident.hook('trigger');
  await stage.runUntil(MONDAY + 6 * 24 * HOUR, 2 * HOUR);
  expect(stage.ledger('hook')).toMatchObject([{ state: 'refused', error: 'unreachable' }]);
  stage.scheduler = stage.open({ outlet: outletsBy({}) });
  await incident.hook('resolve');
  await stage.round();
  expect(stage.ledger('hook').at(-1)).toMatchObject({ state: 'refused', error: 'account-off' });
});
