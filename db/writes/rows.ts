import { getTableColumns } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from '../open.ts';
import { type NewRow, prepareInsert } from '../prepared.ts';
import { agreements, cohorts, lineRepeats, people, profiles, propensities, rotaRows } from '../schema/index.ts';
import { storeLeg } from './call-legs.ts';
import { type IntervalWrites, prepareIntervalWrites } from './intervals.ts';
import type { LegRow } from './leg-row.ts';
import { prepareLineWrites } from './lines.ts';
import { prepareProfileWrites } from './profiles.ts';
import type { AgreementRow, LineRow, PersonRow, ProfileRow, PropensityRow, RejectRow, RotaRow } from './row-types.ts';
import { prepareWeekWrites, type WeekWrites } from './weeks.ts';

/** What one import writes, row by row, under its number. To be called inside `write`. */
export interface RowWrites extends WeekWrites, IntervalWrites {
  /** The account's number, made on first sight. */
  account(source: string, key: string): number;
  /** What the file says of an account; said twice in one file, the later one fills what the first left open. */
  profile(accountId: number, row: ProfileRow): void;
  line(row: LineRow): 'added' | 'repeated' | 'summed';
  /** `differs`: an earlier row of the file gave this customer another cluster, fit or intent there; that one stays. */
  propensity(row: PropensityRow): 'added' | 'repeated' | 'differs';
  cohort(accountId: number, cohort: string): void;
  agreement(row: AgreementRow): 'added' | 'repeated' | 'summed';
  /** False when the person is already in this list. */
  person(row: PersonRow): boolean;
  /** False when the very same turn is already in this list. */
  rotaRow(row: RotaRow): boolean;
  /** A leg of a call; of one report id the newest reading stays. */
  leg(row: LegRow): 'added' | 'replaced' | 'repeated';
  reject(row: RejectRow): void;
}

/** Prepares every statement of an import once. */
export function prepareRowWrites(db: Database, importId: number): RowWrites {
  const insert = <T extends SQLiteTable>(table: T) =>
    prepareInsert(db, table, Object.keys(getTableColumns(table)) as (keyof NewRow<T> & string)[]);
  const findAccount = db.sqlite.prepare<[string, string], { id: number }>(
    'select id from accounts where source = ? and key = ?',
  );
  const addAccount = db.sqlite.prepare('insert into accounts (source, key) values (?, ?)');
  const addPropensity = insert(propensities);
  const samePropensity = db.sqlite.prepare(
    `select 1 from propensities where import_id = @importId and account_id = @accountId and area = @area
       and cluster = @cluster and fit_band is @fitBand and fit_score is @fitScore
       and intent_band is @intentBand and intent_score is @intentScore`,
  );
  const addCohort = insert(cohorts);
  const addPerson = insert(people);
  const addTurn = insert(rotaRows);
  const sameTurn = db.sqlite.prepare(
    `select 1 from rota_rows where import_id = @importId and rota = @rota and position = @position and email = @email
       and starts is @starts and ends is @ends`,
  );
  const addReject = db.sqlite.prepare(
    'insert into rejects (import_id, line, "column", value, reason, cells) values (?, ?, ?, ?, ?, ?)',
  );
  return {
    account: (source, key) => findAccount.get(source, key)?.id ?? Number(addAccount.run(source, key).lastInsertRowid),
    profile: prepareProfileWrites(db, importId, insert(profiles)),
    ...prepareLineWrites(db, importId, insert(lineRepeats), insert(agreements)),
    ...prepareWeekWrites(db, importId),
    ...prepareIntervalWrites(db, importId),
    propensity(row) {
      if (addPropensity({ importId, ...row })) return 'added';
      return samePropensity.get({ ...row, importId }) ? 'repeated' : 'differs';
    },
    cohort: (accountId, cohort) => {
      addCohort({ importId, accountId, cohort });
    },
    person: (row) => addPerson({ importId, ...row }),
    rotaRow: (row) => sameTurn.get({ ...row, importId }) === undefined && addTurn({ importId, ...row }),
    leg: (row) => storeLeg(db, importId, row),
    reject: (row) => {
      addReject.run(importId, row.line, row.column, row.value, row.reason, row.cells);
    },
  };
}
