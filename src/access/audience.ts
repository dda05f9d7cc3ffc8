import type { Audience } from '../../db/readings/audiences.ts';
import type { Asker } from './asker.ts';

/** Whether a question may be shown to a channel with this audience; undefined stands for a channel without one. */
export function maySee(audience: Audience | undefined, command: string): boolean {
  return audience !== undefined && (audience.questions === null || audience.questions.includes(command));
}

/** Who asks when an answer is for a channel: the one who shares it, but money only where the channel sees it too. */
export function sharerFor(asker: Asker, audience: Audience): Asker {
  return { ...asker, money: asker.money && audience.revenue };
}
