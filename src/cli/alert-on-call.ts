import type { Database } from '../../db/open.ts';
import { chatUserByEmail } from '../../db/readings/chat-users.ts';
import { personNow } from '../../db/readings/people.ts';
import { rotaOverrides, rotaRowsOf, rotaZone } from '../../db/readings/rota.ts';
import { nextChange, onCallAt, type Rota, readRota } from '../alerts/on-call.ts';
import type { OnCall } from '../alerts/voice.ts';
import { listedId } from '../chat/same-person.ts';

/** Where people are mentioned. */
interface Where {
  readonly platform: string;
  readonly team: string;
}

/** The rota in force with its stand-ins that are not over at `after`. Reads the database only; may be called inside a transaction. */
export function rotaOf(db: Database, rota: string, after: number): Rota {
  return readRota(rotaRowsOf(db, rota), rotaOverrides(db, rota, after), rotaZone(db, rota));
}

/** Who is on call at a moment, the first first, as a workspace knows them; may be called inside a transaction. */
export function onCallOf(db: Database, rota: string | null, at: number, where: Where | null): OnCall[] {
  return rota === null ? [] : peopleAt(db, rotaOf(db, rota, at), at, where);
}

/** The platform's id of somebody: by the list of people, else by the addresses of those who were seen there; null for nobody known. */
export function userOf(db: Database, { platform, team }: Where, email: string): string | null {
  const person = personNow(db, email);
  const listed = person === undefined ? null : listedId(platform, person);
  return listed ?? chatUserByEmail(db, platform, team, email) ?? null;
}

/** Who is on call from one moment to another, in the order of time. */
export function shiftsOf(
  db: Database,
  rota: string,
  { from, until }: { readonly from: number; readonly until: number },
  where: Where | null,
): { from: number; until: number | null; onCall: OnCall[] }[] {
  const read = rotaOf(db, rota, from);
  const shifts: { from: number; until: number | null; onCall: OnCall[] }[] = [];
  for (let at = from; at < until; ) {
    const next = nextChange(read, at);
    shifts.push({ from: at, until: next, onCall: peopleAt(db, read, at, where) });
    if (next === null) break;
    at = next;
  }
  return shifts;
}

function peopleAt(db: Database, rota: Rota, at: number, where: Where | null): OnCall[] {
  return onCallAt(rota, at).map(({ position, email }) => ({
    ...{ position, email, name: personNow(db, email)?.name ?? null },
    user: where === null ? null : userOf(db, where, email),
  }));
}
