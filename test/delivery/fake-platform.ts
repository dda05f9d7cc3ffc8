import type { Clock } from '../../src/base/clock.ts';
import type {
  FillOutcome,
  Found,
  Line,
  Message,
  Outlet,
  PostOutcome,
  Refused,
  Target,
} from '../../src/delivery/outlet.ts';
import type { Dice } from '../questions/dice.ts';

/** A message as the platform took it. */
export interface PlatformPost extends Message {
  readonly key: string;
  readonly place: string;
  readonly at: number;
  /** From when on it is found. */
  readonly seenFrom: number;
  line: string;
  readonly thread: string | null;
  mentions: readonly string[];
  payload: unknown;
  /** How often its body was put in. */
  fills: number;
  isRemoved: boolean;
}

/** How one request goes wrong; `lost`: it is done and nobody hears of it; `late`: the same, and it is seen only after a while. */
export type Fault = 'lost' | 'late' | 'nothing' | Refused;

export interface PlatformOptions {
  /** Says how a request goes wrong, or undefined for well. */
  readonly fault?: (request: 'post' | 'fill' | 'find' | 'remove', to: Target, key: string) => Fault | undefined;
  /** What Slack lets an app do; none for as much as it likes. */
  readonly limits?: {
    readonly placeMs: number;
    readonly posts: number;
    readonly fills: number;
    readonly finds: number;
  };
  readonly canFind?: boolean;
  /** How long a request takes. */
  readonly latencyMs?: number;
}

const MINUTE_MS = 60_000;
/** How long a request that was lost may take to be seen; less than two looks are apart. */
const SEEN_MS = 15_000;

/** A chat platform in memory that misbehaves as told, and remembers everything. */
export class FakePlatform implements Outlet {
  readonly posts: PlatformPost[] = [];
  /** Requests that came although the platform had asked to wait. */
  readonly ignored: string[] = [];
  readonly asked = new Map<string, number>();
  /** Requests never return any more: whoever made them is dead. */
  #generation = 0;
  readonly #clock: Clock;
  #options: PlatformOptions;
  readonly #windows = new Map<string, number[]>();
  readonly #closedUntil = new Map<string, number>();
  #ids = 0;

  constructor(clock: Clock, options: PlatformOptions = {}) {
    this.#clock = clock;
    this.#options = options;
  }

  /** From now on it behaves like this. */
  behave(options: PlatformOptions): void {
    this.#options = { ...this.#options, ...options };
  }

  /** Whoever talks to it dies: what was asked before gets no reply. */
  forget(): void {
    this.#generation += 1;
  }

  /** What stands there now. */
  standing(): PlatformPost[] {
    return this.posts.filter(({ isRemoved }) => !isRemoved);
  }

