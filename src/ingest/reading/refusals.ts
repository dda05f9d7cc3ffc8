import { type UnreadableCode, UnreadableFile } from './unreadable-file.ts';

interface Refusal {
  /** Follows the file's name. */
  cause: (detail: string) => string;
  next: string;
}

const csvAgain = 'export the report from the portal again as CSV and import that file';
const excelAgain = 'open it in Excel, save it as "CSV UTF-8" or .xlsx, and import that file';

const refusals: Record<UnreadableCode, Refusal> = {
  'not-found': { cause: () => 'does not exist', next: 'check the path; quote it if it holds spaces' },
  'not-a-file': { cause: () => 'is not a file', next: 'give the path of a file' },
  'no-permission': {
    cause: () => 'may not be read by this user',
    next: 'change its permissions (chmod u+r) or copy it',
  },
  empty: { cause: () => 'is empty: it holds no text at all', next: csvAgain },
  html: {
    cause: () => 'is a web page, not a CSV: often the sign-in page of the portal, saved under the name of the report',
    next: `sign in to the portal, then ${csvAgain}`,
  },
  json: {
    cause: (fault) => `is JSON, but no list of records (${fault})`,
    next: 'save the whole answer of the service, or JSON Lines with one record a line',
  },
  pdf: { cause: () => 'is a PDF; a table cannot be read from it', next: csvAgain },
  xml: { cause: () => 'is XML; this import reads CSV, .xlsx, .zip and .gz', next: excelAgain },
  'old-excel': { cause: (kind) => `is a workbook in ${kind}, which cannot be read`, next: excelAgain },
  encrypted: { cause: () => 'is protected by a password', next: 'remove the password, or export it again without one' },
  'zip-bomb': {
    cause: (limit) => `unpacks to far too much (${limit}): no report does, so it was not unpacked`,
    next: 'unpack it yourself if you trust it, and import the CSV',
  },
  'too-large': {
    cause: (limit) => `is too large: ${limit}`,
    next: 'export shorter periods, or split it, and import the parts',
  },
  'no-csv-inside': {
    cause: (inside) => `holds no CSV (${inside})`,
    next: 'import the file you want from it by itself',
  },
  'nested-archive': {
    cause: (inside) => `holds a packed file (${inside}); only a CSV inside is read`,
    next: 'unpack it once and import what is inside',
  },
  'several-files-inside': {
    cause: (names) => `holds several CSV files (${names}); one is read at a time`,
    next: 'unpack it and import the files one by one',
  },
  'unknown-packing': {
    cause: (method) => `is packed with a method that is not known here (${method})`,
    next: 'unpack it yourself and import the CSV',
  },
  binary: { cause: (kind) => `is ${kind}, not text; CSV, .xlsx, .zip and .gz are read`, next: csvAgain },
  damaged: { cause: (fault) => `is damaged or incomplete (${fault})`, next: 'download or export it again' },
  changed: {
    cause: () => 'changed while it was being read',
    next: 'wait until it is written completely, then import again',
  },
  'no-such-sheet': { cause: (sheets) => `has no such sheet: ${sheets}`, next: 'give one of these names to --sheet' },
};

/** The error for a file that cannot be read. `detail` is what the cause of that code asks for. */
export function refuse(code: UnreadableCode, file: string, detail = '', cause?: unknown): UnreadableFile {
  const { cause: say, next } = refusals[code];
  const message = `${printable(file)} ${say(printable(detail))}`;
  return new UnreadableFile(code, message, cause === undefined ? { next } : { next, cause });
}

/** The error for anything thrown while unpacking: itself if it is ours or an abort, else "damaged". */
export function asDamaged(error: unknown, file: string): unknown {
  if (error instanceof UnreadableFile || (error instanceof Error && error.name === 'AbortError')) return error;
  const text = error instanceof Error ? error.message : String(error);
  return refuse(/encrypt/i.test(text) ? 'encrypted' : 'damaged', file, text, error);
}

/** Names inside archives and workbooks are anyone's text: no control or direction marks, and not endless. */
function printable(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.length > 300 ? `${plain.slice(0, 300)}…` : plain;
}
