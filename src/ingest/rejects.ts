import { z } from 'zod/v4';
import { parseDetails } from '../../db/import-details.ts';
import type { Database } from '../../db/open.ts';
import { importById, rejectsOf } from '../../db/readings/imports.ts';
import { csvLine } from '../answers/csv.ts';
import { UserError } from '../base/errors.ts';

const PAGE = 500;
const cellsShape = z.array(z.string());

/**
 * The rejected rows of an import as CSV lines: the file's own columns, then `line` and `reason` last, so that the rows
 * can be mended and imported again. Throws a UserError for an import that does not exist.
 */
export async function* rejectsAsCsv(db: Database, importId: number): AsyncGenerator<string> {
  const row = await importById(db, importId);
  if (row === undefined) {
    throw new UserError(`There is no import ${importId}.`, {
      exitCode: 2,
      next: 'See the imports with: npm run -s pulse -- data',
    });
  }
  const { headers } = parseDetails(row.details);
  yield csvLine([...headers, 'Line', 'Reason']);
  for (let after = 0; ; ) {
    const page = await rejectsOf(db, importId, after, PAGE);
    if (page.length === 0) return;
    for (const reject of page) {
      const cells = cellsShape.parse(JSON.parse(reject.cells));
      const padded = headers.map((_, i) => cells[i] ?? '');
      yield csvLine([
        ...padded,
        reject.line,
        reject.column === null ? reject.reason : `${reject.column} ${reject.reason}`,
      ]);
      after = reject.id;
    }
  }
}
