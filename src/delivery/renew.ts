import type { DueDelivery } from '../../db/readings/deliveries.ts';
import { scheduleById } from '../../db/readings/schedules.ts';
import { type StoredSlot, slotById } from '../../db/readings/slots.ts';
import { putOff, refuseDelivery, sayAnew } from '../../db/writes/deliveries.ts';
import { settleBody } from '../../db/writes/delivery-bodies.ts';
import { moveSlot } from '../../db/writes/slots.ts';
import { stored } from '../../db/writes/stored-payload.ts';
import { isAsked } from './keys.ts';
import { backoffMs } from './policy.ts';
import { isReason } from './reasons.ts';
import type { Late, Made } from './source.ts';
import type { StepContext } from './step.ts';
import { MINUTE_MS } from './timing.ts';

/** What was made longer ago is made anew before anybody reads it. */
const OLD_MS = 30 * MINUTE_MS;

/**
 * Whether a delivery may be posted or filled as it stands. What waited long, or was held, was made for what its owner and its
 * readers might see then: it is made anew as they may now, and where they may not any more it is given up. `not-now` where
 * its data is gone again or it cannot be made just now, so that it is tried later.
 */
export async function renewed(
  context: StepContext,
  row: DueDelivery,
): Promise<{ readonly line: string } | 'over' | 'not-now'> {
  const { clock, commit, db, log, source, timing } = context.engine;
  if (row.kind !== 'digest' || row.slotId === null || row.scheduleId === null || !isOld(row, clock.now())) return row;
  const slot = slotById(db, row.slotId);
  const schedule = scheduleById(db, row.scheduleId);
  if (slot === undefined || schedule === undefined) return row;
  const later = () => clock.now() + backoffMs(row.attempt + row.bodyAttempts + 1, timing);
  const state = row.state === 'posted' ? 'posted' : 'planned';
  try {
    const freshness = await source.freshness(schedule, slot);
    if (freshness.state === 'waiting') {
      await commit(() => putOff(db, row.id, state, later()));
      return 'not-now';
    }
    const made = await source.make(schedule, slot, lateOf(slot, context));
    if (made.kind === 'not-allowed') {
      await giveUp(context, row, made);
      return 'over';
    }
    const said = { line: made.line, ...stored(made.payload) };
    return (await commit(() => sayAnew(db, { ...row, state }, said))) ? made : 'not-now';
  } catch (error) {
    log.error({ error, key: row.key }, 'a digest that waited could not be made anew; it is tried again');
    await commit(() => putOff(db, row.id, state, later()));
    return 'not-now';
  }
}

/** What a person has sent again may have been held for long. */
function isOld(row: DueDelivery, now: number): boolean {
  return row.slotReason === 'sent-again' || now - row.plannedAt > OLD_MS;
}

function lateOf({ dueAt, detail, label }: StoredSlot, { engine }: StepContext): Late | null {
  const byMs = engine.clock.now() - dueAt;
  if (isAsked(label) || byMs <= engine.timing.graceMs) return null;
  const why = detail['late'];
  return { why: why === 'data' || why === 'outage' ? why : 'platform', byMs };
}

async function giveUp(
  { engine }: StepContext,
  row: DueDelivery,
  { reason, values }: Made & { kind: 'not-allowed' },
): Promise<void> {
  const { clock, commit, db, stats } = engine;
  const at = clock.now();
  const why = { error: 'not-allowed', detail: reason };
  if (row.state === 'posted') {
    await commit(() => settleBody(db, row, 'none', why));
    return;
  }
  const isMine = await commit(() => {
    if (!refuseDelivery(db, row.id, row.fence, ['planned'], why, at)) return false;
    const move = { to: 'skipped', reason: isReason(reason) ? reason : 'not-allowed-audience', detail: values } as const;
    if (row.slotId !== null) moveSlot(db, row.slotId, { from: ['planned'], ...move, at });
    return true;
  });
  if (isMine) stats.slotsSkipped += 1;
}
