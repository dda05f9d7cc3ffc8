import { once } from 'node:events';
import { PassThrough } from 'node:stream';

/** A terminal of 80 columns that nobody looks at: keys go in, and what a person would see comes out. */
export class FakeScreen {
  readonly input: PassThrough & { isTTY: boolean; setRawMode(raw: boolean): void };
  readonly output: PassThrough & { isTTY: boolean; columns: number; rows: number };
  /** Whether keys come in one by one, which the prompt has to give back. */
  raw = false;
  #said = '';

  constructor() {
    const setRawMode = (raw: boolean) => {
      this.raw = raw;
    };
    this.input = Object.assign(new PassThrough(), { isTTY: true, setRawMode });
    this.output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
    this.output.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
  }

  type(keys: string): void {
    this.input.write(keys);
  }

  /** Types, and resolves with what is shown from then on once it holds a match. */
  async typed(keys: string, until: RegExp): Promise<string> {
    const from = this.#said.length;
    this.type(keys);
    while (!until.test(this.#since(from))) await once(this.output, 'data');
    return this.#since(from);
  }

  #since(from: number): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves the cursor is no text.
    return this.#said.slice(from).replace(/\x1b\[[\d;]*[A-Za-z]/g, '');
  }
}
