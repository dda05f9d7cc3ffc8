import { isUtf8 } from 'node:buffer';

/** Says of bytes that arrive in pieces whether they are valid UTF-8 up to the last byte. */
export class Utf8Check {
  #valid = true;
  #tail: Buffer = Buffer.alloc(0);

  add(bytes: Buffer): void {
    if (!this.#valid) return;
    const all = this.#tail.length === 0 ? bytes : Buffer.concat([this.#tail, bytes]);
    const whole = all.length - unfinished(all);
    this.#valid = isUtf8(all.subarray(0, whole));
    this.#tail = Buffer.from(all.subarray(whole));
  }

  end(): boolean {
    return this.#valid && this.#tail.length === 0;
  }
}

/** How many bytes at the end begin a character that needs more bytes: 0 to 3. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
  }
  return 0;
}
