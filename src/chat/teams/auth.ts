import type { Clock } from '../../base/clock.ts';
import type { TurnedAway, TurnedAwayDetail } from '../reception.ts';
import { KeysAway, OpenIdKeys } from './open-id.ts';
import type { SdkCheck } from './sdk.ts';
import type { TeamsSettings } from './settings.ts';
import { isSignedBy, TOLERANCE_S, type Token, tokenIn } from './token.ts';

/** The package fetches keys itself once, with no end of its own. */
const CHECK_MS = 5_000;

/** A header that Microsoft signed; whether it is for this app and what is sent with it, `check` tells. */
export interface Signed {
  readonly kind: 'signed';
  readonly header: string;
  /** The channels that its key may sign for. */
  readonly endorsements: readonly string[];
}

/** `cannot-tell`: Microsoft's keys cannot be had, so the request should come again. */
export type NotTheirs =
  | { readonly kind: 'refused'; readonly why: TurnedAway; readonly detail: Omit<TurnedAwayDetail, 'place' | 'user'> }
  | { readonly kind: 'cannot-tell'; readonly why: string };

/** Whether Microsoft sent a request to this app. */
type Checked = { readonly kind: 'theirs' } | NotTheirs;

/** What a token has to be for. */
export interface Claimed {
  readonly channelId: string;
  /** As the activity says it, to the letter. */
  readonly serviceUrl: string;
}

interface Options {
  readonly settings: Pick<TeamsSettings, 'openIdUrl' | 'issuer'>;
  readonly clock: Clock;
  /** `sdkCheck(…)`. */
  readonly sdk: SdkCheck;
}

/**
 * Checks who sends. Each token is looked at twice: here for its algorithm, issuer, time, signature and the channel that
 * its key is for, and by the package, which adds the app and the service URL that it was made for. The package alone would
 * also take tokens of emulators and of other bots, and keys that are for no channel; and whoever sends forged ones would
 * make it fetch keys without end.
 */
export class TokenCheck {
  readonly #options: Options;
  readonly #keys: OpenIdKeys;

  constructor(options: Options) {
    this.#options = options;
    this.#keys = new OpenIdKeys(options.settings.openIdUrl, options.clock);
  }

  /**
   * Whether Microsoft signed a header, which is known before anything else of a request is read. Never throws; takes at most
   * about six seconds.
   */
  async signer(header: string | undefined): Promise<Signed | NotTheirs> {
    if (header === undefined || header === '') return { kind: 'refused', why: 'forged', detail: { unsigned: true } };
    const token = tokenIn(header);
    if (token === undefined) return forged('it has no token that can be read');
    const refused = this.#refuse(token);
    if (refused !== undefined) return refused;
    try {
      const known = await this.#keys.keyOf(token.kid);
      if (known === undefined) return forged('its key is none of Microsoft');
      if (!isSignedBy(known.key, token)) return forged('its signature is wrong');
      return { kind: 'signed', header, endorsements: known.endorsements };
    } catch (error) {
      return { kind: 'cannot-tell', why: error instanceof KeysAway ? error.message : 'its keys cannot be read' };
    }
  }

  /** Whether what is signed is for this app, and for what was sent with it. Never throws; takes at most five seconds. */
  async check({ header, endorsements }: Signed, claimed: Claimed): Promise<Checked> {
    if (!endorsements.includes(claimed.channelId)) return forged('its key is for other channels');
    try {
      return await this.#askPackage(header, claimed);
    } catch (error) {
      return forged(`the package says: ${error instanceof Error ? error.message.slice(0, 200) : 'no'}`);
    }
  }

  #refuse({ alg, issuer, expires, notBefore }: Token): NotTheirs | undefined {
    const { settings, clock } = this.#options;
    const now = Math.floor(clock.now() / 1000);
    if (alg !== 'RS256') return forged('it is not signed with RS256');
    if (issuer !== settings.issuer) return forged('it is of another issuer');
    if (expires + TOLERANCE_S < now) return { kind: 'refused', why: 'too-old', detail: { clockAheadS: now - expires } };
    if (notBefore !== undefined && notBefore - TOLERANCE_S > now)
      return { kind: 'refused', why: 'too-new', detail: { clockAheadS: now - notBefore } };
    return undefined;
  }

  async #askPackage(header: string, claimed: Claimed): Promise<Checked> {
    const { clock, sdk } = this.#options;
    const done = new AbortController();
    const late = clock.sleep(CHECK_MS, done.signal).then(
      () => undefined,
      () => undefined,
    );
    try {
      const isTheirs = await Promise.race([sdk(header, claimed), late]);
      if (isTheirs === undefined) return { kind: 'cannot-tell', why: 'the package does not end its check' };
      return isTheirs ? { kind: 'theirs' } : forged('the package does not take it');
    } finally {
      done.abort();
    }
  }
}

function forged(because: string): NotTheirs {
  return { kind: 'refused', why: 'forged', detail: { because } };
}
