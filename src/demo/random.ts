/** A well-mixed 32-bit number; one to one in `value`, so different inputs never meet. */
export function mix(value: number): number {
  let z = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** One 32-bit number from several, the same on every machine. */
export function hash(a: number, b: number, c = 0, d = 0): number {
  return mix(mix(mix(mix(a) + b) + c) + d);
}

/** A 32-bit number of a text (FNV-1a), to tell topics apart that have a name and no number. */
export function textNumber(text: string): number {
  let number = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) number = Math.imul(number ^ text.charCodeAt(i), 0x01000193);
  return number >>> 0;
}

/**
 * A seeded stream of numbers (splitmix32). One stream per seed, topic and company: a company is then the same
 * whichever file asks for it, and in whatever order, so no file has to be kept in memory for another.
 */
export class Random {
  #state: number;

  constructor(seed: number, topic: number, index: number) {
    // `hash` of seed and topic only: adding the index last keeps the start state different for every company.
    this.#state = (hash(seed, topic) + mix(index)) | 0;
  }

  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    return Math.floor((mix(this.#state) / 4_294_967_296) * limit);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True `permille` times in a thousand. */
  chance(permille: number): boolean {
    return this.below(1000) < permille;
  }

  pick<T>(list: readonly T[]): T {
    return at(list, this.below(list.length));
  }
}

/** The element at `index`, counted round and round; a list of the demo is never empty. */
export function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

/** A list in which each element stands as often as its share, for picking by weight with one number. */
export function byShare<T>(list: readonly T[], share: (element: T) => number): readonly T[] {
  return list.flatMap((element) => new Array<T>(share(element)).fill(element));
}

/**
 * The `index`-th number of a seeded order of 0 … size − 1: no number comes twice before all have come (after that
 * they start again). It is how names and ids are unique without remembering those already given.
 */
export function shuffledNumber(seed: number, topic: number, size: number, index: number): number {
  const bits = 32 - Math.clz32(size - 1);
  const mask = 2 ** bits - 1;
  const shift = (bits >>> 1) + 1;
  const factor = hash(seed, topic, 1) | 1;
  const offset = hash(seed, topic, 2);
  let number = index % size;
  // Each step is one to one over whole bits; walking on until the number is in range keeps it one to one over `size`.
  do {
    number = (Math.imul(number, factor) + offset) & mask;
    number ^= number >>> shift;
    number = Math.imul(number, 0x2c1b3c6d) & mask;
    number ^= number >>> shift;
  } while (number >= size);
  return number;
}
