import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod/v4';
import { isApiAddress } from '../../base/api-address.ts';
import type { Clock } from '../../base/clock.ts';
import { request } from '../http/transport.ts';

/** It has tens of keys, with a certificate and a long list of channels for each. */
const CALL = { timeoutMs: 3_000, mostBytes: 4 * 1024 * 1024 };
const DAY_MS = 86_400_000;
/** How long keys serve on where newer ones cannot be fetched. */
const MOST_AGE_MS = 5 * DAY_MS;
/** How often an unknown key, or Microsoft being away, makes us ask again: whoever sends forged tokens must not be able to. */
const UNKNOWN_MS = 300_000;
const FAILED_MS = 5_000;

const metadata = z.object({ jwks_uri: z.string() });
const jwks = z.object({ keys: z.array(z.unknown()) });
const rsaKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).nullish(),
});

/** A key that Microsoft signs with. */
interface SigningKey {
  readonly key: KeyObject;
  /** The channels it may sign for. */
  readonly endorsements: readonly string[];
}

/** Microsoft's keys cannot be had now, so it is not known who sent a request. */
export class KeysAway extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'KeysAway';
  }
}

/**
 * The keys by which Microsoft signs what it sends to bots, fetched when they are first needed and once a day from then on;
 * those that are there serve on for five days where it is away. Never takes more than six seconds.
 */
export class OpenIdKeys {
  readonly #url: string;
  readonly #clock: Clock;
  #keys: ReadonlyMap<string, SigningKey> = new Map();
  /** Monotonic milliseconds. */
  #fetchedAt: number | undefined;
  #failed: { readonly at: number; readonly why: string } | undefined;
  #fetching: Promise<void> | undefined;

  constructor(url: string, clock: Clock) {
    this.#url = url;
    this.#clock = clock;
  }

  /** The key with this id; undefined where Microsoft has none. Throws `KeysAway` where it does not say. */
  async keyOf(kid: string): Promise<SigningKey | undefined> {
    const age = this.#age();
    const isKnown = this.#keys.has(kid);
    if (age > DAY_MS || (!isKnown && age > UNKNOWN_MS)) await this.#fetch(age > MOST_AGE_MS);
    return this.#keys.get(kid);
  }

  #age(): number {
    return this.#fetchedAt === undefined ? Number.POSITIVE_INFINITY : this.#clock.monotonic() - this.#fetchedAt;
  }

  /** One at a time, whoever asks. */
  async #fetch(isNeeded: boolean): Promise<void> {
    if (this.#failed === undefined || this.#clock.monotonic() - this.#failed.at > FAILED_MS) {
      this.#fetching ??= this.#fetchNow().finally(() => {
        this.#fetching = undefined;
      });
      await this.#fetching;
    }
    if (isNeeded && this.#failed !== undefined) throw new KeysAway(this.#failed.why);
  }

  async #fetchNow(): Promise<void> {
    const found = await this.#read();
    const at = this.#clock.monotonic();
    if (typeof found === 'string') {
      this.#failed = { at, why: found };
      return;
    }
    this.#failed = undefined;
    this.#fetchedAt = at;
    this.#keys = found;
  }

  async #read(): Promise<ReadonlyMap<string, SigningKey> | string> {
    const about = metadata.safeParse(await this.#json(this.#url));
    if (!about.success) return 'the address of its keys is not told';
    const { jwks_uri: address } = about.data;
    if (!isApiAddress(`${address}/`)) return 'the address of its keys is not safe';
    const listed = jwks.safeParse(await this.#json(address));
    if (!listed.success) return 'its keys are not told';
    const keys = listed.data.keys.flatMap((each) => keyFrom(each));
    return keys.length === 0 ? 'it tells no keys' : new Map(keys);
  }

  async #json(url: string): Promise<unknown> {
    try {
      const { status, body } = await request(this.#clock, url, { method: 'GET' }, CALL);
      return status === 200 ? JSON.parse(body.toString('utf8')) : undefined;
    } catch {
      return undefined;
    }
  }
}

function keyFrom(given: unknown): [string, SigningKey][] {
  const read = rsaKey.safeParse(given);
  if (!read.success) return [];
  const { kty, kid, n, e, endorsements } = read.data;
  try {
    return [[kid, { key: createPublicKey({ key: { kty, n, e }, format: 'jwk' }), endorsements: endorsements ?? [] }]];
  } catch {
    return [];
  }
}
