import { assertNever } from '../../base/errors.ts';
import type { Destination, Sent } from '../port.ts';
import { type Handle, readHandle } from './handle.ts';
import type { Outside } from './outside.ts';
import { type Job, postCard, toPerson, updateCard } from './post-card.ts';
import { toPressed } from './pressed.ts';
import { toAsker } from './private.ts';

/** Sends a card, at most once; see `ChatPort.send`. Never throws for what Teams does. */
export async function sendCard(outside: Outside, to: Destination, job: Job): Promise<Sent> {
  switch (to.to) {
    case 'asker':
      return withHandle(to.handle, (handle) => toAsker(outside, handle, job));
    case 'pressed':
      return withHandle(to.handle, (handle) => toPressed(outside, handle, job));
    case 'person':
      return toPerson(outside, to.speaker.team, to.speaker.user, job);
    case 'channel':
      return postCard(outside, { tenant: to.team, conversation: to.channel, thread: to.thread }, job);
    case 'message':
      return updateCard(outside, { tenant: to.team, conversation: to.channel }, to.message, job);
    default:
      return assertNever(to);
  }
}

async function withHandle(text: string, send: (handle: Handle) => Promise<Sent>): Promise<Sent> {
  const handle = readHandle(text);
  return handle === undefined
    ? { at: 'refused', why: 'expired', detail: 'a handle that is not of Teams' }
    : send(handle);
}
