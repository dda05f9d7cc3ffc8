const NEWLINE = 10;
/** More than a question may have, so that a line that lost its end is refused and never taken for its beginning. */
const LONGEST_BYTES = 16_384;
const BYTE_ORDER_MARK = /^\ufeff/;

/**
 * The lines of a stream that hold anything but blanks, as they come in; a last one without an ending too. Never holds
 * more than one line and one chunk, whatever the stream is; bytes that are no UTF-8 become U+FFFD. `onData` is told of
 * the first byte, so that an empty stream can be told from one of blank lines.
 */
export async function* linesOf(input: AsyncIterable<Buffer | string>, onData: () => void): AsyncGenerator<string> {
  const line = new Line();
  let first = true;
  for await (const given of input) {
    const chunk = typeof given === 'string' ? Buffer.from(given) : given;
    if (chunk.length === 0) continue;
    onData();
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      line.add(chunk.subarray(from, end));
      from = end + 1;
      const done = line.take(first);
      first = false;
      if (done !== undefined) yield done;
    }
    line.add(chunk.subarray(from));
  }
  const last = line.take(first);
  if (last !== undefined) yield last;
}

/** The line that is being read. */
class Line {
  #parts: Buffer[] = [];
  #bytes = 0;
  #cut = false;

  add(part: Buffer): void {
    const room = LONGEST_BYTES - this.#bytes;
    if (part.length > room) this.#cut = true;
    const kept = part.subarray(0, Math.max(0, room));
    if (kept.length === 0) return;
    // A copy: a part of a chunk would keep the whole of it in memory.
    this.#parts.push(Buffer.from(kept));
    this.#bytes += kept.length;
  }

  /** The line, and room for the next; undefined when it is blank. */
  take(isFirst: boolean): string | undefined {
    if (this.#bytes === 0) return undefined;
    const bytes = Buffer.concat(this.#parts).toString('utf8');
    const whole = isFirst ? bytes.replace(BYTE_ORDER_MARK, '') : bytes;
    const text = this.#cut ? whole : whole.trim();
    this.#parts = [];
    this.#bytes = 0;
    this.#cut = false;
    return text === '' ? undefined : text;
  }
}
