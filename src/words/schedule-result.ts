import type { MessageKey } from './messages.ts';
import type { ScheduleRule } from './schedule-rule.ts';

/** Why words are no schedule or no zone: a message and its values, for the reader's language. */
export interface ScheduleProblem {
  readonly problem: MessageKey;
  readonly values: Readonly<Record<string, string>>;
}

/** A rule, and what was typed behind it: a zone, filters. */
export interface ReadSchedule {
  readonly rule: ScheduleRule;
  readonly rest: string;
}
