import type { ServerResponse } from 'node:http';
import { type Back, json } from '../../slack/double/exchange.ts';
import type { Faults } from './faults.ts';
import type { Fault } from './types.ts';

export { type Back, bodyOf, json } from '../../slack/double/exchange.ts';

/** An error as the Connector words it. */
export function refuse(status: number, code: string, message: string): Back {
  return json({ error: { code, message } }, status);
}

/** Does what was asked, and answers it, as far as the fault lets it. */
export async function exchange(
  response: ServerResponse,
  fault: Fault | undefined,
  faults: Faults,
  work: () => Promise<Back>,
): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return give(response, await work());
    case 'limited': {
      const back = refuse(429, 'RateLimitExceeded', 'API calls quota exceeded! maximum admitted 1 per 1s.');
      return give(response, { ...back, headers: { ...back.headers, ...after(fault.retryAfter) } });
    }
    case 'error':
      return give(response, refuse(fault.status, fault.code, fault.message ?? fault.code));
    case 'reset':
      await work();
      return breakOff(response);
    case 'reset-before':
      return breakOff(response);
    case 'silence': {
      const held = faults.hold();
      const back = fault.done ? await work() : refuse(503, 'ServiceUnavailable', 'unavailable');
      await held;
      return give(response, back);
    }
    case 'status':
      if (fault.done) await work();
      return give(response, { status: fault.status, headers: after(fault.retryAfter), body: 'upstream error' });
    case 'body':
      if (fault.done) await work();
      return give(response, { status: 200, headers: { 'content-type': 'text/html' }, body: fault.body });
    default:
      throw new Error('no such fault');
  }
}

function after(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
}

function give(response: ServerResponse, { status, headers = {}, body }: Back): void {
  if (response.destroyed) return;
  response.writeHead(status, headers);
  response.end(body);
}

function breakOff(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}
