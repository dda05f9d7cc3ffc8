/** A death at the `nth` passing of a point: from then on nothing goes on. */
export function dieAt<Point>(
  point: Point,
  nth: number,
): { at(passed: Point): Promise<void>; readonly died: Promise<void> } {
  let left = nth;
  let isDead = false;
  let tell: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return {
    died,
    async at(passed) {
      if (passed === point) left -= 1;
      if (left <= 0 && !isDead) {
        isDead = true;
        tell();
      }
      if (isDead) await new Promise(() => undefined);
    },
  };
}
