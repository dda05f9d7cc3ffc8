import { closest, distance } from 'fastest-levenshtein';
import { foldValue } from './fold.ts';

/**
 * The allowed word a mistyped one most likely meant: the closest when at most a third of its letters differ,
 * spelling aside; two letters that changed places are one slip. Undefined when nothing is near, or nothing was typed.
 */
export function nearest(word: string, allowed: readonly string[]): string | undefined {
  const typed = foldValue(word);
  if (typed === '' || allowed.length === 0) return undefined;
  const folded = allowed.map((each) => foldValue(each));
  const best = closest(typed, folded);
  if (distance(typed, best) <= Math.max(typed.length, best.length) / 3) return allowed[folded.indexOf(best)];
  const swapped = folded.findIndex((each) => isSwapped(typed, each));
  return swapped < 0 ? undefined : allowed[swapped];
}

/** Whether two texts differ by two neighbouring letters that changed places: `m356` and `m365`. */
export function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length || one.length < 3) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `${one.slice(0, at)}${one[at + 1] ?? ''}${one[at] ?? ''}${one.slice(at + 2)}` === other && one !== other;
}
