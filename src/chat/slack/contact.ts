import type { Clock } from '../../base/clock.ts';
import type { Called } from '../http/called.ts';
import { callSlack } from './doctor-call.ts';
import type { Standing } from './standing.ts';
import { isOfToken } from './why-not.ts';

/** How the last call to Slack ended; `unknown` before the first. */
export type ContactState = 'unknown' | 'reachable' | 'unreachable' | 'refused';

interface Options {
  /** Undefined where workspaces install the app themselves: then one that threw it out says nothing of the others. */
  readonly botToken: string | undefined;
  readonly apiUrl: string;
  readonly clock: Clock;
}

const PROBE_EVERY_MS = 30_000;
const PROBE_MS = 3_000;

/**
 * Whether Slack was reached, and took the token, when it was last called. Nothing is called for its own sake as long as
 * that went well; where it did not, `recheck` tries, or a quiet night would stay red long after Slack is back.
 */
export class SlackContact {
  readonly #options: Options;
  #state: ContactState = 'unknown';
  #probedAt = Number.NEGATIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
  }

  get state(): ContactState {
    return this.#state;
  }

  /** To be told how the program stands at its start, if nothing was called meanwhile. */
  stands({ kind }: Standing): void {
    if (this.#state !== 'unknown') return;
    if (kind === 'connected' || kind === 'not-listed') this.#state = 'reachable';
    else if (kind === 'refused') this.#state = 'refused';
    else if (kind === 'silent') this.#state = 'unreachable';
  }

  /** To be told of every call. */
  noted(called: Called): void {
    if (called.got === 'unsent' || called.got === 'lost') this.#state = 'unreachable';
    else if (called.got === 'no' && this.#options.botToken !== undefined && isOfTokenItself(called.code))
      this.#state = 'refused';
    else this.#state = 'reachable';
  }

  /** Calls Slack where the last call did not go well, at most every 30 s. Never throws. */
  async recheck(): Promise<void> {
    const { botToken, apiUrl, clock } = this.#options;
    const now = clock.monotonic();
    if (this.#state === 'reachable' || now - this.#probedAt < PROBE_EVERY_MS) return;
    this.#probedAt = now;
    const called = await callSlack(
      apiUrl,
      botToken === undefined ? 'api.test' : 'auth.test',
      botToken ?? '',
      clock,
      PROBE_MS,
    );
    if (called.kind === 'failed') this.#state = 'unreachable';
    else if (called.reply.ok || botToken === undefined) this.#state = 'reachable';
    else this.noted({ got: 'no', code: called.reply.error ?? '', notes: [] });
  }
}

/** A scope that is missing for one method leaves the rest working. */
function isOfTokenItself(code: string): boolean {
  return (
    isOfToken(code) && !['missing_scope', 'no_scope', 'ekm_access_denied', 'not_allowed_token_type'].includes(code)
  );
}
