/** A stream of numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
}

/** The elements in an order that follows from the seed. */
export function shuffled<T>(elements: readonly T[], seed: number): T[] {
  const random = seeded(seed);
  const result = [...elements];
  for (let last = result.length - 1; last > 0; last--) {
    const place = Math.floor(random() * (last + 1));
    [result[last], result[place]] = [result[place] as T, result[last] as T];
  }
  return result;
}
