import type { Clock } from '../../base/clock.ts';
import { CallFailed } from './call-failed.ts';

export interface Limits {
  /** For all of it: to connect, to send and to read the reply. */
  readonly timeoutMs: number;
  /** Of the reply. */
  readonly mostBytes: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** When a server asks to wait and does not say how long. */
const UNSAID_WAIT_MS = 5_000;
/** At once would be in a loop; and what a server says by mistake must not keep a page for days: it is asked again, and says so again. */
const [LEAST_WAIT_MS, MOST_WAIT_MS] = [100, 15 * 60_000];

/**
 * One request, whole, within a time and a size. No redirect is followed. Throws a `CallFailed` that says whether the
 * other side may have got the request, also for a 429, whatever its body.
 */
export async function request(clock: Clock, url: string | URL, init: RequestInit, limits: Limits): Promise<Reply> {
  return within(clock, limits.timeoutMs, async (signal) => {
    const reply = await fetchOnce(url, { redirect: 'error', ...init, signal });
    if (reply.status === 429) {
      await reply.body?.cancel().catch(() => undefined);
      throw new CallFailed({ got: 'limited', waitMs: waitOf(reply.headers.get('retry-after')) });
    }
    return { status: reply.status, headers: reply.headers, body: await wholeBody(reply, limits.mostBytes) };
  });
}

/** Runs `work` with a signal that ends it after `ms`; then throws a `CallFailed` that it may have been done. */
export async function within<T>(clock: Clock, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const late = new AbortController();
  const patience = clock.sleep(ms, ended.signal).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    return await work(late.signal);
  } catch (error) {
    if (late.signal.aborted)
      throw new CallFailed({ got: 'lost', why: `no reply within ${ms / 1000} s` }, { cause: error });
    throw error;
  } finally {
    ended.abort();
    await patience;
  }
}

/** `fetch`, which throws a `CallFailed` where it fails. */
export async function fetchOnce(url: string | URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw new CallFailed(reached(error), { cause: error });
  }
}

async function wholeBody(reply: Response, mostBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of reply.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) throw new CallFailed({ got: 'lost', why: 'a reply larger than expected' });
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof CallFailed
      ? error
      : new CallFailed({ got: 'lost', why: 'the reply was cut off' }, { cause: error });
  }
  return Buffer.concat(chunks);
}

/** How long a server asks to wait, in milliseconds, by its `Retry-After`. */
export function waitOf(header: string | null): number {
  const seconds = header === null ? Number.NaN : Number(header);
  if (!Number.isFinite(seconds) || seconds < 0) return UNSAID_WAIT_MS;
  return Math.min(MOST_WAIT_MS, Math.max(LEAST_WAIT_MS, Math.ceil(seconds * 1000)));
}

/** What fails before a connection stands, so that nothing can have been sent. */
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'ERR_INVALID_URL']);
const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

function reached(error: unknown): CallFailed['called'] {
  const causes = causesOf(error);
  const [first] = causes;
  const name = first?.code ?? 'the connection failed';
  const isUnsent =
    causes.length > 0 &&
    causes.every(
      ({ code, syscall }) =>
        (code !== undefined && (UNSENT.has(code) || TLS.test(code))) ||
        syscall === 'connect' ||
        syscall === 'getaddrinfo',
    );
  return { got: isUnsent ? 'unsent' : 'lost', why: name };
}

interface Cause {
  readonly code: string | undefined;
  readonly syscall: string | undefined;
}

/** The errors at the bottom: several where a name has several addresses and each was tried. */
function causesOf(error: unknown): Cause[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(causesOf);
  if (error.cause instanceof Error) return causesOf(error.cause);
  const text = (name: string) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? value : undefined;
  };
  return [{ code: text('code'), syscall: text('syscall') }];
}
