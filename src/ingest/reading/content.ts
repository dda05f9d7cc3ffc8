/** The unpacked bytes of a file, wherever they lie. */
export interface Content {
  container: 'none' | 'zip' | 'gz';
  innerName: string | undefined;
  /** Reads from the first byte. A chunk is overwritten once the next is asked for: copy what must stay. */
  chunks(): AsyncIterable<Buffer>;
}
