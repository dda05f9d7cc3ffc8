import { lockImports } from '../../db/import-lock.ts';
import type { Database } from '../../db/open.ts';
import { importById } from '../../db/readings/imports.ts';
import { unfinishImport } from '../../db/writes/imports.ts';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { deriveCalls } from '../calls/derive.ts';
import { reviewAfterUndo } from '../customers/after-undo.ts';
import { prepareUndo } from '../customers/join-import.ts';
import { sweep } from './sweep.ts';

/**
 * Takes an import back, as if the file had never come; an import before it that it replaced counts again. Returns what
 * to tell. Throws a UserError when there is nothing to take back.
 */
export async function undoImport(
  db: Database,
  clock: Clock,
  id: number,
  onWait: () => unknown,
  by: string | null = null,
): Promise<string> {
  const unlock = await lockImports(db.file, clock, onWait);
  try {
    await sweep(db, clock);
    const row = await importById(db, id);
    const list = 'See the imports with: npm run -s pulse -- data';
    if (row === undefined) throw new UserError(`There is no import ${id}.`, { exitCode: 2, next: list });
    const settle = row.status === 'done' ? await prepareUndo(db, clock, id) : () => {};
    if (!(await unfinishImport(db, clock, id, settle, by))) {
      throw new UserError(`Import ${id} (${row.file}) does not count: it is ${row.status}.`, {
        exitCode: 2,
        next: list,
      });
    }
    if (row.status === 'done') await reviewAfterUndo(db, clock, id);
    // The sweep clears its rows away; from the line above on they no longer count.
    await sweep(db, clock);
    if (row.report === 'call-records') await deriveCalls(db, clock, { isAlone: true });
    return `Import ${id} (${row.file}, ${row.report} as of ${row.asOf}) is taken back; its ${row.accepted} rows no longer count.`;
  } finally {
    unlock();
  }
}
