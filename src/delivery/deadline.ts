import { DAY_MS } from './timing.ts';

/** What a slot's deadline is made from; epoch milliseconds. */
export interface DeadlineFacts {
  readonly dueAt: number;
  readonly catchUp: string | null;
  readonly catchUpDays: number | null;
  /** When the same schedule is due next; null where that is not planned yet. */
  readonly nextDueAt: number | null;
  /** When its message was made; null before. */
  readonly madeAt: number | null;
  /** A person asked for it, now or again: it is not overtaken by the next one. */
  readonly asked: boolean;
}

const USUAL_DAYS = 5;
const LEAST_MS = 3_600_000;

/** What ends a slot: the next one of its schedule is due, or its days are over; undefined as long as nothing does. */
export function endOf(facts: DeadlineFacts, now: number): 'overtaken' | 'missed-window' | undefined {
  const { dueAt, catchUp, catchUpDays, nextDueAt, madeAt, asked } = facts;
  if (!asked && catchUp !== 'all' && nextDueAt !== null && now >= nextDueAt) return 'overtaken';
  const lastDay = dueAt + (catchUpDays ?? USUAL_DAYS) * DAY_MS;
  // What was only just made gets its try.
  const last = madeAt === null ? lastDay : Math.max(lastDay, madeAt + LEAST_MS);
  return now > last ? 'missed-window' : undefined;
}
