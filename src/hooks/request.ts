import type { Clock } from '../base/clock.ts';
import type { PostOutcome } from '../delivery/outlet.ts';

/** For all of it: to connect, to send and to read the status. */
const TIMEOUT_MS = 10_000;
/** When a server asks to wait and does not say how long, and the longest that it may ask for. */
const UNSAID_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;
/** What fails before a connection stands, so that nothing can have been sent. */
const UNSENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

interface Request {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a request ended: its status, or that nobody knows, or that it did not leave. Holds no address, key or text. */
type Ended =
  | { readonly at: 'answered'; readonly status: number; readonly retryAfterMs: number | undefined }
  | { readonly at: 'unsent'; readonly detail: string }
  | { readonly at: 'lost'; readonly detail: string };

/** Posts JSON once; no redirect is followed, and the reply is not read. Never throws. */
export async function postOnce(clock: Clock, { url, headers, body }: Request): Promise<Ended> {
  const done = new AbortController();
  const late = new AbortController();
  const patience = clock.sleep(TIMEOUT_MS, done.signal).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    const reply = await fetch(url, {
      ...{ method: 'POST', redirect: 'manual', signal: late.signal, body },
      headers: { 'content-type': 'application/json', 'user-agent': 'partner-pulse', ...headers },
    });
    await reply.body?.cancel().catch(() => undefined);
    return { at: 'answered', status: reply.status, retryAfterMs: waitOf(reply.headers.get('retry-after'), clock) };
  } catch (error) {
    if (late.signal.aborted) return { at: 'lost', detail: `no reply within ${TIMEOUT_MS / 1000} s` };
    const codes = codesOf(error);
    const isUnsent = codes.length > 0 && codes.every((code) => UNSENT.test(code));
    return { at: isUnsent ? 'unsent' : 'lost', detail: codes[0] ?? 'the connection failed' };
  } finally {
    done.abort();
    await patience;
  }
}

/** What became of a message by how its request ended. `message`: what it is called from then on. */
export function outcomeOf(ended: Ended, message: { readonly channel: string; readonly message: string }): PostOutcome {
  if (ended.at === 'lost') return { at: 'unknown', detail: ended.detail };
  if (ended.at === 'unsent') return { at: 'refused', why: 'unreachable', detail: ended.detail };
  const { status, retryAfterMs } = ended;
  const detail = `status ${status}`;
  if (status >= 200 && status < 300) return { at: 'posted', ...message };
  if (status === 429) return { at: 'refused', why: 'too-many', detail, retryAfterMs: retryAfterMs ?? UNSAID_WAIT_MS };
  // Somebody in between waited for the rest of it, or failed on the way: it may have arrived.
  if (status === 408 || status >= 500) return { at: 'unknown', detail };
  if (status === 413) return { at: 'refused', why: 'too-large', detail };
  if (status === 400 || status === 422) return { at: 'refused', why: 'bad-format', detail };
  if (status === 401 || status === 403) return { at: 'refused', why: 'token-off', detail };
  return { at: 'refused', why: 'other', detail: status >= 300 && status < 400 ? `${detail}: a redirect` : detail };
}

/** Seconds, or a moment. */
function waitOf(header: string | null, clock: Clock): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - clock.now();
  return Number.isFinite(ms) ? Math.min(LONGEST_WAIT_MS, Math.max(0, Math.ceil(ms))) : undefined;
}

/** The codes at the bottom of an error: several where a name has several addresses and each was tried. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(codesOf);
  if (error.cause instanceof Error) return codesOf(error.cause);
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? [code] : [];
}
