import type { Statement } from 'better-sqlite3';
import type { Database } from '../open.ts';

interface Memory {
  state: number;
  results: Map<string, Promise<unknown>>;
}

/** Enough for the questions of a busy morning; the results are totals, short lists and pages, never a table's rows. */
const KEPT = 500;
const memories = new WeakMap<Database, Memory>();
const newestChange = new WeakMap<Database, Statement<[], number | null>>();

/**
 * Gives the result of `compute` as remembered under `key`, as long as nothing that can be asked about has changed since:
 * every change writes its row in the audit log in its own transaction, so the log's newest number stands for the state
 * of all data. Paging through a list, and the same question of several people, cost its totals once. The
 * result is shared: nobody may change it.
 */
export async function remembered<T>(db: Database, key: string, compute: () => Promise<T>): Promise<T> {
  const { results } = memoryOf(db);
  const known = results.get(key) as Promise<T> | undefined;
  if (known !== undefined) return known;
  const computed = compute();
  results.set(key, computed);
  const [oldest] = results.keys();
  if (results.size > KEPT && oldest !== undefined) results.delete(oldest);
  // What failed may succeed next time.
  computed.catch(() => results.delete(key));
  return computed;
}

/** The number of the newest change of anything that can be asked about; 0 before the first. */
export function stateOf(db: Database): number {
  let newest = newestChange.get(db);
  if (newest === undefined) {
    newest = db.sqlite.prepare<[], number | null>("select max(id) from audit where kind = 'change'").pluck();
    newestChange.set(db, newest);
  }
  return newest.get() ?? 0;
}

function memoryOf(db: Database): Memory {
  const state = stateOf(db);
  const memory = memories.get(db);
  if (memory?.state === state) return memory;
  const fresh: Memory = { state, results: new Map() };
  memories.set(db, fresh);
  return fresh;
}
