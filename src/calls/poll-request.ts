import type { Clock } from '../base/clock.ts';
import { failureOf, type PollFailure, retryAfterOf } from './poll-failure.ts';

/** For all of a page: to connect, to send and to read it. */
const TIMEOUT_MS = 60_000;
/** Five thousand records are a tenth of it. */
const MOST_BYTES = 96 * 1024 * 1024;
const BODY_READ = 4_000;
const MOST_RECORDS = 5_000;

/** A page of records as it came. */
export interface Page {
  readonly body: Buffer;
  /** The address of the next page, as the `Link` header gives it. */
  readonly next: string | undefined;
  /** What the server's clock says, epoch milliseconds. */
  readonly serverNow: number | undefined;
}

export type Fetched = ({ readonly ok: true } & Page) | { readonly ok: false; readonly failure: PollFailure };

/** The address of a window's first page. */
export function firstPage(origin: string, kind: string, { from, to }: { from: number; to: number }): string {
  const url = new URL(`/v1/${kind}`, origin);
  url.searchParams.set('startTime', new Date(from).toISOString());
  url.searchParams.set('endTime', new Date(to).toISOString());
  url.searchParams.set('max', String(MOST_RECORDS));
  return url.href;
}

/** Gets one page. Never throws but the reason of `stop`; the token is sent to `url` and nowhere else: no redirect is followed. */
export async function fetchPage(clock: Clock, url: string, token: string, stop: AbortSignal): Promise<Fetched> {
  const done = new AbortController();
  const late = new AbortController();
  const patience = clock.sleep(TIMEOUT_MS, AbortSignal.any([done.signal, stop])).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    const reply = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([late.signal, stop]),
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'user-agent': 'partner-pulse' },
    });
    if (reply.status !== 200) return { ok: false, failure: await refusalOf(reply, url, clock.now()) };
    const body = await readAll(reply, MOST_BYTES);
    if (body === undefined) return unreachable('answer', 'it answers with more than 96 MB');
    return {
      ok: true,
      body,
      next: nextOf(reply.headers.get('link'), url),
      serverNow: momentOf(reply.headers.get('date')),
    };
  } catch (error) {
    stop.throwIfAborted();
    if (late.signal.aborted) return unreachable('unreachable', `no answer within ${TIMEOUT_MS / 1000} s`);
    return unreachable('unreachable', `the connection failed (${codeOf(error)})`);
  } finally {
    done.abort();
    await patience;
  }
}

function unreachable(error: string, detail: string): Fetched {
  return { ok: false, failure: { said: { error, detail }, waitMs: 0 } };
}

async function refusalOf(reply: Response, url: string, now: number): Promise<PollFailure> {
  const body = await readAll(reply, BODY_READ).catch(() => undefined);
  await reply.body?.cancel().catch(() => undefined);
  const retryAfter = retryAfterOf(reply.headers.get('retry-after'), now);
  return failureOf(reply.status, body?.toString('utf8') ?? '', retryAfter, new URL(url).host);
}

/** Undefined where there are more bytes. */
async function readAll(reply: Response, most: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of reply.body ?? []) {
    length += part.length;
    if (length > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The address behind rel="next" of RFC 5988, as it stands; a relative one is one of the same server. */
export function nextOf(header: string | null, url: string): string | undefined {
  for (const [, target = '', rest = ''] of (header ?? '').matchAll(
    /<([^>]*)>((?:\s*;\s*[\w*]+\s*=\s*(?:"[^"]*"|[^\s,;]+))*)/g,
  )) {
    if (!/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?![\w-]))/i.test(rest)) continue;
    if (target !== '' && URL.canParse(target, url)) return URL.canParse(target) ? target : new URL(target, url).href;
  }
  return undefined;
}

function momentOf(header: string | null): number | undefined {
  const at = Date.parse(header ?? '');
  return Number.isFinite(at) ? at : undefined;
}

/** The code at the bottom of an error, such as ECONNREFUSED; its words may hold anything. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const [first] = error instanceof AggregateError ? error.errors : [];
  if (first instanceof Error) return codeOf(first);
  if (error.cause instanceof Error) return codeOf(error.cause);
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'unknown';
}
