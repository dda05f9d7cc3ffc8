import { namesBeginning } from '../../db/readings/customer-named.ts';
import type { FilterKey } from '../../db/readings/filter.ts';
import { type Lens, openLens } from '../../db/readings/lens.ts';
import { isOpen, storedValues } from '../../db/readings/stored-values.ts';
import type { Asker } from '../access/asker.ts';
import { toIsoDate } from '../base/days.ts';
import { foldValue } from '../words/fold.ts';
import { type Completions, completionsFor } from './complete.ts';
import type { Desk } from './desk.ts';

/** More than a screen shows at once. */
const MOST = 60;

/**
 * What can follow a text that is being typed, with the values that the asker may see and no others. A finished word is
 * followed by a blank.
 */
export async function completeText(desk: Desk, asker: Asker, text: string): Promise<Completions> {
  const wanted: { key: FilterKey; prefix: string }[] = [];
  // Once to learn which values it asks for, which have to be read, and once with them.
  const first = completionsFor(text, desk.vocabulary, (key, prefix) => {
    wanted.push({ key, prefix });
    return [];
  });
  const found = wanted.length === 0 ? first : await withValues(desk, asker, text, wanted);
  const [only] = found.texts;
  if (found.texts.length !== 1 || only === undefined || only.endsWith(':')) return found;
  return { piece: found.piece, texts: [`${only} `] };
}

async function withValues(
  desk: Desk,
  asker: Asker,
  text: string,
  wanted: readonly { key: FilterKey; prefix: string }[],
): Promise<Completions> {
  const owner = asker.scope === 'own' ? asker.email : null;
  const lens = await openLens(desk.db, { asOf: toIsoDate(desk.clock.now()), owner, cycleDay: desk.cycleDay });
  const values = new Map<string, readonly string[]>();
  for (const { key, prefix } of wanted) values.set(`${key}:${prefix}`, await valuesLike(lens, key, prefix));
  return completionsFor(text, desk.vocabulary, (key, prefix) => values.get(`${key}:${prefix}`) ?? []);
}

async function valuesLike(lens: Lens, key: FilterKey, prefix: string): Promise<readonly string[]> {
  if (key === 'customer') return namesBeginning(lens, prefix, MOST);
  if (!isOpen(key)) return [];
  const typed = foldValue(prefix);
  const fitting = (await storedValues(lens, key)).filter((value) => foldValue(value).startsWith(typed));
  return fitting.sort((a, b) => a.localeCompare(b)).slice(0, MOST);
}
