import type { World } from './world.ts';

/** One row in 250 is bad, as in real exports; small files are clean unless `atLeast` asks for some. */
export function dirtyCount(rows: number, atLeast = 0): number {
  return Math.max(atLeast, Math.floor(rows / 250));
}

/** The rows of all companies in order, with `count` bad ones spread evenly between them. */
export function* mingle(
  world: World,
  count: number,
  good: (index: number) => readonly string[],
  bad: (nth: number, index: number) => string,
): Generator<string> {
  let given = 0;
  for (let index = 0; index < world.customers; index++) {
    yield* good(index);
    while (given < count && index + 1 >= Math.floor(((given + 1) * world.customers) / (count + 1))) {
      yield bad(given, index);
      given++;
    }
  }
}
