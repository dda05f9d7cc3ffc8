import type { Say } from '../../words/messages.ts';
import type { Sent } from '../port.ts';

/** Why a message was not taken and what would help, for whoever asked. */
export function undeliveredText({ why, detail }: Extract<Sent, { at: 'refused' }>, say: Say): string {
  return say(`undelivered.${why}`, { detail });
}
