import { foldName } from '../../src/words/fold.ts';
import { nearest } from '../../src/words/nearest.ts';
import { namesBeginning, namesLike } from './customer-named.ts';
import type { Lens } from './lens.ts';

/** Shorter beginnings are like too many names. */
const fewestLetters = 4;
/** More names than that do not begin with the same two letters. */
const mostNames = 2_000;

/**
 * The customer within the scope whose name is nearest to one that nobody has: as a whole, else by how it begins (`nowa`
 * for `Nova Foods`). Undefined where none is near; who is out of scope is never named.
 */
export async function nearCustomer(lens: Lens, name: string): Promise<string | undefined> {
  const typed = foldName(name);
  if (typed === '') return undefined;
  const like = await namesLike(lens, typed);
  const whole = nearestOf(
    typed,
    like.map((each) => ({ name: each.name, folded: each.foldedName })),
  );
  if (whole !== undefined || typed.length < fewestLetters) return whole;
  const beginning = await namesBeginning(lens, typed.slice(0, 2), mostNames);
  return nearestOf(
    typed,
    beginning.map((each) => ({ name: each, folded: foldName(each).slice(0, typed.length) })),
  );
}

function nearestOf(typed: string, names: readonly { name: string; folded: string }[]): string | undefined {
  const folded = names.map((each) => each.folded);
  return names[folded.indexOf(nearest(typed, folded) ?? '')]?.name;
}
