import { MOST_OPTIONS } from '../dialog.ts';
import { stateText } from '../flow/dialog-state.ts';
import type { Reception } from '../reception.ts';
import { drawnChoices } from './cards/inputs.ts';
import { handleText } from './handle.ts';
import type { Delivered } from './incoming-messages.ts';
import { SEARCH } from './names.ts';
import { search } from './payloads.ts';
import { placeOf } from './places.ts';

/** What Teams shows below an input while somebody types. */
export interface SearchResults {
  readonly results: readonly { readonly value: string; readonly title: string }[];
}

/**
 * What can be chosen in a dialog's search field, for whoever types and where they do. The place is the activity's own and
 * not one that the card remembers: a card can be made up, and an activity not.
 */
export async function searchResults(
  delivered: Delivered,
  reception: Pick<Reception, 'options'>,
): Promise<SearchResults> {
  const { activity, tenant, user, at } = delivered;
  const read = search.safeParse(activity.value);
  if (!read.success || !read.data.dataset.startsWith(SEARCH)) return { results: [] };
  const { dataset, queryText, queryOptions } = read.data;
  const handle = handleText({ tenant, conversation: at.conversation, kind: at.kind, thread: at.thread, user });
  const options = await reception.options({
    speaker: { platform: 'teams', team: activity.from?.tenantId?.toLowerCase() || tenant, user },
    state: stateText('', { handle, place: placeOf(at) }) ?? '',
    key: dataset.slice(SEARCH.length),
    typed: (queryText ?? '').normalize('NFC').slice(0, 200),
  });
  const most = Math.min(Math.max(queryOptions?.top ?? MOST_OPTIONS, 1), MOST_OPTIONS);
  return { results: drawnChoices(options).slice(0, most) };
}
