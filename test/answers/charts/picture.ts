import { inflateSync } from 'node:zlib';

/** A picture as its pixels, read without the library that drew it. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** `#rrggbb` of a pixel. */
  at(x: number, y: number): string;
  /** How many pixels of a part are of a colour. */
  count(colour: string, part?: Partial<Part>): number;
  /** The smallest part that holds every pixel of a colour; undefined where there is none. */
  bounds(colour: string, part?: Partial<Part>): Part | undefined;
}

export interface Part {
  readonly left: number;
  readonly top: number;
  /** Not in it any more. */
  readonly right: number;
  readonly bottom: number;
}

/** Reads a PNG of 8 bits a channel that is not interlaced. Throws for any other. */
export function readPng(png: Buffer): Picture {
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error('no PNG');
  let [width, height, channels] = [0, 0, 4];
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      if (body[8] !== 8 || (body[9] !== 6 && body[9] !== 2) || body[12] !== 0) throw new Error('another kind of PNG');
      channels = body[9] === 6 ? 4 : 3;
    } else if (type === 'IDAT') parts.push(body);
    at += 12 + length;
  }
  const pixels = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const hex = (x: number, y: number) => {
    const start = (y * width + x) * channels;
    return `#${pixels.toString('hex', start, start + 3)}`;
  };
  const each = (colour: string, part: Partial<Part>, found: (x: number, y: number) => void) => {
    const [r, g, b] = [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
    const { left = 0, top = 0, right = width, bottom = height } = part;
    for (let y = Math.floor(top); y < bottom; y++) {
      for (let x = Math.floor(left); x < right; x++) {
        const start = (y * width + x) * channels;
        if (pixels[start] === r && pixels[start + 1] === g && pixels[start + 2] === b) found(x, y);
      }
    }
  };
  return {
    width,
    height,
    at: hex,
    count(colour, part = {}) {
      let n = 0;
      each(colour, part, () => {
        n += 1;
      });
      return n;
    },
    bounds(colour, part = {}) {
      let [left, top, right, bottom] = [width, height, 0, 0];
      each(colour, part, (x, y) => {
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y + 1);
      });
      return right === 0 ? undefined : { left, top, right, bottom };
    },
  };
}

/** Undoes what makes the rows of a PNG compress well. */
function unfiltered(raw: Buffer, stride: number, height: number, step: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    const from = y * (stride + 1) + 1;
    if (filter === 0) {
      raw.copy(out, y * stride, from, from + stride);
      continue;
    }
    for (let x = 0; x < stride; x++) {
      const a = x >= step ? (out[y * stride + x - step] ?? 0) : 0;
      const b = y > 0 ? (out[(y - 1) * stride + x] ?? 0) : 0;
      const c = x >= step && y > 0 ? (out[(y - 1) * stride + x - step] ?? 0) : 0;
      out[y * stride + x] = ((raw[from + x] ?? 0) + predicted(filter, a, b, c)) & 255;
    }
  }
  return out;
}

function predicted(filter: number, a: number, b: number, c: number): number {
  if (filter === 1) return a;
  if (filter === 2) return b;
  return filter === 3 ? (a + b) >> 1 : paeth(a, b, c);
}

function paeth(a: number, b: number, c: number): number {
  const pa = Math.abs(b - c);
  const pb = Math.abs(a - c);
  const pc = Math.abs(a + b - 2 * c);
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}
