import type { Sample } from './metrics.ts';

/** Counts what happened, by name, since the program started. */
export class Tally<Name extends string> {
  readonly #counts = new Map<Name, number>();

  /** Beginning with 0 for each of `names`: a counter that appears with its first event hides that event. */
  constructor(names: readonly Name[]) {
    for (const name of names) this.#counts.set(name, 0);
  }

  add(name: Name): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  get(name: Name): number {
    return this.#counts.get(name) ?? 0;
  }

  /** With the names as values of this label. */
  samples(label: string): Sample[] {
    return [...this.#counts].map(([name, value]) => ({ labels: { [label]: name }, value }));
  }
}
