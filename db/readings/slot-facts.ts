import type { Database } from '../open.ts';
import { deliveriesOfSlot, type LedgerRow } from './deliveries.ts';
import { newestSlots, type StoredSlot } from './slots.ts';

/** All that is known of one slot: its state, by which rule, and each message that it led to. */
export interface SlotFacts {
  readonly slot: StoredSlot;
  /** The digest itself; undefined as long as none was made. */
  readonly digest: LedgerRow | undefined;
  /** The notice that it waits. */
  readonly notice: LedgerRow | undefined;
  /** What its owner was told. */
  readonly failures: readonly LedgerRow[];
}

/** The facts of a schedule's newest slots, the newest first. */
export function explainSchedule(db: Database, scheduleId: number, most: number): SlotFacts[] {
  return newestSlots(db, scheduleId, most).map((slot) => factsOf(db, slot));
}

function factsOf(db: Database, slot: StoredSlot): SlotFacts {
  const rows = deliveriesOfSlot(db, slot.id);
  return {
    slot,
    digest: rows.find(({ kind }) => kind === 'digest'),
    notice: rows.find(({ kind }) => kind === 'notice'),
    failures: rows.filter(({ kind }) => kind === 'failure'),
  };
}
