import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { type RotaOverride, rotaOverride } from '../readings/rota.ts';
import { statement } from '../statement.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';

/** Who changes something, and where. */
export interface RotaChangedBy {
  /** E-mail; null for the command line. */
  readonly actor: string | null;
  readonly place?: string;
}

/** Has somebody else be on call for a while; returns its number. */
export async function addOverride(
  db: Database,
  clock: Clock,
  given: Omit<RotaOverride, 'id'>,
  by: RotaChangedBy,
): Promise<number> {
  return write(db, clock, () => {
    const at = clock.now();
    const { rota, position, email, fromAt, untilAt, byName } = given;
    const added = statement<unknown[], { id: number }>(
      db,
      `insert into rota_overrides (rota, position, email, from_at, until_at, by_name, created_at)
       values (?, ?, ?, ?, ?, ?, ?) returning id`,
    ).get(rota, position, email, fromAt, untilAt, byName, at);
    recordChange(db, { at, ...by, action: 'oncall override', subject: rota, detail: { ...given } });
    return added?.id ?? 0;
  });
}

/** Takes one back; returns whether it was there. */
export async function removeOverride(db: Database, clock: Clock, id: number, by: RotaChangedBy): Promise<boolean> {
  return write(db, clock, () => {
    const at = clock.now();
    const there = rotaOverride(db, id);
    if (there === undefined) return false;
    statement(db, 'update rota_overrides set removed_at = ? where id = ?').run(at, id);
    recordChange(db, { at, ...by, action: 'oncall remove', subject: there.rota, detail: { ...there } });
    return true;
  });
}

/** Says in which zone a rota's days and local times are. */
export async function setRotaZone(
  db: Database,
  clock: Clock,
  { rota, zone }: { readonly rota: string; readonly zone: string },
  by: RotaChangedBy,
): Promise<void> {
  await write(db, clock, () => {
    const at = clock.now();
    statement(
      db,
      'insert into rota_zones (rota, zone) values (?, ?) on conflict (rota) do update set zone = excluded.zone',
    ).run(rota, zone);
    recordChange(db, { at, ...by, action: 'oncall zone', subject: rota, detail: { zone } });
  });
}
