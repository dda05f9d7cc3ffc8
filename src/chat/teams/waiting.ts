import type { Clock } from '../../base/clock.ts';

/**
 * What the reply to a pressed button does: shows a card in its place, says a line to whoever pressed, says that the answer
 * is elsewhere (`apart`), or only that it came.
 */
export type InvokeReply =
  | { readonly kind: 'card'; readonly card: unknown }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'apart' }
  | { readonly kind: 'done' };

/** Teams gives up after about ten seconds, and shows an error. */
const PATIENCE_MS = 8_000;

/**
 * Requests of pressed buttons that wait for their reply, in this process. What is pressed is stored and acknowledged like
 * anything else that people say; its answer goes back with the request where it is ready in time, and by itself where not.
 */
export class Waiting {
  readonly #clock: Clock;
  readonly #open = new Map<string, (reply: InvokeReply) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves with the reply of `answer`, or with `done` once patience ends. */
  async wait(id: string): Promise<InvokeReply> {
    const late = new AbortController();
    const reply = new Promise<InvokeReply>((resolve) => {
      this.#open.set(id, resolve);
    });
    const patience = this.#clock
      .sleep(PATIENCE_MS, late.signal)
      .then((): InvokeReply => ({ kind: 'done' }))
      .catch((): InvokeReply => ({ kind: 'done' }));
    try {
      return await Promise.race([reply, patience]);
    } finally {
      late.abort();
      this.#open.delete(id);
    }
  }

  /** Whether a request still waits, so that `answer` will reach whoever pressed. */
  isOpen(id: string | undefined): boolean {
    return id !== undefined && this.#open.has(id);
  }

  /** Gives a request its reply; false where none waits any more. */
  answer(id: string | undefined, reply: InvokeReply): boolean {
    const resolve = id === undefined ? undefined : this.#open.get(id);
    if (id === undefined || resolve === undefined) return false;
    this.#open.delete(id);
    resolve(reply);
    return true;
  }

  /** Lets everything that waits go, when the program stops. */
  close(): void {
    for (const resolve of this.#open.values()) resolve({ kind: 'done' });
    this.#open.clear();
  }
}
