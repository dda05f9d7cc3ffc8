import { pipeline, type Readable } from 'node:stream';
import type { Gunzip, InflateRaw } from 'node:zlib';
import { maxUnpackedBytes, maxUnpackRatio } from './limits.ts';
import { asDamaged, refuse } from './refusals.ts';

/**
 * Unpacks a stream, at the reader's pace. What comes out is counted, whatever the headers promise: UnreadableFile
 * `zip-bomb` beyond the limits, `damaged` where the packed data is wrong.
 */
export async function* unpack(
  packed: Readable,
  inflater: Gunzip | InflateRaw,
  packedBytes: number,
  file: string,
): AsyncGenerator<Buffer, void, undefined> {
  let unpacked = 0;
  // The error is met below, where the inflater is read; the pipeline destroys either side with the other.
  const flow = pipeline(packed, inflater, () => undefined);
  try {
    for await (const chunk of flow as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > packedBytes * maxUnpackRatio)
        throw refuse('zip-bomb', file, `over ${maxUnpackRatio} times its size`);
      if (unpacked > maxUnpackedBytes) throw refuse('zip-bomb', file, 'over 4 GB');
      yield chunk;
    }
  } catch (error) {
    throw asDamaged(error, file);
  } finally {
    packed.destroy();
  }
}
