import { z } from 'zod/v4';
import type { Clock } from '../../base/clock.ts';
import { CallFailed, type Failed } from '../http/call-failed.ts';
import { request } from '../http/transport.ts';
import type { TeamsSettings } from './settings.ts';

export type TokenSettings = Pick<TeamsSettings, 'app' | 'loginUrl' | 'tokenScope' | 'graphUrl'>;

/** What tokens are for: the Bot Connector, or what a tenant lets the app read. */
export type Audience = { readonly of: 'connector' } | { readonly of: 'graph'; readonly tenant: string };

export type Token =
  /** `text` is undefined with an emulator, which takes none. */
  | { readonly got: 'token'; readonly text: string | undefined }
  | { readonly got: 'no'; readonly code: string }
  | Extract<Failed, { got: 'limited' | 'unsent' }>;

interface Kept {
  readonly text: string;
  /** From when on another is asked for, and from when on it is worth nothing; by the monotonic clock. */
  readonly until: number;
  readonly ends: number;
}

/** Where apps of several tenants sign in, when they are bots. */
const ALL_BOTS = 'botframework.com';
/** A token that ends while a request is under way is as good as none. */
const BEFORE_END_MS = 5 * 60_000;
/** So long a request with it may be under way. */
const UNDER_WAY_MS = 30_000;
const LIMITS = { timeoutMs: 8_000, mostBytes: 64 * 1024 };

const given = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const refusal = z.object({ error: z.string().catch(''), error_codes: z.array(z.number()).optional().catch(undefined) });

/** The tokens by which the app answers: kept until shortly before they end, one request at a time for each audience. */
export class Tokens {
  readonly #settings: TokenSettings;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();
  readonly #asking = new Map<string, Promise<Token>>();

  constructor(settings: TokenSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** Never throws. Whatever went wrong on the way to a token, what it was for has not been sent. */
  async of(audience: Audience): Promise<Token> {
    if (this.#settings.app === undefined) return { got: 'token', text: undefined };
    const key = keyOf(audience);
    const kept = this.#kept.get(key);
    if (kept !== undefined && this.#clock.monotonic() < kept.until) return { got: 'token', text: kept.text };
    const under = this.#asking.get(key);
    const asking = under ?? this.#ask(audience, key).finally(() => this.#asking.delete(key));
    if (under === undefined) this.#asking.set(key, asking);
    // A sign-in that is slow or away keeps nobody waiting as long as the one before counts.
    const isGood = kept !== undefined && this.#clock.monotonic() < kept.ends;
    return isGood ? { got: 'token', text: kept.text } : asking;
  }

  /** To be told that a token was refused: the next is asked for anew. One that took its place meanwhile stays. */
  forget(audience: Audience, text: string): void {
    const key = keyOf(audience);
    if (this.#kept.get(key)?.text === text) this.#kept.delete(key);
  }

  async #ask(audience: Audience, key: string): Promise<Token> {
    const { app, loginUrl, tokenScope, graphUrl } = this.#settings;
    if (app === undefined) return { got: 'token', text: undefined };
    const isGraph = audience.of === 'graph';
    const tenant = isGraph ? audience.tenant : (app.tenant ?? ALL_BOTS);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: app.id,
      client_secret: app.password,
      scope: isGraph ? `${graphUrl}.default` : tokenScope,
    });
    const asked = this.#clock.monotonic();
    try {
      const url = `${loginUrl}${tenant}/oauth2/v2.0/token`;
      const { status, body: reply } = await request(this.#clock, url, { method: 'POST', body }, LIMITS);
      const read = parsed(reply.toString('utf8'));
      const token = given.safeParse(read);
      if (status !== 200 || !token.success) return notGiven(status, read);
      const { access_token: text, expires_in: seconds } = token.data;
      const lastsMs = seconds * 1000;
      const until = asked + Math.max(lastsMs / 2, lastsMs - BEFORE_END_MS);
      this.#kept.set(key, { text, until, ends: asked + lastsMs - UNDER_WAY_MS });
      return { got: 'token', text };
    } catch (error) {
      const failed = error instanceof CallFailed ? error.called : undefined;
      if (failed?.got === 'limited') return failed;
      return { got: 'unsent', why: `no token: ${failed?.why ?? 'the connection failed'}` };
    }
  }
}

function keyOf(audience: Audience): string {
  return audience.of === 'graph' ? `graph/${audience.tenant}` : audience.of;
}

/** A no to the app itself, or a sign-in that is not well now. */
function notGiven(status: number, read: unknown): Token {
  const no = refusal.safeParse(read);
  if (status >= 500 || status < 400 || !no.success) return { got: 'unsent', why: `no token: status ${status}` };
  const [number] = no.data.error_codes ?? [];
  const word = /^[a-z_]{3,40}$/.test(no.data.error) ? no.data.error : `http_${status}`;
  return { got: 'no', code: number === undefined ? `login_${word}` : `AADSTS${number}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
