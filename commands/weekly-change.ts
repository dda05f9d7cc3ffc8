import { weekBefore } from '../db/readings/lists/line-changes.ts';
import type { Asked } from './asked.ts';

/** Says why weekly changes are unknown, where they are. */
export function weeklyChangeNotes(asked: Asked): string[] {
  const { snapshot, gapDays } = weekBefore(asked.lens);
  if (snapshot !== undefined) return [];
  return [
    gapDays === null ? asked.say('note.no-change-none') : asked.say('note.no-change-snapshot', { days: gapDays }),
  ];
}
