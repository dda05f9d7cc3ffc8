/** Above this many steps the tail is taken by its size already: what is left is smaller than the rounding. */
const STEPS = 5_000;

/** ln Γ(x) for x > 0, to about 1e-10 (Stirling's series, moved up where x is small). */
export function lnGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 8) {
    shift -= Math.log(z);
    z += 1;
  }
  const inverse = 1 / (z * z);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / z;
  return shift + (z - 0.5) * Math.log(z) - z + 0.918_938_533_204_672_8 + series;
}

/**
 * How likely `bad` or more of `calls` are lost where each call is lost with the chance `rate` and calls of the same time
 * share their fate with the correlation `spread` (beta-binomial). `spread` 0 is the plain binomial.
 */
export function tail(bad: number, calls: number, rate: number, spread: number): number {
  if (bad <= 0) return 1;
  if (bad > calls) return 0;
  const mean = Math.min(0.999, Math.max(0.000_1, rate));
  const size = 1 / Math.max(spread, 0.000_1) - 1;
  const a = mean * size;
  const b = size - a;
  const rest = calls - bad;
  let term = Math.exp(
    lnGamma(calls + 1) -
      lnGamma(bad + 1) -
      lnGamma(rest + 1) +
      lnGamma(bad + a) +
      lnGamma(rest + b) -
      lnGamma(calls + size) +
      lnGamma(size) -
      lnGamma(a) -
      lnGamma(b),
  );
  let sum = term;
  const end = Math.min(calls, bad + STEPS);
  for (let k = bad; k < end; k += 1) {
    term *= ((calls - k) * (k + a)) / ((k + 1) * (calls - k - 1 + b));
    sum += term;
    if (term < sum * 1e-9) break;
  }
  return Math.min(1, sum);
}
