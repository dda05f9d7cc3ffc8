/** Slack's limits as a switch, for tests that send much. Without them the double takes everything at once. */
export interface LimitRules {
  /** Posts to one channel: so many at once, then one in so many milliseconds. */
  readonly channel: { readonly burst: number; readonly everyMs: number };
  /** Calls of a method in a workspace within a minute, as its tier says; a method without one is not limited. */
  readonly perMinute: Readonly<Record<string, number>>;
  /** The clock of whoever sends, in milliseconds. */
  now(): number;
}

/** Tiers as Slack's reference has them; posting is limited for each channel, and at some hundreds a minute in all. */
export const slackTiers: LimitRules['perMinute'] = {
  'chat.postMessage': 600,
  'chat.update': 50,
  'chat.delete': 50,
  'conversations.history': 50,
  'conversations.replies': 50,
  'conversations.open': 50,
  'conversations.info': 50,
  'users.info': 100,
  'files.getUploadURLExternal': 100,
  'files.completeUploadExternal': 100,
  'files.info': 100,
};

interface Bucket {
  tokens: number;
  at: number;
  /** Until then whoever was told to wait has to. */
  closedUntil: number;
}

const MINUTE_MS = 60_000;

/** Buckets that fill evenly. */
export class Limits {
  #rules: LimitRules | undefined;
  #buckets = new Map<string, Bucket>();
  /** How often somebody was told to wait, by method. */
  readonly told = new Map<string, number>();
  /** How often somebody came although they had been told to wait. */
  ignored = 0;

  set(rules: LimitRules | undefined): void {
    this.#rules = rules;
    this.#buckets = new Map();
    this.told.clear();
    this.ignored = 0;
  }

  /** Seconds to wait, or undefined where it may go on. */
  take(method: string, body: Readonly<Record<string, unknown>>): number | undefined {
    const rules = this.#rules;
    if (rules === undefined) return undefined;
    const now = rules.now();
    const wanted: [string, number, number][] = [];
    const perMinute = rules.perMinute[method];
    if (perMinute !== undefined) wanted.push([method, perMinute, MINUTE_MS / perMinute]);
    if (method === 'chat.postMessage')
      wanted.push([`${method}/${String(body['channel'])}`, rules.channel.burst, rules.channel.everyMs]);
    const buckets = wanted.map(([key, most, everyMs]) => ({ ...this.#filled(key, most, everyMs, now), everyMs }));
    if (buckets.some(({ bucket }) => now < bucket.closedUntil)) this.ignored += 1;
    const waits = buckets.map(({ bucket, everyMs }) => (bucket.tokens >= 1 ? 0 : (1 - bucket.tokens) * everyMs));
    const wait = Math.max(0, ...waits);
    if (wait === 0) {
      for (const { bucket } of buckets) bucket.tokens -= 1;
      return undefined;
    }
    const seconds = Math.ceil(wait / 1000);
    for (const [at, { bucket }] of buckets.entries())
      if ((waits[at] ?? 0) > 0) bucket.closedUntil = now + seconds * 1000;
    this.told.set(method, (this.told.get(method) ?? 0) + 1);
    return seconds;
  }

  #filled(key: string, most: number, everyMs: number, now: number): { bucket: Bucket } {
    const bucket = this.#buckets.get(key) ?? { tokens: most, at: now, closedUntil: 0 };
    bucket.tokens = Math.min(most, bucket.tokens + (now - bucket.at) / everyMs);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    return { bucket };
  }
}
