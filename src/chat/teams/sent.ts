import type { Called } from '../http/called.ts';
import { refusedAs, sentOfFailed } from '../http/not-sent.ts';
import type { Sent } from '../port.ts';
import { refusalOf } from './errors.ts';

/** What became of a message, by how the one request ended that could post it. `what` names the request in the detail. */
export function sentOf(called: Called, what: string, conversation: string, message?: string): Sent {
  switch (called.got) {
    case 'ok': {
      const { id } = called.body;
      return { at: 'posted', channel: conversation, message: message ?? (typeof id === 'string' ? id : null) };
    }
    case 'no':
      return { at: 'refused', why: refusalOf(called.code), detail: `${what}: ${called.code}` };
    default:
      return sentOfFailed(called, what);
  }
}

/** The same for a request that posts nothing itself: whatever became of it, there is no message. */
export function nothingSent(called: Exclude<Called, { got: 'ok' }>, what: string): Extract<Sent, { at: 'refused' }> {
  return refusedAs(sentOf(called, what, ''), what);
}
