import type { Clock } from './clock.ts';

/** What somebody else's server answered, or why it did not: a sentence's end, such as `nobody listens there`. */
export type Reached =
  | { readonly ok: true; readonly status: number; readonly headers: Headers; readonly body: string }
  | { readonly ok: false; readonly why: string };

const PATIENCE_MS = 8000;
/** More is not looked at: whoever answers more is not whom we mean. */
const MOST_LETTERS = 100_000;

/** Asks a server once and never throws: what the network does is named. Redirects are not followed. */
export async function reach(url: string, init: RequestInit, clock: Clock, patienceMs = PATIENCE_MS): Promise<Reached> {
  const late = new AbortController();
  const done = new AbortController();
  clock.sleep(patienceMs, done.signal).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: late.signal });
    const body = (await response.text()).slice(0, MOST_LETTERS);
    return { ok: true, status: response.status, headers: response.headers, body };
  } catch (error) {
    return { ok: false, why: late.signal.aborted ? `no answer within ${patienceMs / 1000} s` : whyNot(error) };
  } finally {
    done.abort();
  }
}

/** Node says only "fetch failed"; the reason is in the causes below. */
function whyNot(error: unknown): string {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return reasons[each.code] ?? `the network says ${each.code}`;
    if (each instanceof AggregateError && each.errors.length > 0) return whyNot(each.errors[0]);
  }
  return 'the connection failed';
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no way to that address',
  ENETUNREACH: 'there is no network',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is its own, which platforms do not take',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is its own, which platforms do not take',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate lacks the one in between',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};
