import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** One line of the list of who is on call, as it was given. */
export interface RotaRow {
  readonly rota: string;
  /** 1 is called first. */
  readonly position: number;
  /** Lower case. */
  readonly email: string;
  /** A day, a local time, or a moment with its distance from UTC; null: always. */
  readonly starts: string | null;
  readonly ends: string | null;
}

/** Somebody else is on call for a while; epoch milliseconds. */
export interface RotaOverride {
  readonly id: number;
  readonly rota: string;
  readonly position: number;
  readonly email: string;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly byName: string | null;
}

/** The newest list that counts is the whole truth. */
const NEWEST = `(select id from imports where report = 'rota' and status = 'done' order by as_of desc, id desc limit 1)`;

/** The rotas that the list in force names, and those that only have somebody for a while; by name. */
export function rotaNames(db: Database): string[] {
  return statement<[], { rota: string }>(
    db,
    `select rota from rota_rows where import_id = ${NEWEST}
     union select rota from rota_overrides where removed_at is null order by 1`,
  )
    .all()
    .map(({ rota }) => rota);
}

/** What the list in force says of one rota, by position. */
export function rotaRowsOf(db: Database, rota: string): RotaRow[] {
  return statement<[string], RotaRow>(
    db,
    `select rota, position, email, starts, ends from rota_rows
     where import_id = ${NEWEST} and rota = ? order by position, starts, email`,
  ).all(rota);
}

/** In which zone a rota's days and local times are; UTC where nobody said. */
export function rotaZone(db: Database, rota: string): string {
  const found = statement<[string], { zone: string }>(db, 'select zone from rota_zones where rota = ?').get(rota);
  return found?.zone ?? 'UTC';
}

/** Who stands in on a rota and is not yet over at `after`; in the order in which they were said, the newest last. */
export function rotaOverrides(db: Database, rota: string, after: number): RotaOverride[] {
  return statement<[string, number], RotaOverride>(
    db,
    `select id, rota, position, email, from_at as fromAt, until_at as untilAt, by_name as byName
     from rota_overrides where rota = ? and removed_at is null and until_at > ? order by id`,
  ).all(rota, after);
}

/** One of them by its number, unless it was taken back. */
export function rotaOverride(db: Database, id: number): RotaOverride | undefined {
  return statement<[number], RotaOverride>(
    db,
    `select id, rota, position, email, from_at as fromAt, until_at as untilAt, by_name as byName
     from rota_overrides where id = ? and removed_at is null`,
  ).get(id);
}
