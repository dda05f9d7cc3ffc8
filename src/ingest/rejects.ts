import { z } from 'zod/v4';
import { parseDetails } from '../../db/import-details.ts';
import type { Database } from '../../db/open.ts';
import { importById, rejectsOf } from '../../db/readings/imports.ts';
import { csvLine } from '../answers/csv.ts';
import { UserError } from '../base/errors.ts';

const PAGE = 500;
/** Characters of a cell that are kept of a rejected row; a cell this long may have been cut. */
const CELL_KEPT = 1000;
const cellsShape = z.array(z.string());

/**
 * The rejected rows of an import as CSV lines: the file's own columns, then `line` and `reason` last, so that the rows
 * can be mended and imported again; a reason ends with `…[cut]` where a long cell is not given back whole. Throws a
 * UserError for an import that does not exist, and for one whose rejected rows were deleted after `keepDays`.
 */
export async function* rejectsAsCsv(db: Database, importId: number, keepDays = 30): AsyncGenerator<string> {
  const row = await importById(db, importId);
  if (row === undefined) {
    throw new UserError(`There is no import ${importId}.`, {
      exitCode: 2,
      next: 'See the imports with: npm run -s pulse -- data',
    });
  }
  let page = await rejectsOf(db, importId, 0, PAGE);
  if (page.length === 0 && row.rejected > 0) {
    throw new UserError(
      `The ${row.rejected.toLocaleString('en-US')} rejected rows of import ${importId} (${row.file}) are gone: they are deleted after ${keepDays} days.`,
      {
        next: `To see them again, take it back (npm run -s pulse -- data undo ${importId}) and import its file anew; REJECTS_KEEP_DAYS in .env keeps them longer.`,
      },
    );
  }
  const { headers } = parseDetails(row.details);
  yield csvLine([...headers, 'Line', 'Reason']);
  while (page.length > 0) {
    for (const reject of page) {
      const cells = cellsShape.parse(JSON.parse(reject.cells));
      const padded = headers.map((_, i) => cells[i] ?? '');
      const reason = reject.column === null ? reject.reason : `${reject.column} ${reject.reason}`;
      const isCut = padded.some((cell) => cell.length >= CELL_KEPT);
      yield csvLine([...padded, reject.line, isCut ? `${reason} …[cut]` : reason]);
    }
    page = await rejectsOf(db, importId, page.at(-1)?.id ?? 0, PAGE);
  }
}
