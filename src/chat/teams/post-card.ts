import type { Card } from '../card/card.ts';
import type { SendHow, Sent } from '../port.ts';
import { type At, postActivity, updateActivity } from './connector.ts';
import type { Outside } from './outside.ts';
import { openPersonal } from './personal.ts';
import { showCard } from './show.ts';

/** A card on its way. */
export interface Job extends SendHow {
  readonly card: Card;
  readonly delivery: string;
}

/** Sends a card to somebody's personal chat with the bot. */
export async function toPerson(outside: Outside, tenant: string, user: string, job: Job): Promise<Sent> {
  const personal = await openPersonal(outside, tenant, user, job.patienceMs);
  return personal.at === 'open'
    ? postCard(outside, { tenant, conversation: personal.conversation }, job)
    : personal.refused;
}

export function postCard(outside: Outside, at: At, job: Job): Promise<Sent> {
  return showCard(outside, { ...at, ...job, what: 'post' }, (message) =>
    postActivity(outside, at, { ...message }, job),
  );
}

export function updateCard(outside: Outside, at: At, message: string, job: Job): Promise<Sent> {
  return showCard(outside, { ...at, ...job, what: 'update', message }, (shown) =>
    updateActivity(outside, at, message, { ...shown }, job),
  );
}
