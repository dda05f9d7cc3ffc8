import { makeModel } from '../../src/alerts/customer-model.ts';
import type { CustomerModel } from '../../src/alerts/model.ts';
import { type Counts, SLOT_MS } from '../../src/alerts/sample.ts';
import { type RuleSettings, usualSettings } from '../../src/alerts/settings.ts';
import type { Verdict } from '../../src/alerts/verdict.ts';

export const DAY = 86_400_000;
/** A Monday. */
export const START = Date.UTC(2026, 1, 2);

/** Numbers between 0 and 1, the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

export interface Usual {
  /** Calls of a slot while open, and the share of them that is lost. */
  readonly calls: number;
  readonly rate: number;
  readonly seed?: number;
  readonly open?: readonly [number, number];
  /** What happens on top: undefined leaves the slot as it is. */
  readonly but?: (at: number, usual: Counts) => Counts | null | undefined;
}

/** What comes in the slot, as chance has it: on weekdays from 8 to 18 where nothing else is said. */
export function usually({ calls, rate, seed = 1, open = [8, 18], but }: Usual): (at: number) => Counts | null {
  return (at) => {
    const random = dice(seed * 7_919 + at / SLOT_MS);
    for (let i = 0; i < 3; i += 1) random();
    const hour = (at % DAY) / 3_600_000;
    const weekday = new Date(at).getUTCDay();
    const isOpen = hour >= open[0] && hour < open[1] && weekday !== 0 && weekday !== 6;
    const n = isOpen ? Math.round(calls * (0.6 + 0.8 * random())) : 0;
    let bad = 0;
    for (let i = 0; i < n; i += 1) if (random() < rate) bad += 1;
    const usual = { calls: n, bad };
    const other = but?.(at, usual);
    return other === undefined ? usual : other;
  };
}

/** A moment of the day number `day` (0: the first Monday), by the hour. */
export function on(day: number, hour: number): number {
  return START + day * DAY + hour * 3_600_000;
}

/** Goes through the slots from `from` to before `to` with a model of one series. */
export function run(
  counts: (at: number) => Counts | null,
  from: number,
  to: number,
  model: CustomerModel = makeModel(usualSettings('abandon-rate')),
): { verdicts: Verdict[]; fired: Verdict[]; resolved: Verdict[]; model: CustomerModel } {
  const verdicts: Verdict[] = [];
  for (let at = from; at < to; at += SLOT_MS) verdicts.push(...model.step(at, new Map([[1, counts(at)]])));
  const turned = (to: Verdict['turned']) => verdicts.filter((verdict) => verdict.turned === to);
  return { verdicts, fired: turned('fired'), resolved: turned('resolved'), model };
}

export const modelWith = (settings: Partial<RuleSettings>): CustomerModel =>
  makeModel({ ...usualSettings('abandon-rate'), ...settings });

/** So many calls in each slot from `from` to before `to`, so many of them lost. */
export function between(from: number, to: number, calls: number, bad: number) {
  return (at: number): Counts | undefined => (at >= from && at < to ? { calls, bad } : undefined);
}
