/** A whole number from 0 up to, and without, `below`. */
export type Random = (below: number) => number;

/** Small and seedable; what it lacks in quality it has in being the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function pick<T>(random: Random, values: readonly [T, ...T[]]): T {
  return values[random(values.length)] ?? values[0];
}

export function shuffled<T>(random: Random, values: readonly T[]): T[] {
  const left = [...values];
  return Array.from(values, () => left.splice(random(left.length), 1)).flat();
}

export const seed = Number(process.env['SEED'] ?? 20_261_121);
