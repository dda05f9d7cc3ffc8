import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { printable } from '../answers/text.ts';
import { explainFileError } from './file-errors.ts';

/** Prints CSV lines: to a file or pipe the bytes as they are, to a terminal nothing that moves its cursor. */
export async function printCsv(lines: AsyncIterable<string>, stream: NodeJS.WriteStream): Promise<void> {
  for await (const line of lines) stream.write(stream.isTTY ? `${printable(line.trimEnd())}\n` : line);
}

/**
 * Writes the lines to a new file that only this user may read. Nothing is written when they fail before the first one;
 * a file that is there already is left alone. Throws a UserError that names the file.
 */
export async function writeNewFile(lines: AsyncGenerator<string>, path: string): Promise<void> {
  const first = await lines.next();
  try {
    await pipeline(Readable.from(withFirst(first, lines)), createWriteStream(path, { mode: 0o600, flags: 'wx' }));
  } catch (error) {
    throw explainFileError(error, path, 'Name another file with --out, in a folder that this user may write in.');
  }
}

async function* withFirst(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (!first.done) yield first.value;
  yield* rest;
}
