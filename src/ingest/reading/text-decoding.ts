import { isAscii } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import type { Encoding } from './table.ts';

/** Turns bytes that arrive in pieces into text; characters cut by the end of a piece are kept for the next. */
interface TextDecoding {
  write(bytes: Buffer): string;
  /** What is left, as a replacement character if the last one is incomplete. */
  end(): string;
}

/** A decoding for one reading of a file. A byte-order mark at the beginning is left out. */
export function startDecoding(encoding: Encoding): TextDecoding {
  const decoding = decodings[encoding]();
  let begun = false;
  return {
    write(bytes) {
      const text = decoding.write(bytes);
      if (begun || text === '') return text;
      begun = true;
      return text.startsWith('\uFEFF') ? text.slice(1) : text;
    },
    end: () => decoding.end(),
  };
}

const decodings: Record<Encoding, () => TextDecoding> = {
  'utf-8': () => {
    const decoder = new StringDecoder('utf8');
    let whole = true;
    return {
      write(bytes) {
        // ASCII is cut at any byte, and as Latin-1 it is decoded and searched several times faster.
        if (whole && isAscii(bytes)) return bytes.toString('latin1');
        const text = decoder.write(bytes);
        whole = (bytes.at(-1) ?? 0) < 0x80;
        return text;
      },
      end: () => decoder.end(),
    };
  },
  'utf-16le': () => decodeUtf16((bytes) => bytes),
  'utf-16be': () => decodeUtf16((bytes) => Buffer.from(bytes).swap16()),
  'windows-1252': () => ({
    write: (bytes) =>
      bytes.toString('latin1').replace(/[\x80-\x9f]/g, (c) => upperControls[c.charCodeAt(0) - 0x80] ?? c),
    end: () => '',
  }),
};

/** Windows-1252 where it differs from Latin-1. By table, as TextDecoder takes it for Latin-1 in some Node releases. */
const upperControls = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function decodeUtf16(toLittleEndian: (bytes: Buffer) => Buffer): TextDecoding {
  const decoder = new StringDecoder('utf16le');
  let odd: Buffer = Buffer.alloc(0);
  return {
    write(bytes) {
      const all = odd.length === 0 ? bytes : Buffer.concat([odd, bytes]);
      const even = all.length & ~1;
      odd = Buffer.from(all.subarray(even));
      return decoder.write(toLittleEndian(all.subarray(0, even)));
    },
    end: () => decoder.end() + (odd.length === 0 ? '' : '\uFFFD'),
  };
}
