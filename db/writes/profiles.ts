import type { Database } from '../open.ts';
import type { NewRow } from '../prepared.ts';
import type { profiles } from '../schema/index.ts';
import type { ProfileRow } from './row-types.ts';

/** Lists and maps that grow when one file speaks of the same company in several rows. */
const lists = ['statuses', 'tags', 'owners'] as const;
const maps = ['flags', 'extra'] as const;

/** Writes profiles; a second one of the same account in one file is merged into the first. */
export function prepareProfileWrites(
  db: Database,
  importId: number,
  insert: (row: NewRow<typeof profiles>) => boolean,
): (accountId: number, row: ProfileRow) => void {
  const stored = db.sqlite.prepare<[number, number], Record<string, unknown>>(
    'select * from profiles where import_id = ? and account_id = ?',
  );
  return (accountId, row) => {
    if (insert({ importId, accountId, ...row })) return;
    const before = stored.get(importId, accountId) ?? {};
    const sets: string[] = [];
    const values: unknown[] = [];
    for (const [key, said] of Object.entries(mergeProfile(before, row))) {
      sets.push(`${snake(key)} = ?`);
      values.push(said);
    }
    if (sets.length === 0) return;
    db.sqlite
      .prepare(`update profiles set ${sets.join(', ')} where import_id = ? and account_id = ?`)
      .run(...values, importId, accountId);
  };
}

/** What changes in the stored profile (database names) when `row` is said too: gaps are filled, lists united. */
function mergeProfile(before: Record<string, unknown>, row: ProfileRow): Partial<ProfileRow> {
  const changes: Record<string, unknown> = {};
  for (const [key, said] of Object.entries(row)) {
    const had = before[snake(key)];
    if (said === null || said === had) continue;
    if (had === null || had === undefined) changes[key] = said;
    else if ((lists as readonly string[]).includes(key)) changes[key] = uniteLists(String(had), String(said));
    else if ((maps as readonly string[]).includes(key)) changes[key] = uniteMaps(String(had), String(said));
  }
  return changes;
}

// Both texts were written by this import, minutes ago at most, so they are not checked as a foreign edge would be.
function uniteLists(had: string, said: string): string {
  return JSON.stringify([...new Set<unknown>([...JSON.parse(had), ...JSON.parse(said)])]);
}

function uniteMaps(had: string, said: string): string {
  return JSON.stringify({ ...JSON.parse(said), ...JSON.parse(had) });
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
