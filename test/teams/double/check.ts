import { assertValidCard, assertValidMessage } from '../validator/validator.ts';
import { attachmentsOf, CARD } from './card-parts.ts';
import type { TeamsRecord } from './record.ts';
import type { Fields } from './types.ts';

/** What a bot's message may weigh, in bytes of UTF-16, pictures in it not counted. */
export const MOST_BYTES = 100 * 1024;
/** What a request may weigh in all. */
export const MOST_BODY_BYTES = 262_144;

/** Holds what the bot sends against the rules of Teams, and keeps what is wrong with it. */
export class Check {
  readonly #record: TeamsRecord;

  constructor(record: TeamsRecord) {
    this.#record = record;
  }

  message(by: string, activity: Fields): void {
    const { summary, attachments = [], text, textFormat, entities } = activity;
    if (attachmentsOf(activity).some(({ contentType }) => contentType !== CARD)) {
      // Cards about files have a form of their own.
      if (typeof summary !== 'string' || summary === '') this.#record.blame(`${by}: nothing for the notification`);
      return;
    }
    const given = Object.entries({ summary, attachments, text, textFormat, entities });
    this.#run(by, () => assertValidMessage(Object.fromEntries(given.filter(([, value]) => value !== undefined))));
  }

  card(by: string, card: unknown): void {
    this.#run(by, () => assertValidCard(card));
  }

  #run(by: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#record.blame(`${by}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** A message's weight as Teams counts it. */
export function weightOf(activity: Fields): number {
  const text = JSON.stringify(activity).replace(/data:image\/[a-z+]+;base64,[A-Za-z0-9+/=]+/g, '');
  return text.length * 2;
}
