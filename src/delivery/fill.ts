import { type DueDelivery, dueDeliveryById, payloadOf } from '../../db/readings/deliveries.ts';
import { putOff } from '../../db/writes/deliveries.ts';
import { postponeBody, settleBody } from '../../db/writes/delivery-bodies.ts';
import { assertNever } from '../base/errors.ts';
import type { FillOutcome } from './outlet.ts';
import { afterBodyRefusal, backoffMs } from './policy.ts';
import { renewed } from './renew.ts';
import { mentionsOf, type StepContext, targetOf, unknownAfter } from './step.ts';
import { DAY_MS } from './timing.ts';

/** After this the message stays the line that it is. */
const GIVE_UP_MS = 5 * DAY_MS;
const LEAST_PAUSE_MS = 1_000;

/** Puts a posted message's body in place of its line. May be done twice; what is refused for good leaves the line. */
export async function fill(context: StepContext, { id }: DueDelivery): Promise<void> {
  const { clock, commit, db, outlet, points, stats } = context.engine;
  const row = dueDeliveryById(db, id);
  if (row === undefined || row.state !== 'posted') return;
  const payload = payloadOf(db, id);
  if (payload === null || row.channel === null || row.message === null) {
    await commit(() => settleBody(db, row, 'none', null));
    return;
  }
  if (isTooOld(row, clock.now())) {
    await commit(() => settleBody(db, row, 'none', { error: row.error ?? 'expired', detail: 'tried for days' }));
    return;
  }
  if (typeof (await renewed(context, row)) === 'string') return;
  await points.at('before-fill');
  // Whatever it is told to say after this is another edit.
  const newest = dueDeliveryById(db, id) ?? row;
  const now = payloadOf(db, id) ?? payload;
  const place = { channel: row.channel, message: row.message };
  const outcome = await outlet
    .fill(targetOf(row), place, JSON.parse(now), row.key, mentionsOf(newest))
    .catch(unknownAfter);
  await points.at('after-fill');
  stats.outcomes.add(outcome.at === 'refused' ? `body ${outcome.why}` : `body ${outcome.at}`);
  await settle(context, newest, outcome);
  await points.at('after-filled');
}

/** An incident's message is drawn anew for as long as the incident goes on, however old the message is. */
function isTooOld({ kind, incidentId, incidentOverAt, postedAt }: DueDelivery, now: number): boolean {
  const since = kind === 'alert' && incidentId !== null ? incidentOverAt : postedAt;
  return since !== null && now - since > GIVE_UP_MS;
}

async function settle(context: StepContext, row: DueDelivery, outcome: FillOutcome): Promise<void> {
  const { clock, commit, db, log, timing } = context.engine;
  const { id } = row;
  const attempt = row.bodyAttempts + 1;
  switch (outcome.at) {
    case 'filled':
      await commit(() => settleBody(db, row, 'done', null));
      return;
    case 'plain':
      await commit(() => settleBody(db, row, 'plain', { error: 'plain', detail: outcome.detail }));
      return;
    case 'unknown': {
      const why = { error: 'unknown', detail: outcome.detail };
      await commit(() => postponeBody(db, row, clock.now() + backoffMs(attempt, timing, row), why));
      return;
    }
    case 'refused': {
      const why = { error: outcome.why, detail: outcome.detail };
      if (outcome.why === 'too-many') {
        const wait = Math.max(outcome.retryAfterMs ?? 0, LEAST_PAUSE_MS);
        context.pause(wait);
        await commit(() => putOff(db, id, 'posted', clock.now() + wait));
        return;
      }
      if (afterBodyRefusal(outcome.why, attempt) === 'retry') {
        const wait = Math.max(outcome.retryAfterMs ?? 0, backoffMs(attempt, timing, row));
        await commit(() => postponeBody(db, row, clock.now() + wait, why));
        return;
      }
      log.error({ key: row.key, ...why }, 'a message stays the line that it is: its body was refused');
      await commit(() => settleBody(db, row, 'none', why));
      return;
    }
    default:
      assertNever(outcome);
  }
}
