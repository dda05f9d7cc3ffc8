import type { Card } from '../card/card.ts';
import type { Sent } from '../port.ts';
import type { Scene } from './scene.ts';
import { logRefused } from './undelivered.ts';

/** Platforms allow about one edit of a message a second, and people read no faster. */
const EDIT_EVERY_MS = 3000;

/** Where a message is that the bot can edit. */
export interface MessageAt {
  readonly channel: string;
  readonly message: string;
}

/** A message to one person that says how far something is and, in the same place, how it ended. */
export class LiveMessage {
  readonly #scene: Scene;
  readonly #delivery: string;
  #at: MessageAt | null;
  #shownAt = 0;
  #editing: Promise<unknown> | undefined;

  /** `at` is where it is already, from before a restart. */
  constructor(scene: Scene, delivery: string, at: MessageAt | null) {
    this.#scene = scene;
    this.#delivery = delivery;
    this.#at = at;
  }

  /** Where it is; null where the platform did not take it, or did not say. */
  get at(): MessageAt | null {
    return this.#at;
  }

  /** Shows it for the first time. */
  async begin(card: Card): Promise<Sent> {
    return this.#show(card);
  }

  /** Shows how far it is, unless that was shown a moment ago or is on its way; never waits and never throws. */
  progress(card: () => Card): void {
    const now = this.#scene.around.clock.monotonic();
    if (this.#at === null || this.#editing !== undefined || now - this.#shownAt < EDIT_EVERY_MS) return;
    this.#editing = this.#show(card())
      .catch((error: unknown) => this.#scene.around.log.warn(error, 'how far an import is was not shown'))
      .finally(() => {
        this.#editing = undefined;
      });
  }

  /** Shows how it ended, in a message of its own where the one before cannot be edited. */
  async end(card: Card): Promise<Sent> {
    // The last word must not be overtaken by a word before it.
    await this.#editing;
    const sent = await this.#show(card);
    if (sent.at !== 'refused' || this.#at === null) return sent;
    this.#at = null;
    return this.#show(card);
  }

  async #show(card: Card): Promise<Sent> {
    const { port, incoming, around } = this.#scene;
    const { speaker } = incoming;
    this.#shownAt = around.clock.monotonic();
    if (this.#at !== null) return port.send({ to: 'message', team: speaker.team, ...this.#at }, card, this.#delivery);
    const sent = await port.send({ to: 'person', speaker }, card, this.#delivery);
    if (sent.at === 'refused') logRefused(around.log, sent, 'how an import goes could not be shown');
    if (sent.at === 'posted' && sent.channel !== null && sent.message !== null)
      this.#at = { channel: sent.channel, message: sent.message };
    return sent;
  }
}
