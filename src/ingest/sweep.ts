import type { Database } from '../../db/open.ts';
import { unpurgedImports } from '../../db/readings/imports.ts';
import { failDeadImports } from '../../db/writes/imports.ts';
import { purgeImport } from '../../db/writes/purge.ts';
import type { Clock } from '../base/clock.ts';

/**
 * Clears away what killed imports left, and finishes clearing undone ones. Only for whoever holds the import lock.
 * Returns how many dead imports there were.
 */
export async function sweep(db: Database, clock: Clock): Promise<number> {
  const dead = await failDeadImports(db, clock);
  for (const { id } of await unpurgedImports(db)) await purgeImport(db, clock, id);
  return dead;
}
