import { assertNever } from '../../base/errors.ts';
import type { Called } from '../http/called.ts';
import type { Sent } from '../port.ts';
import { isHalfDone, refusalOf } from './errors.ts';

/** What became of a message, by how the one request ended that could post it. `what` names the request in the detail. */
export function sentOf(called: Called, what: string): Sent {
  switch (called.got) {
    case 'ok':
      return { at: 'posted', channel: textOf(called.body['channel']), message: textOf(called.body['ts']) };
    case 'no': {
      const { code, notes } = called;
      if (isHalfDone(code)) return { at: 'unknown', detail: `${what}: ${code}` };
      const needed = notes.filter((note) => note.startsWith('needed: ')).join('');
      return { at: 'refused', why: refusalOf(code), detail: `${what}: ${code}${needed === '' ? '' : `, ${needed}`}` };
    }
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
  const sent = sentOf(called, what);
  if (sent.at === 'refused') return sent;
  return { at: 'refused', why: 'unreachable', detail: sent.at === 'unknown' ? sent.detail : what };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
