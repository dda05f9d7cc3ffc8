import { type DueDelivery, dueDeliveryById } from '../../db/readings/deliveries.ts';
import { followRoot } from '../../db/writes/alert-deliveries.ts';
import {
  claimDelivery,
  dispatchDelivery,
  doubtDelivery,
  holdBackPlace,
  postponeDelivery,
  refuseDelivery,
  releaseDelivery,
  settlePosted,
} from '../../db/writes/deliveries.ts';
import { moveSlot } from '../../db/writes/slots.ts';
import { assertNever } from '../base/errors.ts';
import type { PostOutcome, Refused } from './outlet.ts';
import { afterRefusal, backoffMs, refusalRules } from './policy.ts';
import { refusedReason } from './reasons.ts';
import { renewed } from './renew.ts';
import { endingOf, lineOf, overBy, type StepContext, slotPosted, targetOf, unknownAfter } from './step.ts';

const LEAST_PAUSE_MS = 1_000;

/** Posts a planned delivery's line: claims it, notes that it is about to be sent, sends it once, and notes what became of it. */
export async function send(context: StepContext, row: DueDelivery): Promise<'posted' | 'not-posted'> {
  const { engine } = context;
  const { clock, commit, db, outlet, points, stats, timing } = engine;
  const over = overBy(row, clock.now());
  if (over !== undefined) {
    await giveUp(context, row, over);
    return 'not-posted';
  }
  if (typeof (await renewed(context, row)) === 'string') return 'not-posted';
  const fence = await commit(() => claimDelivery(db, row.id, clock.now(), clock.now() + timing.leaseMs));
  if (fence === undefined) return 'not-posted';
  await points.at('before-dispatched');
  if (context.isStopping()) {
    await commit(() => releaseDelivery(db, row.id, fence));
    return 'not-posted';
  }
  const leaseUntil = clock.now() + timing.leaseMs;
  const isMine = await commit(() => dispatchDelivery(db, row.id, fence, clock.now(), leaseUntil));
  if (!isMine) return 'not-posted';
  await points.at('after-dispatched');
  // Whoever slept through the lease is no longer the one to send: another looks whether it arrived.
  if (clock.now() >= leaseUntil) return 'not-posted';
  // What it says, and the message in whose thread it does, may be newer than what was read when it became due.
  const line = lineOf(dueDeliveryById(db, row.id) ?? row);
  const outcome = await outlet.post(targetOf(row), line, row.key).catch(unknownAfter);
  await points.at('after-post');
  stats.outcomes.add(outcome.at === 'refused' ? outcome.why : outcome.at);
  await settle(context, { ...row, fence, attempt: row.attempt + 1 }, outcome);
  await points.at('after-posted');
  return outcome.at === 'posted' ? 'posted' : 'not-posted';
}

async function giveUp({ engine }: StepContext, row: DueDelivery, over: string): Promise<void> {
  const { clock, commit, db, stats } = engine;
  const at = clock.now();
  const ending = endingOf(row, over);
  const isMine = await commit(() => {
    const why = { error: row.error ?? over, detail: over };
    if (!refuseDelivery(db, row.id, row.fence, ['planned'], why, at)) return false;
    if (row.kind === 'digest' && row.slotId !== null) moveSlot(db, row.slotId, { from: ['planned'], ...ending, at });
    return true;
  });
  if (isMine && row.kind === 'digest' && ending.to === 'skipped') stats.slotsSkipped += 1;
}

async function settle(context: StepContext, row: DueDelivery, outcome: PostOutcome): Promise<void> {
  const { clock, commit, db, log, timing } = context.engine;
  switch (outcome.at) {
    case 'posted':
      await commit(() => {
        if (settlePosted(db, row.id, row.fence, { ...outcome, at: clock.now() }))
          slotPosted(context.engine, row, false);
      });
      return;
    case 'unknown':
      log.warn(
        { key: row.key, detail: outcome.detail },
        'nobody knows whether a message arrived; it will be looked for',
      );
      await commit(() => {
        const why = { error: 'unknown', detail: outcome.detail };
        doubtDelivery(db, row.id, row.fence, clock.now() + timing.settleMs, why);
      });
      return;
    case 'refused':
      await refused(context, row, outcome);
      return;
    default:
      assertNever(outcome);
  }
}

async function refused(context: StepContext, row: DueDelivery, { why, detail, retryAfterMs }: Refused): Promise<void> {
  const { clock, commit, db, log, timing } = context.engine;
  const trouble = { error: why, detail };
  const isDigest = row.kind === 'digest' && row.slotId !== null;
  const next = afterRefusal(why, row.attempt, row.kind);
  log.warn({ key: row.key, why, detail, next }, 'a message was refused');
  const at = clock.now();
  const values = { error: detail.slice(0, 200) };
  if (next === 'refuse') {
    await commit(() => {
      const isMine = refuseDelivery(db, row.id, row.fence, ['dispatched'], trouble, at);
      if (isMine && row.inThread && row.incidentId !== null) followRoot(db, row.id, row.incidentId, at);
      if (!isMine || !isDigest || row.slotId === null) return;
      moveSlot(db, row.slotId, { from: ['planned'], to: 'refused', reason: refusedReason(why), detail: values, at });
    });
    return;
  }
  const asked = Math.max(retryAfterMs ?? 0, LEAST_PAUSE_MS);
  const wait = why === 'too-many' ? asked : Math.max(retryAfterMs ?? 0, backoffMs(row.attempt, timing, row));
  if (why === 'too-many') context.pause(wait);
  await commit(() => {
    if (!postponeDelivery(db, row.id, row.fence, at + wait, trouble)) return;
    if (why === 'too-many') holdBackPlace(db, row, at + wait);
    const reason = refusedReason(why);
    if (!isDigest || row.slotId === null || !refusalRules[why].tell || row.slotReason === reason) return;
    moveSlot(db, row.slotId, { from: ['planned'], to: 'planned', reason, detail: values, at });
  });
}
