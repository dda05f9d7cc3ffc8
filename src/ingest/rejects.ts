import type { Database } from '../../db/open.ts';
import { importById, rejectsOf } from '../../db/readings/imports.ts';
import { rejectedRows } from '../../db/readings/rejected-rows.ts';
import { csvLine } from '../answers/csv.ts';
import { UserError } from '../base/errors.ts';

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
  if (row.rejected > 0 && (await rejectsOf(db, importId, 0, 1)).length === 0) {
    throw new UserError(
      `The ${row.rejected.toLocaleString('en-US')} rejected rows of import ${importId} (${row.file}) are gone: they are deleted after ${keepDays} days.`,
      {
        next: `To see them again, take it back (npm run -s pulse -- data undo ${importId}) and import its file anew; REJECTS_KEEP_DAYS in .env keeps them longer.`,
      },
    );
  }
  for await (const cells of rejectedRows(db, row)) yield csvLine(cells);
}
