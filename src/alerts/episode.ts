import { SLOT_MS } from './sample.ts';
import type { Verdict } from './verdict.ts';

/** One time that a series fired. */
export interface Episode {
  readonly series: number;
  /** The end of the slot that made it fire, and its verdict. */
  readonly firedAt: number;
  readonly fired: Verdict;
  /** The end of the slot in which it was well, or no longer known; null while it fires. */
  readonly resolvedAt: number | null;
  readonly ended: 'recovered' | 'lost' | null;
}

/** The times that series fired, by verdicts in the order of time; what fired before the first of them is left out. */
export function episodesOf(verdicts: Iterable<Verdict>): Episode[] {
  const found: Episode[] = [];
  const open = new Map<number, number>();
  for (const verdict of verdicts) {
    const { series, at, turned, reason } = verdict;
    const until = at + SLOT_MS;
    if (turned === 'fired') {
      open.set(series, found.length);
      found.push({ series, firedAt: until, fired: verdict, resolvedAt: null, ended: null });
    } else if (turned === 'resolved') {
      const index = open.get(series);
      const episode = index === undefined ? undefined : found[index];
      if (index === undefined || episode === undefined) continue;
      found[index] = { ...episode, resolvedAt: until, ended: reason === 'lost' ? 'lost' : 'recovered' };
      open.delete(series);
    }
  }
  return found;
}
