import type { FeedFailure } from '../../db/writes/feeds.ts';
import { hostNamedIn } from './poll-hosts.ts';

const MINUTE_MS = 60_000;
/** How long a refusal that a person has to mend is let alone. */
const MENDED_BY_HAND_MS = 10 * MINUTE_MS;
const LONGEST_WAIT_MS = 60 * MINUTE_MS;
const USUAL_WAIT_MS = MINUTE_MS;

/** How a request went wrong: what to say of it, and when to ask again at the earliest. */
export interface PollFailure {
  /** Null where it is no failure: only to be waited for. */
  readonly said: FeedFailure | null;
  readonly waitMs: number;
}

/** The class and words for an answer that is not 200. `body`: how it begins; nothing of it is repeated but a host's name. */
export function failureOf(status: number, body: string, retryAfterMs: number | undefined, host: string): PollFailure {
  const waitMs = Math.min(retryAfterMs ?? USUAL_WAIT_MS, LONGEST_WAIT_MS);
  const byHand = (error: string, detail: string) => ({ said: { error, detail }, waitMs: MENDED_BY_HAND_MS });
  switch (status) {
    case 429:
    case 423:
      return { said: null, waitMs };
    case 401:
      return byHand('token', 'the token is not accepted (any more): make a new one and add the feed again with it');
    case 403:
      return byHand(
        'scope',
        'the token may not read call records: it needs the scope spark-admin:calling_cdr_read, and who made it the role "Webex Calling Detailed Call History API access"',
      );
    case 451:
      return byHand('region', regionOf(body, host));
    case 404:
      return byHand('address', `${host} has no such feed: check --kind and --host`);
    case 400:
      return { said: { error: 'request', detail: 'the request was refused (status 400)' }, waitMs: USUAL_WAIT_MS };
    default:
      return { said: { error: 'unreachable', detail: wordsFor(status) }, waitMs };
  }
}

function regionOf(body: string, host: string): string {
  const right = hostNamedIn(body);
  return right === undefined || right === host
    ? 'the organisation keeps its data in another region: add the feed again with --host of that region'
    : `the organisation keeps its data in another region: add the feed again with --host ${right}`;
}

function wordsFor(status: number): string {
  if (status >= 300 && status < 400) return `it answers with a redirect (status ${status}), which is not followed`;
  return `it answers with status ${status}`;
}

/** Seconds, or a moment, of a Retry-After header; undefined where it says neither. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
