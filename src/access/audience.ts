import type { Audience } from '../../db/readings/audiences.ts';

/** Whether a question may be shown to a channel with this audience; undefined stands for a channel without one. */
export function maySee(audience: Audience | undefined, command: string): boolean {
  return audience !== undefined && (audience.questions === null || audience.questions.includes(command));
}
