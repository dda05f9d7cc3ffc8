/** One record of a file, as text. A row with a problem holds shortened cells and must not be imported. */
export interface RawRow {
  /** Physical line, from 1, on which the record starts; the row number in a workbook. */
  line: number;
  cells: string[];
  problem?: RowProblem;
  /** The text as it stands in the file, shortened; only with a problem. */
  raw?: string;
}

export interface RowProblem {
  code: 'cell-too-large' | 'row-too-large' | 'unclosed-quote' | 'nul-character' | 'no-json';
  /** From 0; absent where the whole row is at fault. */
  column?: number;
  /** A sentence; with a column, what is said of that cell (`is larger than 64 KB`). */
  message: string;
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type Delimiter = ',' | ';' | '\t';

export interface BatchOptions {
  /** Rows in a batch, 2,000 unless told. */
  size?: number;
  signal?: AbortSignal;
  /** Hears how many of `Table.bytes` have been read. */
  onBytes?: (read: number) => void;
}

/** A file that has been looked through once and can be read any number of times. */
export interface Table {
  file: string;
  kind: 'csv' | 'xlsx' | 'json';
  container: 'none' | 'zip' | 'gz';
  /** The file's name inside its zip or gz, where it has one. */
  innerName: string | undefined;
  encoding: Encoding;
  delimiter: Delimiter;
  sheet: string | undefined;
  /** SHA-256 in hex of the unpacked bytes; of the file's own bytes for a workbook. */
  contentHash: string;
  /** Unpacked size, for progress. */
  bytes: number;
  /**
   * Reads anew from the first line. Rows come as they stand: preamble, header and ragged rows included,
   * blank lines and a leading `sep=;` left out. Nothing is read ahead of the reader by more than one batch.
   * Throws UnreadableFile if the file is damaged or has changed since it was opened.
   */
  batches(options?: BatchOptions): AsyncIterable<RawRow[]>;
}
