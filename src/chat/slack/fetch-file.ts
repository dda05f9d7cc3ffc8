import type { Clock } from '../../base/clock.ts';
import { CallFailed } from '../http/call-failed.ts';
import { saysTooLarge, takeFile } from '../http/take-file.ts';
import { fetchOnce, within } from '../http/transport.ts';
import type { Refusal, Sent } from '../port.ts';
import { tokenFor } from './client.ts';
import { isFileAddress, isSlacksPage } from './file-address.ts';
import { nothingSent } from './sent.ts';
import type { SlackTokens } from './tokens.ts';

interface Outside {
  readonly tokens: SlackTokens;
  readonly apiUrl: string;
  readonly clock: Clock;
}

interface Wanted {
  readonly team: string;
  readonly url: string;
  readonly path: string;
  readonly mostBytes: number;
}

const LONGEST_MS = 300_000;
const MOST_REDIRECTS = 3;

/**
 * Writes a file that somebody gave the bot to `path`, readable by this user only; leaves nothing there unless all of it
 * came. Only Slack's host for files is asked and only it is shown the token, also after a redirect.
 */
export async function fetchFile(outside: Outside, wanted: Wanted): Promise<Sent> {
  const token = await tokenFor(outside.tokens, wanted.team);
  if (token === undefined) return no('token-off', 'not_installed');
  try {
    return await within(outside.clock, LONGEST_MS, (signal) => fetchInto(outside.apiUrl, token, wanted, signal));
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return nothingSent(error.called, 'download');
  }
}

async function fetchInto(apiUrl: string, token: string, wanted: Wanted, signal: AbortSignal): Promise<Sent> {
  let url = wanted.url;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    if (!isFileAddress(url, apiUrl)) return no('other', 'an address that is not Slack’s');
    const headers = { authorization: `Bearer ${token}` };
    const reply = await fetchOnce(url, { headers, redirect: 'manual', signal });
    const next = reply.headers.get('location');
    if (reply.status < 300 || reply.status >= 400 || next === null) return takeReply(reply, wanted);
    await reply.body?.cancel().catch(() => undefined);
    if (!URL.canParse(next, url)) return no('other', 'a redirect to nowhere');
    const target = new URL(next, url).href;
    // Who may not have a file is sent to sign in.
    if (!isFileAddress(target, apiUrl) && isSlacksPage(target)) return no('missing-scope', 'needed: files:read');
    url = target;
  }
  return no('other', 'too many redirects');
}

async function takeReply(reply: Response, { path, mostBytes }: Wanted): Promise<Sent> {
  const refused = refusalOf(reply, mostBytes);
  if (refused !== undefined) {
    await reply.body?.cancel().catch(() => undefined);
    return refused;
  }
  return (await takeFile(reply, { path, mostBytes }))
    ? { at: 'posted', channel: null, message: null }
    : no('too-large', `more than ${mostBytes} bytes`);
}

function refusalOf(reply: Response, mostBytes: number): Sent | undefined {
  const { status, headers } = reply;
  if (status === 401 || status === 403) return no('missing-scope', 'needed: files:read');
  if (status === 404 || status === 410) return no('expired', 'the file is gone');
  if (status === 429) return no('too-many', 'http_429');
  if (status !== 200) return no(status >= 500 ? 'unreachable' : 'other', `http_${status}`);
  if (saysTooLarge(reply, mostBytes)) return no('too-large', `more than ${mostBytes} bytes`);
  // The page to sign in comes with 200; a file that is a page comes to be kept.
  const isPage = headers.get('content-type')?.toLowerCase().startsWith('text/html') === true;
  const isKept = headers.get('content-disposition')?.toLowerCase().startsWith('attachment') === true;
  return isPage && !isKept ? no('missing-scope', 'needed: files:read') : undefined;
}

function no(why: Refusal, detail: string): Sent {
  return { at: 'refused', why, detail: `download: ${detail}` };
}