  async post(to: Target, { text: line, mentions, thread }: Line, key: string): Promise<PostOutcome> {
    const place = placeOf(to);
    const limits = this.#options.limits;
    const busy =
      limits &&
      (this.#limited(`place ${place}`, 1, limits.placeMs) ??
        this.#limited(`posts ${to.team}`, limits.posts, MINUTE_MS));
    return this.#answer<PostOutcome>(busy ?? this.#fault('post', to, key), (seenFrom) => {
      this.#ids += 1;
      const message = { channel: place, message: String(this.#ids).padStart(9, '0') };
      const at = this.#clock.now();
      this.posts.push({
        ...message,
        key,
        place,
        at,
        seenFrom: at + seenFrom,
        line,
        mentions,
        thread: thread?.message ?? null,
        payload: undefined,
        fills: 0,
        isRemoved: false,
      });
      return { at: 'posted', ...message };
    });
  }

  async fill(
    to: Target,
    at: Message,
    payload: unknown,
    key: string,
    mentions: readonly string[] = [],
  ): Promise<FillOutcome> {
    const limits = this.#options.limits;
    const busy = limits && this.#limited(`fills ${to.team}`, limits.fills, MINUTE_MS);
    return this.#answer<FillOutcome>(busy ?? this.#fault('fill', to, key), () => {
      const found = this.posts.find(({ message }) => message === at.message);
      if (found === undefined || found.isRemoved) return { at: 'refused', why: 'other', detail: 'message_not_found' };
      found.payload = payload;
      found.mentions = mentions;
      found.fills += 1;
      return { at: 'filled' };
    });
  }

  async find(to: Target, key: string, since: number, thread: Message | null = null): Promise<Found> {
    if (this.#options.canFind === false) return { at: 'cannot-tell', never: true, detail: 'no history' };
    const limits = this.#options.limits;
    const busy = limits && this.#limited(`finds ${to.team}`, limits.finds, MINUTE_MS);
    const fault = busy ?? this.#fault('find', to, key);
    const result = await this.#answer<Found | Refused | { at: 'unknown'; detail: string }>(fault, () => {
      const now = this.#clock.now();
      const [first, ...rest] = this.posts
        .filter(
          (post) =>
            post.key === key &&
            post.thread === (thread?.message ?? null) &&
            !post.isRemoved &&
            post.seenFrom <= now &&
            post.at >= since,
        )
        .map(({ channel, message }) => ({ channel, message }));
      return first === undefined ? { at: 'absent' } : { at: 'found', messages: [first, ...rest] };
    });
    if (result.at !== 'refused' && result.at !== 'unknown') return result;
    const retry =
      'retryAfterMs' in result && result.retryAfterMs !== undefined ? { retryAfterMs: result.retryAfterMs } : {};
    return { at: 'cannot-tell', never: false, detail: result.detail, ...retry };
  }

  async remove(to: Target, at: Message): ReturnType<Outlet['remove']> {
    return this.#answer<Awaited<ReturnType<Outlet['remove']>>>(this.#fault('remove', to, ''), () => {
      const found = this.posts.find(({ message }) => message === at.message);
      if (found !== undefined) found.isRemoved = true;
      return { at: 'removed' };
    });
  }

  #fault(request: 'post' | 'fill' | 'find' | 'remove', to: Target, key: string): Fault | undefined {
    this.asked.set(request, (this.asked.get(request) ?? 0) + 1);
    return this.#options.fault?.(request, to, key);
  }

  async #answer<T>(
    fault: Fault | undefined,
    work: (seenAfterMs: number) => T,
  ): Promise<T | Refused | { at: 'unknown'; detail: string }> {
    const generation = this.#generation;
    const latency = this.#options.latencyMs ?? 0;
    if (latency > 0) await this.#clock.sleep(latency);
    const isAlive = () => generation === this.#generation;
    if (!isAlive()) {
      // It was on its way when its sender died.
      if (fault === undefined) work(0);
      return await new Promise(() => undefined);
    }
    if (typeof fault === 'object') return fault;
    if (fault === 'nothing') return { at: 'unknown', detail: 'the connection broke' };
    const result = work(fault === 'late' ? SEEN_MS : 0);
    return fault === undefined ? result : { at: 'unknown', detail: 'no reply' };
  }

  #limited(lane: string, most: number, windowMs: number): Refused | undefined {
    const now = this.#clock.monotonic();
    const closed = this.#closedUntil.get(lane) ?? 0;
    if (now < closed) this.ignored.push(`${lane} at ${now}, closed until ${closed}`);
    const recent = (this.#windows.get(lane) ?? []).filter((at) => now - at < windowMs);
    this.#windows.set(lane, recent);
    const first = recent[0];
    if (now >= closed && (recent.length < most || first === undefined)) {
      recent.push(now);
      return undefined;
    }
    const wait = Math.ceil(Math.max(closed - now, (first ?? now) + windowMs - now, 1) / 1000) * 1000;
    this.#closedUntil.set(lane, now + wait);
    return { at: 'refused', why: 'too-many', detail: 'ratelimited', retryAfterMs: wait };
  }
}

export function placeOf({ team, kind, id }: Target): string {
  return `${team}/${kind}/${id}`;
}

const refusals = ['unreachable', 'not-in-channel', 'other', 'too-many'] as const;

/** Faults as dice give them, in so many of a hundred requests. */
export function faultsFrom(dice: Dice, share: number): NonNullable<PlatformOptions['fault']> {
  return (request) => {
    if (dice.below(100) >= share) return undefined;
    const kind = dice.below(10);
    if (request === 'post' && kind < 3) return 'lost';
    if (request === 'post' && kind < 5) return 'late';
    if (kind < 6) return 'nothing';
    const why = request === 'post' ? dice.pick(refusals) : 'unreachable';
    const wait = why === 'too-many' ? { retryAfterMs: 1_000 * (1 + dice.below(30)) } : {};
    return { at: 'refused', why: why === 'other' ? 'unreachable' : why, detail: 'by dice', ...wait };
  };
}
