import { readUnknown } from '../db/readings/lists/facts.ts';
import type { Selection } from '../db/readings/lists/where.ts';
import type { Asked } from './asked.ts';

/** Notes on customers that a negated filter kept only because nothing is known of them, one for each such filter. */
export async function withoutData({ lens, say }: Asked, selection: Selection): Promise<string[]> {
  const unknown = await readUnknown(lens, selection);
  return unknown.map(({ key, customers }) => say('note.without-data', { n: customers, filter: key }));
}
