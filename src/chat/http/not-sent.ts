import { assertNever } from '../../base/errors.ts';
import type { Sent } from '../port.ts';
import type { Failed } from './call-failed.ts';

/** What became of a message whose request did not end with a yes or a no of the platform. `what` names the request in the detail. */
export function sentOfFailed(called: Failed, what: string): Sent {
  switch (called.got) {
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
export function refusedAs(sent: Sent, what: string): Extract<Sent, { at: 'refused' }> {
  if (sent.at === 'refused') return sent;
  return { at: 'refused', why: 'unreachable', detail: sent.at === 'unknown' ? sent.detail : what };
}
