import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** Pages that are held back until a moment. Instants are epoch milliseconds. */
export interface Silence {
  readonly id: number;
  /** Null: of every rule. */
  readonly ruleId: number | null;
  /** Of these one is not null. */
  readonly seriesId: number | null;
  readonly customerId: number | null;
  readonly until: number;
  readonly byName: string | null;
  readonly byEmail: string | null;
  readonly createdAt: number;
  readonly remindedAt: number | null;
  readonly endedAt: number | null;
  readonly endedBy: string | null;
}

const COLUMNS = `id, rule_id as ruleId, series_id as seriesId, customer_id as customerId, until, by_name as byName,
  by_email as byEmail, created_at as createdAt, reminded_at as remindedAt, ended_at as endedAt, ended_by as endedBy`;

/** Those that were not said to have ended, the one that ends first first. */
export function standingSilences(db: Database): Silence[] {
  return statement<[], Silence>(db, `select ${COLUMNS} from silences where ended_at is null order by until, id`).all();
}

/** Those that held at some time from `since` on, also those that are over, in the order in which they were made. */
export function silencesSince(db: Database, since: number): Silence[] {
  return statement<[number, number], Silence>(
    db,
    `select ${COLUMNS} from silences where until > ? and (ended_at is null or ended_at > ?) order by id`,
  ).all(since, since);
}
