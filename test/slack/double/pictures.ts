import type { Block } from './types.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Picture {
  /** How often `files.info` still says that nothing is known of its kind. */
  left: number;
}

const MOST_KEPT = 5_000;

/** The pictures the bot gave to Slack, which it may name in a message once Slack has looked at them. */
export class Pictures {
  #pictures = new Map<string, Picture>();
  #slowness = 0;
  /** Ids that were named in a message, in order. */
  named: string[] = [];

  /** What is given from now on is ready after so many questions; Infinity: never. */
  slow(questions: number): void {
    this.#slowness = questions;
  }

  /** Takes every picture away, as a short retention does. */
  forget(): void {
    this.#pictures.clear();
  }

  clear(): void {
    this.#slowness = 0;
    this.named = [];
  }

  completed(reply: Fields): void {
    const files = Array.isArray(reply['files']) ? (reply['files'] as Fields[]) : [];
    for (const { id } of files) this.#pictures.set(String(id), { left: this.#slowness });
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size > MOST_KEPT && oldest !== undefined) this.#pictures.delete(oldest);
  }

  /** What `files.info` says of one. */
  info(id: string): Fields {
    const picture = this.#pictures.get(id);
    if (picture === undefined) return { ok: false, error: 'file_not_found' };
    if (picture.left === 0) return { ok: true, file: { id, mimetype: 'image/png', filetype: 'png' } };
    picture.left -= 1;
    return { ok: true, file: { id, mimetype: '', filetype: '' } };
  }

  /** Slack's no to a message with a picture that it has not, or not yet. */
  refusal(blocks: unknown): Fields | undefined {
    if (!Array.isArray(blocks)) return undefined;
    const messages = (blocks as Block[]).flatMap((block, at) => {
      const id = block['type'] === 'image' ? Reflect.get(Object(block['slack_file']), 'id') : undefined;
      if (typeof id !== 'string') return [];
      this.named.push(id);
      return this.#pictures.get(id)?.left === 0
        ? []
        : [`[ERROR] invalid slack file [json-pointer:/blocks/${at}/slack_file]`];
    });
    return messages.length === 0 ? undefined : { ok: false, error: 'invalid_blocks', response_metadata: { messages } };
  }
}
