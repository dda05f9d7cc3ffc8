import type { Fault, FaultRule, Fields } from './types.ts';

/** What is to go wrong, in the order it was asked for. */
export class Faults {
  #rules: { rule: FaultRule; left: number }[] = [];
  #held: (() => void)[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  /** The fault for a request, which uses it up. */
  take(method: string, request: { readonly path: string; readonly body: Fields }): Fault | undefined {
    const found = this.#rules.find(
      ({ rule, left }) =>
        left > 0 && (rule.method === method || rule.method === '*') && (rule.where?.(request) ?? true),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.rule.fault;
  }

  clear(): void {
    this.#rules = [];
    this.release();
  }

  /** Resolves at the next `release`. */
  hold(): Promise<void> {
    return new Promise((resolve) => {
      this.#held.push(resolve);
    });
  }

  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const go of held) go();
  }
}
