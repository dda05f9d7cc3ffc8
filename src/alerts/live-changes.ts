import type { Database } from '../../db/open.ts';
import {
  type CountedFiles,
  countedFiles,
  dataVersion,
  type NewSpan,
  spansAfter,
} from '../../db/readings/data-version.ts';

/** What may be read again of what was judged. */
export interface Changed {
  /** Something was written since it was looked last. */
  readonly counts: boolean;
  /** Files came, of which these are the times; or some went, so that everything is to be read again. */
  readonly files: readonly NewSpan[] | 'all';
}

/** Tells whether there is any use in reading again what was judged. */
export class Changes {
  readonly #db: Database;
  #version = '';
  #files: CountedFiles;

  constructor(db: Database) {
    this.#db = db;
    this.#files = countedFiles(db);
  }

  /** What changed since it was looked last, besides `own` rows. */
  look(own: number): Changed {
    const version = dataVersion(this.#db, own);
    if (version === this.#version) return { counts: false, files: [] };
    this.#version = version;
    const before = this.#files;
    const files = countedFiles(this.#db);
    this.#files = files;
    if (files.n === before.n && files.sum === before.sum) return { counts: true, files: [] };
    const spans = spansAfter(this.#db, before.newest);
    const come = new Set(spans.map(({ importId }) => importId));
    // A file without a span, one that was long at it, one that was undone: too rare to look closer.
    const sum = [...come].reduce((all, id) => all + id, before.sum);
    const isAll = files.n !== before.n + come.size || files.sum !== sum;
    return { counts: true, files: isAll ? 'all' : spans };
  }

  /** What was to be read again could not be: it is still to be done. */
  again(): void {
    this.#version = '';
  }
}
