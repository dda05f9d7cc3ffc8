/** What one file may hold. Sizes are bytes, lengths are UTF-16 units of decoded text. */
export interface ReadingLimits {
  /** Longest cell, in bytes of UTF-8. */
  readonly cellBytes: number;
  /** Longest record, in bytes of UTF-8. */
  readonly rowBytes: number;
  /** Most cells of a record. No report has a tenth of it, and each costs memory however short it is. */
  readonly rowCells: number;
}

export const readingLimits: ReadingLimits = { cellBytes: 64 * 1024, rowBytes: 1024 * 1024, rowCells: 50_000 };

/** Most bytes a file may unpack to. A plain file may be as large, so the same limit holds for it. */
export const maxUnpackedBytes = 4 * 1024 ** 3;

/** Most bytes that may come out of one packed byte. */
export const maxUnpackRatio = 200;

/** Most bytes of the file that may stand in one batch of rows, give or take one row and one piece. */
export const batchBytes = 8 * 1024 ** 2;

/** Bytes read at a time: what stays in the processor's cache; measured faster than 128 and 256 KB. */
export const chunkBytes = 64 * 1024;
