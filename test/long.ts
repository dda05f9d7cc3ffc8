const isLong = process.env['LONG'] === '1';

/** How many rounds a random test runs: `short` in `npm test`, `long` in `npm run test:long`. */
export function rounds(short: number, long: number): number {
  return isLong ? long : short;
}
