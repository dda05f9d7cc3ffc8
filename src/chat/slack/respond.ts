import type { Clock } from '../../base/clock.ts';
import { CallFailed } from '../http/call-failed.ts';
import type { Called } from '../http/called.ts';
import { type Reply, request } from '../http/transport.ts';
import { codeOf } from './called.ts';
import { ofStatus } from './client.ts';
import { isAboutLooks, refusalOf } from './errors.ts';
import { safeResponseUrl } from './response-url.ts';

const LIMITS = { timeoutMs: 12_000, mostBytes: 256 * 1024 };

/** Posts once to a `response_url`. Never throws; the address, which is as good as a password, is in nothing it gives. */
export async function respond(
  clock: Clock,
  apiUrl: string,
  responseUrl: string,
  message: Readonly<Record<string, unknown>>,
): Promise<Called> {
  const url = safeResponseUrl(responseUrl, apiUrl);
  if (url === undefined) return { got: 'no', code: 'not_a_response_url', notes: [] };
  try {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    return ofReply(await request(clock, url, { method: 'POST', headers, body: JSON.stringify(message) }, LIMITS));
  } catch (error) {
    return error instanceof CallFailed ? error.called : { got: 'lost', why: 'the connection failed' };
  }
}

/** A no may come with any status, as JSON or as a bare word. */
function ofReply({ status, body }: Reply): Called {
  const text = body.toString('utf8').trim();
  const said = errorIn(text);
  if (status >= 200 && status < 300) {
    return said === undefined ? { got: 'ok', body: {} } : { got: 'no', code: said, notes: [] };
  }
  if (said !== undefined && (status < 500 || isAboutLooks(said) || refusalOf(said) !== 'other'))
    return { got: 'no', code: said, notes: [] };
  return ofStatus(status);
}

function errorIn(text: string): string | undefined {
  if (text === '' || text === 'ok') return undefined;
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || Reflect.get(read, 'ok') !== false) return undefined;
    return codeOf(Reflect.get(read, 'error')) ?? 'unknown_error';
  } catch {
    return /^[a-z]+(_[a-z]+)+$/.test(text) ? codeOf(text) : undefined;
  }
}
