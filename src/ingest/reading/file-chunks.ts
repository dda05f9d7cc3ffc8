import { open } from 'node:fs/promises';

/** Reads a file piece by piece into two buffers in turn, the next piece while the last is worked on. */
export async function* fileChunks(path: string, size: number): AsyncGenerator<Buffer, void, undefined> {
  const file = await open(path, 'r');
  const buffers = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)] as const;
  let reading = file.read(buffers[0], 0, size, null);
  try {
    for (;;) {
      const { bytesRead, buffer } = await reading;
      if (bytesRead === 0) return;
      reading = file.read(buffer === buffers[0] ? buffers[1] : buffers[0], 0, size, null);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    // the read under way must not outlive the file it reads
    await reading.catch(() => undefined);
    await file.close();
  }
}
