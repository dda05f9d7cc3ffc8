import { assertValidMessage, assertValidOptions, assertValidView } from '../validator/validator.ts';
import type { SlackRecord } from './record.ts';

type Payload = Readonly<Record<string, unknown>>;

/** Holds what the bot sends against Slack's limits, and keeps what is wrong with it. */
export class Check {
  readonly #record: SlackRecord;

  constructor(record: SlackRecord) {
    this.#record = record;
  }

  message(by: string, payload: Payload): void {
    this.#run(by, () => assertValidMessage(payload));
    if (by === 'chat.postMessage' && (payload['unfurl_links'] !== false || payload['unfurl_media'] !== false))
      this.#record.blame(`${by}: links are unfurled`);
  }

  view(by: string, view: unknown): void {
    this.#run(by, () => assertValidView(view));
  }

  /** The reply to something typed into a select. */
  options(body: string): void {
    this.#run('options', () => assertValidOptions(JSON.parse(body)));
  }

  #run(by: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#record.blame(`${by}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
