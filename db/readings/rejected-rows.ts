import { z } from 'zod/v4';
import { parseDetails } from '../import-details.ts';
import type { Database } from '../open.ts';
import { type ImportRow, rejectsOf } from './imports.ts';

const PAGE = 500;
/** Characters of a cell that are kept of a rejected row; a cell this long may have been cut. */
const CELL_KEPT = 1000;
const cellsShape = z.array(z.string());

/**
 * The rejected rows of an import in the order of its file, the row of headers first: the file's own columns, then the
 * line and the reason, which ends with `…[cut]` where a long cell is not given back whole.
 */
export async function* rejectedRows(db: Database, { id, details }: ImportRow): AsyncGenerator<(string | number)[]> {
  const { headers } = parseDetails(details);
  yield [...headers, 'Line', 'Reason'];
  for (let after = 0; ; ) {
    const page = await rejectsOf(db, id, after, PAGE);
    for (const reject of page) {
      const cells = cellsShape.parse(JSON.parse(reject.cells));
      const padded = headers.map((_, i) => cells[i] ?? '');
      const reason = reject.column === null ? reject.reason : `${reject.column} ${reject.reason}`;
      const isCut = padded.some((cell) => cell.length >= CELL_KEPT);
      yield [...padded, reject.line, isCut ? `${reason} …[cut]` : reason];
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
