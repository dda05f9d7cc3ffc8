import type { DeliveryStep, DueDelivery } from '../../db/readings/deliveries.ts';
import type { Clock } from '../base/clock.ts';
import { MINUTE_MS, type Pace } from './timing.ts';

/** So many places refused within this time are the whole workspace's limit, not theirs. */
const CROWD = 3;
const CROWD_MS = 5_000;
const MOST_LANES = 5_000;

/** Where a request goes, and which of the platform's limits it counts against. */
export type Paced = Pick<DueDelivery, 'platform' | 'team' | 'toKind' | 'toId' | 'id' | 'kind'>;

type Lane = readonly [name: string, everyMs: number];

/** Keeps requests as far apart as the platform wants them, place by place and workspace by workspace. By the monotonic clock. */
export class Pacer {
  readonly #clock: Clock;
  readonly #paceOf: (platform: string) => Pace;
  readonly #free = new Map<string, number>();
  /** The lanes of what waits, asked for again and again. */
  readonly #known = new WeakMap<Paced, { readonly step: DeliveryStep; readonly lanes: readonly Lane[] }>();
  readonly #refused = new Map<string, { readonly place: string; readonly at: number }[]>();

  constructor(clock: Clock, paceOf: (platform: string) => Pace) {
    this.#clock = clock;
    this.#paceOf = paceOf;
  }

  /** From when on a request may be made, in monotonic milliseconds; 0 for at once. */
  freeAt(step: DeliveryStep, to: Paced): number {
    let free = 0;
    for (const [lane] of this.#lanes(step, to)) free = Math.max(free, this.#free.get(lane) ?? 0);
    return free;
  }

  /** A request is made now. */
  take(step: DeliveryStep, to: Paced): void {
    const now = this.#clock.monotonic();
    if (this.#free.size > MOST_LANES) this.#sweep(now);
    for (const [lane, everyMs] of this.#lanes(step, to)) this.#free.set(lane, now + everyMs);
  }

  /** The platform asks for a pause: of one place for what it counts by place, of the workspace for the rest. */
  pause(step: DeliveryStep, to: Paced, ms: number): void {
    const until = this.#clock.monotonic() + ms;
    const lanes = this.#lanes(step, to).map(([lane]) => lane);
    const [place] = lanes;
    const isOfPlace = step === 'post' || (step === 'fill' && this.#paceOf(to.platform).editsByPlace);
    if (isOfPlace && place !== undefined && !this.#isCrowd(to, place)) this.#delay([place], until);
    else this.#delay(lanes, until);
  }

  #sweep(now: number): void {
    for (const [lane, free] of this.#free) if (free <= now) this.#free.delete(lane);
  }

  #delay(lanes: readonly string[], until: number): void {
    for (const lane of lanes) this.#free.set(lane, Math.max(this.#free.get(lane) ?? 0, until));
  }

  #isCrowd(to: Paced, place: string): boolean {
    const now = this.#clock.monotonic();
    const team = teamOf(to);
    const recent = (this.#refused.get(team) ?? []).filter(({ at }) => now - at <= CROWD_MS);
    recent.push({ place, at: now });
    this.#refused.set(team, recent);
    return new Set(recent.map((each) => each.place)).size >= CROWD;
  }

  #lanes(step: DeliveryStep, to: Paced): readonly Lane[] {
    const known = this.#known.get(to);
    if (known?.step === step) return known.lanes;
    const lanes = this.#lanesOf(step, to);
    this.#known.set(to, { step, lanes });
    return lanes;
  }

  #lanesOf(step: DeliveryStep, to: Paced): readonly Lane[] {
    const team = teamOf(to);
    const { placeMs, editMs, postsPerMinute, fillsPerMinute, looksPerMinute, editsByPlace } = this.#paceOf(to.platform);
    if (step === 'post') {
      return [
        [`place ${team}/${to.toKind}/${to.toId}`, placeMs],
        [`posts ${team}`, MINUTE_MS / postsPerMinute],
      ];
    }
    if (step === 'fill') {
      const fills: Lane = [`fills ${team}`, MINUTE_MS / fillsPerMinute];
      // What a message is told to say in between is said at once by the next edit.
      const own: readonly Lane[] = to.kind === 'alert' ? [[`edit ${to.id}`, editMs]] : [];
      const place: readonly Lane[] = editsByPlace ? [[`edits ${team}/${to.toKind}/${to.toId}`, 0]] : [];
      return [...place, ...own, fills];
    }
    return [[`looks ${team}`, MINUTE_MS / looksPerMinute]];
  }
}

function teamOf({ platform, team }: Paced): string {
  return `${platform}/${team}`;
}
