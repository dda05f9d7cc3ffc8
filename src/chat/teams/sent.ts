import { assertNever } from '../../base/errors.ts';
import type { Called } from '../http/called.ts';
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
    case 'limited':
      return {
        at: 'refused',
        why: 'too-many',
        detail: `${what}: to be tried again in ${called.waitMs / 1000} s`,
        retryAfterMs: called.waitMs,
      };
    case 'unsent':
      return { at: 'refused', why: 'unreachable', detail: `${what}: ${called.why}` };
    case 'lost':
      return { at: 'unknown', detail: `${what}: ${called.why}` };
    default:
      return assertNever(called);
  }
}

/** The same for a request that posts nothing itself: whatever became of it, there is no message. */
export function nothingSent(called: Exclude<Called, { got: 'ok' }>, what: string): Extract<Sent, { at: 'refused' }> {
  const sent = sentOf(called, what, '');
  if (sent.at === 'refused') return sent;
  return { at: 'refused', why: 'unreachable', detail: sent.at === 'unknown' ? sent.detail : what };
}
