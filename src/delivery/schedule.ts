import type { ScheduleRule } from '../words/schedule-rule.ts';
import type { Target } from './outlet.ts';

export const scheduleStates = ['offered', 'active', 'paused', 'removed'] as const;
export type ScheduleState = (typeof scheduleStates)[number];
export const catchUps = ['skip', 'latest', 'all'] as const;
export type CatchUp = (typeof catchUps)[number];

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
