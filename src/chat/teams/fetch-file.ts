import type { Clock } from '../../base/clock.ts';
import { CallFailed } from '../http/call-failed.ts';
import { saysTooLarge, takeFile } from '../http/take-file.ts';
import { fetchOnce, within } from '../http/transport.ts';
import type { Refusal, Sent } from '../port.ts';
import { isFileAddress } from './file-hosts.ts';

interface Outside {
  readonly graphUrl: string;
  readonly clock: Clock;
}

interface Wanted {
  readonly url: string;
  readonly path: string;
  readonly mostBytes: number;
}

const LONGEST_MS = 300_000;
const MOST_REDIRECTS = 3;

/**
 * Writes a file that somebody gave the bot to `path`, readable by this user only; leaves nothing there unless all of it came.
 * The address holds what is needed to fetch it, so nobody is shown a token; it is good for some minutes. Only SharePoint is
 * asked, also after a redirect.
 */
export async function fetchFile({ graphUrl, clock }: Outside, wanted: Wanted): Promise<Sent> {
  try {
    return await within(clock, LONGEST_MS, (signal) => fetchInto(graphUrl, wanted, signal));
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { called } = error;
    // Nothing is posted by it, so whatever became of it, it may be tried again.
    return called.got === 'limited' ? no('too-many', 'http_429') : no('unreachable', called.why);
  }
}

async function fetchInto(graphUrl: string, wanted: Wanted, signal: AbortSignal): Promise<Sent> {
  let { url } = wanted;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    if (!isFileAddress(url, graphUrl)) return no('other', 'an address that is not SharePoint’s');
    const reply = await fetchOnce(url, { redirect: 'manual', signal });
    const next = reply.headers.get('location');
    if (reply.status < 300 || reply.status >= 400 || next === null) return takeReply(reply, wanted);
    await reply.body?.cancel().catch(() => undefined);
    if (!URL.canParse(next, url)) return no('other', 'a redirect to nowhere');
    url = new URL(next, url).href;
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
  const { status } = reply;
  // What let us in there is good for some minutes only.
  if ([401, 403, 404, 410].includes(status)) return no('expired', 'the link to the file is no longer good');
  if (status === 429) return no('too-many', 'http_429');
  if (status !== 200) return no(status >= 500 ? 'unreachable' : 'other', `http_${status}`);
  return saysTooLarge(reply, mostBytes) ? no('too-large', `more than ${mostBytes} bytes`) : undefined;
}

function no(why: Refusal, detail: string): Sent {
  return { at: 'refused', why, detail: `download: ${detail}` };
}
