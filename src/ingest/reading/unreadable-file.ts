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

/** What is no export at all: a wrong use of the command, as against an export that cannot be taken in. */
const NOT_AN_EXPORT: ReadonlySet<UnreadableCode> = new Set<UnreadableCode>([
  'not-found',
  'not-a-file',
  'empty',
  'html',
  'json',
  'pdf',
  'xml',
  'old-excel',
  'no-csv-inside',
  'binary',
]);

/** A file that cannot be read as a table at all. The message names the cause, `next` the step that helps. */
export class UnreadableFile extends UserError {
  readonly code: UnreadableCode;

  constructor(code: UnreadableCode, message: string, options: { next: string; cause?: unknown }) {
    super(message, { exitCode: NOT_AN_EXPORT.has(code) ? 2 : 1, ...options });
    this.name = 'UnreadableFile';
    this.code = code;
  }
}
