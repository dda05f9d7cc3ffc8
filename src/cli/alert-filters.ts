import type { Filter } from '../../db/readings/filter.ts';
import { openLens } from '../../db/readings/lens.ts';
import { readFilters } from '../ask/audience-filters.ts';
import type { Desk } from '../ask/desk.ts';
import { resolveFilters } from '../ask/resolve.ts';
import { toIsoDate } from '../base/days.ts';
import { messagesFor } from '../words/messages.ts';

/** The filters of a rule, with the values as they are stored now; undefined where they are no filters (any more). */
export async function ruleFilters(desk: Desk, text: string): Promise<readonly Filter[] | undefined> {
  if (text === '') return [];
  const read = readFilters(text, desk.vocabulary);
  if (read === undefined) return undefined;
  const lens = await openLens(desk.db, { asOf: toIsoDate(desk.clock.now()), owner: null, cycleDay: desk.cycleDay });
  return (await resolveFilters(lens, read, { me: null, say: messagesFor('en'), namesOthers: false })).filters;
}
