import type { ScheduleRule } from '../words/schedule-rule.ts';
import type { Target } from './outlet.ts';

type ScheduleState = 'offered' | 'active' | 'paused' | 'removed';
type CatchUp = 'skip' | 'latest' | 'all';

/** A digest that is to be posted again and again to one place. */
export interface Schedule {
  readonly id: number;
  readonly uid: string;
  readonly digest: string;
  readonly to: Target;
  readonly rule: ScheduleRule;
  /** IANA. */
  readonly zone: string;
  /** Filters of the question language as canonical text; empty for none. */
  readonly filters: string;
  readonly language: string;
  readonly catchUp: CatchUp;
  readonly catchUpDays: number;
  readonly patienceMs: number | null;
  readonly state: ScheduleState;
  readonly owner: { readonly email: string | null; readonly user: string | null };
  readonly createdAt: number;
  /** Epoch milliseconds: every slot up to then has been decided on. */
  readonly plannedUntil: number;
}
