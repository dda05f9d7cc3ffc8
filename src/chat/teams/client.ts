import { z } from 'zod/v4';
import type { Clock } from '../../base/clock.ts';
import { CallFailed } from '../http/call-failed.ts';
import type { Called } from '../http/called.ts';
import { request, waitOf } from '../http/transport.ts';
import { type ServiceSettings, safeServiceUrl } from './service-url.ts';
import { type Audience, type TokenSettings, Tokens } from './tokens.ts';

/** One request to the Bot Connector, at the service URL of a conversation, or to Microsoft Graph. */
export interface TeamsRequest {
  /** Whose people it is about: tenants allow Graph, and each counts its requests for itself. */
  readonly tenant: string;
  readonly to: { readonly serviceUrl: string } | 'graph';
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Behind the address, without a slash in front and with its query: `v3/conversations/…`. Ids in it are encoded. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Makes one request to Microsoft Teams, once. Never throws. A list in a reply is in `value`, as Graph has it. */
export type Call = (request: TeamsRequest) => Promise<Called>;

interface Options {
  readonly settings: ServiceSettings & TokenSettings;
  readonly clock: Clock;
}

const POST_MS = 12_000;
const READING_MS = 4_000;
const MOST_REPLY_BYTES = 8 * 1024 * 1024;
/** Somebody else was writing to the same conversation. */
const CLASHED_MS = 1_000;

/**
 * The calls to Teams, each made once: whoever calls decides what may be tried again. The libraries' own retries would
 * post a message up to three times where the connection breaks after Teams took it. Only a token that is refused is
 * renewed once, as that is a definite no.
 */
export function makeCall({ settings, clock }: Options): Call {
  const tokens = new Tokens(settings, clock);
  return async (asked) => {
    const base = asked.to === 'graph' ? new URL(settings.graphUrl) : safeServiceUrl(asked.to.serviceUrl, settings);
    if (base === undefined) return { got: 'no', code: 'ForeignServiceUrl', notes: [] };
    // An id that was made up could lead elsewhere by its dots, which no encoding hides.
    if (/(?:^|\/)\.{1,2}(?:[/?]|$)/.test(asked.path)) return { got: 'no', code: 'NotFound', notes: [] };
    const url = new URL(`${base.href}${asked.path}`);
    const audience: Audience = asked.to === 'graph' ? { of: 'graph', tenant: asked.tenant } : { of: 'connector' };
    const first = await once(url, asked, audience);
    const isRefused = first.got === 'no' && first.code === UNAUTHORIZED && settings.app !== undefined;
    return isRefused ? once(url, asked, audience) : first;
  };

  async function once(url: URL, asked: TeamsRequest, audience: Audience): Promise<Called> {
    const token = await tokens.of(audience);
    if (token.got === 'no') return { ...token, notes: [] };
    if (token.got !== 'token') return token;
    const called = await sent(clock, url, asked, token.text);
    if (called.got === 'no' && called.code === UNAUTHORIZED && token.text !== undefined)
      tokens.forget(audience, token.text);
    return called;
  }
}

async function sent(clock: Clock, url: URL, asked: TeamsRequest, token: string | undefined): Promise<Called> {
  const { method, body } = asked;
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
  };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const limits = { timeoutMs: method === 'GET' ? READING_MS : POST_MS, mostBytes: MOST_REPLY_BYTES };
  try {
    const { status, headers: given, body: reply } = await request(clock, url, init, limits);
    return ofReply({ status, retryAfter: given.get('retry-after'), text: reply.toString('utf8') });
  } catch (error) {
    return error instanceof CallFailed ? error.called : { got: 'lost', why: 'the connection failed' };
  }
}

const UNAUTHORIZED = 'http_401';
/** Somebody in between waited for the rest of a request, or for its reply. */
const TIMED_OUT = 408;

interface Replied {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

function ofReply({ status, retryAfter, text }: Replied): Called {
  const read = parsed(text);
  if (status >= 200 && status < 300) {
    if (read === undefined && text.trim() !== '') return { got: 'lost', why: 'a reply that cannot be read' };
    return { got: 'ok', body: Array.isArray(read) ? { value: read } : { ...(isObject(read) ? read : {}) } };
  }
  if (status === 412) return { got: 'limited', waitMs: CLASHED_MS };
  // Whoever says when to come again has turned the request away; without that, it may have been passed on.
  if (status === 503 && /^\d{1,5}$/.test(retryAfter ?? '')) return { got: 'limited', waitMs: waitOf(retryAfter) };
  if (status === 401) return { got: 'no', code: UNAUTHORIZED, notes: [] };
  if (status >= 400 && status < 500 && status !== TIMED_OUT)
    return { got: 'no', code: codeIn(read) ?? `http_${status}`, notes: [`status ${status}`] };
  return { got: 'lost', why: `status ${status}` };
}

const failure = z.object({ error: z.object({ code: z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{1,79}$/) }) });

/** Teams' code as it may be logged and shown; anything else is untrusted text and left out. */
function codeIn(read: unknown): string | undefined {
  return failure.safeParse(read).data?.error.code;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
