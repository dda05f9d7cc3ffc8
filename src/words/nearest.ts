import { closest, distance } from 'fastest-levenshtein';
import { foldValue } from './fold.ts';

/**
 * The allowed word a mistyped one most likely meant: the closest when at most a third of its letters differ,
 * spelling aside. Undefined when nothing is near, or nothing was typed.
 */
export function nearest(word: string, allowed: readonly string[]): string | undefined {
  const typed = foldValue(word);
  if (typed === '' || allowed.length === 0) return undefined;
  const folded = allowed.map((each) => foldValue(each));
  const best = closest(typed, folded);
  if (distance(typed, best) > Math.max(typed.length, best.length) / 3) return undefined;
  return allowed[folded.indexOf(best)];
}
