/** Random choices that come out the same for the same seed. */
export function picker(seed: number) {
  let state = seed >>> 0;
  // Mulberry32: small, and even enough to choose moments with.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    /** From 0 up to but not including `end`. */
    upTo: (end: number) => next() * end,
  };
}
