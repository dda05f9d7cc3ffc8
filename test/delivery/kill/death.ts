import { writeSync } from 'node:fs';
import { z } from 'zod/v4';
import type { Dice } from '../../questions/dice.ts';

/** Where a process dies: at the `nth` passing of any of these points. */
export const death = z.object({ points: z.array(z.string()), nth: z.number() });
export type Death = z.infer<typeof death>;

const SAID = /^died at (\S+)$/m;

/** Has this process die where it is told to, after it said at which point; without a death it lives on. */
export function passing(die: Death | null): (point: string) => Promise<void> {
  const where = new Set(die?.points);
  let left = die?.nth ?? Number.POSITIVE_INFINITY;
  return async (point) => {
    if (!where.has(point)) return;
    left -= 1;
    if (left > 0) return;
    writeSync(1, `died at ${point}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
}

/** The point at which a process died, by what it said; undefined where it was killed from outside. */
export function diedAt(said: string): string | undefined {
  return SAID.exec(said)?.[1];
}

/** Counts deaths by point, and has the next one be where there were the fewest. */
export class Deaths {
  readonly #counts: Map<string, number>;
  #anywhere = 0;

  constructor(points: readonly string[]) {
    this.#counts = new Map(points.map((point) => [point, 0]));
  }

  /** Some die wherever they are; the others at one of the third of all points at which the fewest died. */
  next(dice: Dice, most: number): Death | null {
    if (dice.oneIn(8)) return null;
    const thrown = [...this.#counts].map(([point, count]) => ({ point, order: count + dice.below(1_000) / 1_000 }));
    thrown.sort((one, other) => one.order - other.order);
    const points = thrown.slice(0, Math.ceil(thrown.length / 3)).map(({ point }) => point);
    return { points, nth: 1 + dice.below(most) };
  }

  count(point: string | undefined): void {
    if (point === undefined) this.#anywhere += 1;
    else this.#counts.set(point, (this.#counts.get(point) ?? 0) + 1);
  }

  get all(): Readonly<Record<string, number>> {
    return { ...Object.fromEntries(this.#counts), anywhere: this.#anywhere };
  }
}
