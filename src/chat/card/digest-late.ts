import type { Late } from '../../delivery/source.ts';
import type { Say } from '../../words/messages.ts';
import { spanText } from '../../words/spans.ts';

/** That a post is late, by how much, and why. */
export function lateText({ why, byMs, arrived }: Late & { readonly arrived: string | null }, say: Say): string {
  const by = spanText(byMs, say);
  const known = arrived === null ? 'no' : 'yes';
  return say('digest.late', { why, by, known, arrived: arrived ?? '' });
}
