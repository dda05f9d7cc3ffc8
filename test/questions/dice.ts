/** Random choices that a printed seed repeats. */
export interface Dice {
  /** A whole number from 0, below `sides`. */
  below(sides: number): number;
  /** True in one of `n` throws. */
  oneIn(n: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Some of them, at most `most`, in a random order. */
  some<T>(from: readonly T[], most: number): T[];
}

/** Dice that fall the same way for the same seed. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const below = (sides: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides);
  };
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error('there is nothing to pick from');
    return from[below(from.length)] as T;
  };
  return {
    below,
    oneIn: (n) => below(n) === 0,
    pick,
    some(from, most) {
      const rest = [...from];
      const count = Math.min(below(most + 1), rest.length);
      return Array.from({ length: count }, () => rest.splice(below(rest.length), 1)[0] as (typeof rest)[number]);
    },
  };
}

/** The seed of this run: the same in every run, unless SEED names another. */
export const seed = Number(process.env['SEED'] ?? 20_261_121);
