import { webApi } from '@slack/bolt';
import type { Clock } from '../../base/clock.ts';
import { CallFailed } from '../http/call-failed.ts';
import type { Called } from '../http/called.ts';
import { request } from '../http/transport.ts';
import { silentLogger } from './bolt-logger.ts';
import { codeOf, scopesOf } from './called.ts';
import { clientOptions } from './client-options.ts';
import type { SlackTokens } from './tokens.ts';

/** Calls a method of Slack's Web API once, for a workspace. Never throws. */
export type Call = (team: string, method: string, args: Readonly<Record<string, unknown>>) => Promise<Called>;

interface Options {
  readonly tokens: SlackTokens;
  readonly apiUrl: string;
  readonly clock: Clock;
}

const POST_MS = 12_000;
const READING_MS = 4_000;
const MOST_REPLY_BYTES = 8 * 1024 * 1024;
/** Tokens change rarely; those beyond are of workspaces that went. */
const MOST_CLIENTS = 100;

/** What changes nothing, so that a person need not wait for it as long. */
const readings = new Set([
  'auth.test',
  'conversations.history',
  'conversations.info',
  'conversations.open',
  'conversations.replies',
  'files.info',
  'users.info',
  'users.lookupByEmail',
]);

/**
 * The calls to Slack, each made once: whoever calls decides what may be tried again. The library's own retries would
 * post a message up to eleven times where the connection breaks after Slack took it.
 */
export function makeCall(options: Options): Call {
  const clients = new Map<string, webApi.WebClient>();
  const clientOf = (token: string): webApi.WebClient => {
    const known = clients.get(token);
    if (known !== undefined) return known;
    const [oldest] = clients.keys();
    if (clients.size >= MOST_CLIENTS && oldest !== undefined) clients.delete(oldest);
    const made = new webApi.WebClient(token, optionsOf(options));
    clients.set(token, made);
    return made;
  };
  return async (team, method, args) => {
    const token = await tokenFor(options.tokens, team);
    if (token === undefined) return { got: 'no', code: 'not_installed', notes: [] };
    try {
      const body = await clientOf(token).apiCall(method, { ...args });
      return { got: 'ok', body: { ...body } };
    } catch (error) {
      return calledOf(error);
    }
  };
}

/** Undefined also where the token cannot be unsealed: to whoever asks it is the same. */
export async function tokenFor(tokens: SlackTokens, team: string): Promise<string | undefined> {
  try {
    return (await tokens.tokenOf(team))?.token;
  } catch {
    return undefined;
  }
}

/**
 * Without the library's own time limit, which says nothing of whether a request was sent, and without its log, which
 * would hold whole messages and addresses.
 */
function optionsOf({ apiUrl, clock }: Options): webApi.WebClientOptions {
  return {
    ...clientOptions(apiUrl, silentLogger, 0),
    fetch: async (url, init = {}) => {
      const method = String(url).slice(String(url).lastIndexOf('/') + 1);
      const timeoutMs = readings.has(method) ? READING_MS : POST_MS;
      const limits = { timeoutMs, mostBytes: MOST_REPLY_BYTES };
      const { status, headers, body } = await request(clock, url, init, limits);
      return new Response(status === 204 || status === 304 ? null : new Uint8Array(body), { status, headers });
    },
  };
}

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } = webApi;

function calledOf(error: unknown): Called {
  if (error instanceof WebAPIRequestError) {
    const { original } = error;
    return original instanceof CallFailed ? original.called : { got: 'lost', why: 'the connection failed' };
  }
  if (error instanceof CallFailed) return error.called;
  if (error instanceof WebAPIRateLimitedError) return { got: 'limited', waitMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIHTTPError) return ofStatus(error.statusCode);
  if (error instanceof WebAPIPlatformError) return ofPlatform(error.data);
  return { got: 'lost', why: 'a reply that cannot be read' };
}

/** Somebody in between waited for the rest of a request, or for its reply. */
const TIMED_OUT = 408;

/** Slack itself answers 200; anything else is of something in between, and below 500 that has let nothing through. */
export function ofStatus(status: number): Called {
  return status >= 400 && status < 500 && status !== TIMED_OUT
    ? { got: 'no', code: `http_${status}`, notes: [] }
    : { got: 'lost', why: `status ${status}` };
}

function ofPlatform(data: webApi.WebAPIPlatformError['data']): Called {
  const code = codeOf(data.error);
  // The library gives a reply that is no JSON as if it were a code.
  if (code === undefined) return { got: 'lost', why: 'a reply that is not Slack’s' };
  const needed = scopesOf(Reflect.get(data, 'needed'));
  const messages = data.response_metadata?.messages ?? [];
  return { got: 'no', code, notes: needed === undefined ? messages : [`needed: ${needed}`] };
}
