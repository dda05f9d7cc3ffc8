import type { Clock } from '../../base/clock.ts';
import type { Called } from '../http/called.ts';
import { refusalOf } from './errors.ts';
import { type Standing, standingOf } from './standing.ts';
import type { TokenSettings } from './tokens.ts';

/** How the last call to Teams ended; `unknown` before the first. */
export type ContactState = 'unknown' | 'reachable' | 'unreachable' | 'refused';

interface Options {
  readonly settings: TokenSettings;
  readonly clock: Clock;
}

const PROBE_EVERY_MS = 30_000;

/**
 * Whether Teams was reached, and took the token, when it was last called. Nothing is called for its own sake as long as
 * that went well; where it did not, `recheck` signs in, or a quiet night would stay red long after Microsoft is back.
 */
export class TeamsContact {
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
  stands(standing: Standing): void {
    if (this.#state === 'unknown') this.#take(standing);
  }

  /** To be told of every call. */
  noted(called: Called): void {
    if (called.got === 'unsent' || called.got === 'lost') this.#state = 'unreachable';
    else if (called.got === 'no' && isOfApp(called.code)) this.#state = 'refused';
    else this.#state = 'reachable';
  }

  /** Signs in where the last call did not go well, at most every 30 s. Never throws. */
  async recheck(): Promise<void> {
    const { settings, clock } = this.#options;
    const now = clock.monotonic();
    if (this.#state === 'reachable' || now - this.#probedAt < PROBE_EVERY_MS) return;
    this.#probedAt = now;
    this.#take(await standingOf({ settings, clock }));
  }

  /** An emulator is not called for its own sake: that it answers, only a call tells. */
  #take({ kind }: Standing): void {
    if (kind === 'connected' || kind === 'playground') this.#state = 'reachable';
    else this.#state = kind === 'refused' ? 'refused' : 'unreachable';
  }
}

/** What is off for one tenant, whose admin has to mend it, leaves the others working. */
function isOfApp(code: string): boolean {
  return refusalOf(code) === 'token-off' && code !== 'BotDisabledByAdmin';
}
