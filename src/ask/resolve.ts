import type { Filter } from '../../db/readings/filter.ts';
import type { Lens } from '../../db/readings/lens.ts';
import { isOpen, storedValues } from '../../db/readings/stored-values.ts';
import { UserError } from '../base/errors.ts';
import { foldName, foldValue } from '../words/fold.ts';
import type { Say } from '../words/messages.ts';
import { nearest } from '../words/nearest.ts';

export interface Resolved {
  /** With the values as they are stored. */
  readonly filters: readonly Filter[];
  /** About values that nothing has, with the nearest that something has. */
  readonly notes: readonly string[];
}

interface Resolving {
  /** The asker's e-mail; null for the command line. */
  readonly me: string | null;
  readonly say: Say;
  /** Whether the nearest value that the asker may see is named. */
  readonly namesOthers: boolean;
}

/**
 * Turns what people wrote into what is stored: spellings of a tag, a city or a product into those that the data has,
 * `me` into the asker. A value of an open list that nothing has finds nothing, and the nearest is named, so that a saved
 * question never breaks.
 */
export async function resolveFilters(lens: Lens, filters: readonly Filter[], resolving: Resolving): Promise<Resolved> {
  const notes: string[] = [];
  const resolved: Filter[] = [];
  for (const filter of filters) {
    const values: string[] = [];
    for (const value of filter.values) {
      const found = await stored(lens, filter, value, resolving);
      values.push(...found.values);
      if (found.note !== undefined) notes.push(found.note);
    }
    resolved.push({ ...filter, values });
  }
  return { filters: resolved, notes };
}

/** Open lists that people think of first. */
const FIRST_KEYS = [
  'tag',
  'city',
  'industry',
  'segment',
  'product',
  'cohort',
  'vertical',
  'subsegment',
  'state',
] as const;

/** The filter, and the value as it is stored, under which the data has a text; undefined where it has none. */
export async function keyHolding(
  lens: Lens,
  text: string,
): Promise<{ key: (typeof FIRST_KEYS)[number]; value: string } | undefined> {
  const folded = foldValue(text);
  if (folded === '') return undefined;
  for (const key of FIRST_KEYS) {
    const value = (await storedValues(lens, key)).find((each) => foldValue(each) === folded);
    if (value !== undefined) return { key, value };
  }
  return undefined;
}

async function stored(
  lens: Lens,
  { key }: Filter,
  value: string,
  { me, say, namesOthers }: Resolving,
): Promise<{ values: readonly string[]; note?: string }> {
  if (key === 'customer') return { values: [foldName(value)] };
  if (!isOpen(key)) return { values: [value] };
  if (key === 'owner' && value === 'me') {
    if (me === null) throw new UserError(say('error.who-is-me'), { exitCode: 2 });
    return { values: [me] };
  }
  const known = await storedValues(lens, key);
  const folded = foldValue(value);
  const values = known.filter((each) => foldValue(each) === folded || each === value);
  if (values.length > 0) return { values };
  const near = namesOthers ? (containing(folded, known) ?? nearest(value, known)) : undefined;
  const note =
    near === undefined
      ? say('note.nothing-called', { key, word: value })
      : say('note.nearest', { word: value, nearest: near });
  return { values: [], note };
}

/** The shortest value that starts with what was typed, else the shortest that holds it: part of a name is no mistyping. */
function containing(typed: string, known: readonly string[]): string | undefined {
  if (typed === '') return undefined;
  const holding = known.filter((each) => foldValue(each).includes(typed));
  const starting = holding.filter((each) => foldValue(each).startsWith(typed));
  const inOrder = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1);
  return (starting.length > 0 ? starting : holding).sort(inOrder)[0];
}
