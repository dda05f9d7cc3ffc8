import type { Database } from '../../open.ts';
import { stateOf } from '../remember.ts';

interface Kept {
  state: number;
  names: Map<string, string>;
}

/** Two cycles of propensity, companies, families and plays for a handful of days people ask about. */
const TABLES_KEPT = 24;
const kept = new WeakMap<Database, Kept>();
let made = 0;

/**
 * A table of this connection alone, in memory, made by `fill` from what is stored and kept until anything that can be
 * asked about changes. For what many questions share and what would be dear to work out in each. `key` tells tables of
 * different content apart; the name given back is the one to select from.
 */
export function temporaryTable(db: Database, key: string, columns: string, fill: (name: string) => void): string {
  const tables = tablesOf(db);
  const known = tables.names.get(key);
  if (known !== undefined) {
    // Used last goes last: what a question under way selects from is never the oldest.
    tables.names.delete(key);
    tables.names.set(key, known);
    return known;
  }
  const [oldest] = tables.names.keys();
  if (tables.names.size >= TABLES_KEPT && oldest !== undefined) drop(db, tables, oldest);
  const name = `temp.asked_${++made}`;
  db.sqlite.exec(`create temp table ${name.slice('temp.'.length)} (${columns}) without rowid`);
  fill(name);
  tables.names.set(key, name);
  return name;
}

function tablesOf(db: Database): Kept {
  const state = stateOf(db);
  const found = kept.get(db);
  if (found?.state === state) return found;
  if (found === undefined) db.sqlite.pragma('temp_store = MEMORY');
  else for (const key of [...found.names.keys()]) drop(db, found, key);
  const fresh: Kept = { state, names: new Map() };
  kept.set(db, fresh);
  return fresh;
}

function drop(db: Database, tables: Kept, key: string): void {
  db.sqlite.exec(`drop table ${tables.names.get(key)}`);
  tables.names.delete(key);
}
