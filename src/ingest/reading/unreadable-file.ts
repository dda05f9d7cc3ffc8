import { UserError } from '../../base/errors.ts';

export type UnreadableCode =
  | 'not-found'
  | 'not-a-file'
  | 'no-permission'
  | 'empty'
  | 'html'
  | 'json'
  | 'pdf'
  | 'xml'
  | 'old-excel'
  | 'encrypted'
  | 'zip-bomb'
  | 'too-large'
  | 'no-csv-inside'
  | 'nested-archive'
  | 'several-files-inside'
  | 'unknown-packing'
  | 'binary'
  | 'damaged'
  | 'changed'
  | 'no-such-sheet';

/** A file that cannot be read as a table at all. The message names the cause, `next` the step that helps. */
export class UnreadableFile extends UserError {
  readonly code: UnreadableCode;

  constructor(code: UnreadableCode, message: string, options: { next: string; cause?: unknown }) {
    // A path that leads nowhere is a wrong use of the command; everything else is a refused import.
    const exitCode = code === 'not-found' || code === 'not-a-file' ? 2 : 1;
    super(message, { exitCode, ...options });
    this.name = 'UnreadableFile';
    this.code = code;
  }
}
