/** Named counts, sums and extremes of one file, to be held against those of the database. */
export class Tally {
  readonly #values = new Map<string, number | string>();

  add(key: string, amount = 1): void {
    this.#values.set(key, Number(this.#values.get(key) ?? 0) + amount);
  }

  /** A figure that may be unknown: its sum, and how many are unknown. */
  figure(key: string, value: number | null, rows = 1): void {
    if (value === null) this.add(`${key} unknown`, rows);
    else this.add(key, value);
  }

  /** The first and last of days. */
  span(key: string, day: string | null): void {
    if (day === null || day === '') return;
    const first = this.#values.get(`${key} first`);
    const last = this.#values.get(`${key} last`);
    if (first === undefined || day < String(first)) this.#values.set(`${key} first`, day);
    if (last === undefined || day > String(last)) this.#values.set(`${key} last`, day);
  }

  /** In the order of the keys; what is zero is left out, for nobody counts what is not there. */
  entries(): [string, number | string][] {
    return [...this.#values].filter(([, value]) => value !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** The number in a cell; a blank one is unknown. */
export function numberOrNull(text: string): number | null {
  return text === '' ? null : Number(text);
}
