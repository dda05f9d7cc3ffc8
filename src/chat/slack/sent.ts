import type { Called } from '../http/called.ts';
import { refusedAs, sentOfFailed } from '../http/not-sent.ts';
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
    default:
      return sentOfFailed(called, what);
  }
}

/** The same for a request that posts nothing itself: whatever became of it, there is no message. */
export function nothingSent(called: Exclude<Called, { got: 'ok' }>, what: string): Extract<Sent, { at: 'refused' }> {
  return refusedAs(sentOf(called, what), what);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
