/** What is lost of calls where nothing at all is known, and how many calls that guess is worth. */
const PRIOR_RATE = 0.08;
const PRIOR_WEIGHT = 20;

/** Calls and lost calls counted together. */
export interface Pool {
  readonly calls: number;
  readonly bad: number;
}

/** The pool's rate, drawn to `rate` as if that had been seen on `weight` calls; to what is common where `rate` is null. */
export function rateOf(pool: Pool, rate: number | null, weight: number): number {
  const drawn = rate ?? PRIOR_RATE;
  const weigh = rate === null ? PRIOR_WEIGHT : weight;
  return (pool.bad + weigh * drawn) / (pool.calls + weigh);
}
