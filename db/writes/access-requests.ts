import type { Clock } from '../../src/base/clock.ts';
import type { Role, Scope } from '../../src/words/values.ts';
import type { Database } from '../open.ts';
import { type AccessRequest, requestNow, requestOf } from '../readings/access-requests.ts';
import { type Person, personNow } from '../readings/people.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';
import { type Giver, grantNow } from './grants.ts';

const HOUR_MS = 3_600_000;

/** Who asks to be let in, and where. */
export interface Asking extends Pick<AccessRequest, 'platform' | 'team' | 'user' | 'name'> {
  /** Lower case. */
  readonly email: string;
  /** As the audit log has places. */
  readonly place: string;
}

/** `toTell`: the admins are to be told; false where they were within the hour. */
interface Stored {
  readonly request: AccessRequest;
  readonly toTell: boolean;
}

/**
 * Opens the request of a person, the only one they have. Asking again within an hour changes nothing, but where no
 * admin was told of it (nobody could be reached, or the program ended in between) they are to be told now.
 */
export async function openRequest(db: Database, clock: Clock, asking: Asking): Promise<Stored> {
  const { platform, team, user, email, name, place } = asking;
  return write(db, clock, () => {
    const at = clock.now();
    const before = requestOf(db, platform, team, user);
    const since = before === undefined ? HOUR_MS : at - (before.decidedAt ?? before.askedAt);
    // A clock that was set back must not silence anybody.
    const isRecent = since >= 0 && since < HOUR_MS;
    if (before !== undefined && before.state !== 'granted' && isRecent)
      return { request: before, toTell: before.state === 'open' && before.toldAt === null };
    db.sqlite
      .prepare(
        `insert into access_requests (platform, team, "user", email, name, asked_at, state)
         values (?, ?, ?, ?, ?, ?, 'open')
         on conflict (platform, team, "user") do update set email = excluded.email, name = excluded.name,
           asked_at = excluded.asked_at, told_at = null, state = 'open', decided_by = null, decided_at = null`,
      )
      .run(platform, team, user, email, name, at);
    recordChange(db, { at, actor: email, place, action: 'access.request', subject: email });
    return { request: requestOf(db, platform, team, user) as AccessRequest, toTell: true };
  });
}

/** Notes that an admin was told of a request, unless the person has asked anew since. */
export async function noteTold(db: Database, clock: Clock, { id, askedAt }: SeenRequest): Promise<void> {
  const told = db.sqlite.prepare('update access_requests set told_at = ? where id = ? and asked_at = ?');
  await write(db, clock, () => told.run(clock.now(), id, askedAt));
}

/** Lets in as what, or declines. */
export type Verdict = { readonly role: Role; readonly scope: Scope } | 'decline';

export type Decided =
  | { readonly kind: 'decided'; readonly request: AccessRequest }
  /** Somebody decided before. */
  | { readonly kind: 'already'; readonly request: AccessRequest }
  /** They asked anew since, perhaps under another e-mail: nothing was decided. */
  | { readonly kind: 'asked-again'; readonly request: AccessRequest }
  /** They were let in some other way; nothing was changed. */
  | { readonly kind: 'has-access'; readonly request: AccessRequest; readonly person: Person }
  | { readonly kind: 'no-request' }
  | { readonly kind: 'not-admin' };

/** The request that is decided, as whoever decides saw it. */
export type SeenRequest = Pick<AccessRequest, 'id' | 'askedAt'>;

/** Decides a request once: of two admins who press at the same time, the second is told what the first did. */
export async function decideRequest(
  db: Database,
  clock: Clock,
  seen: SeenRequest,
  verdict: Verdict,
  giver: Giver,
): Promise<Decided> {
  return write(db, clock, (): Decided => {
    const at = clock.now();
    if (giver.by !== null && personNow(db, giver.by)?.role !== 'admin') return { kind: 'not-admin' };
    const found = undecided(db, seen);
    if (found.kind !== 'open') return found;
    const { request, email } = found;
    const person = personNow(db, email);
    const state = person !== undefined || verdict !== 'decline' ? 'granted' : 'declined';
    db.sqlite
      .prepare('update access_requests set state = ?, decided_by = ?, decided_at = ? where id = ?')
      .run(state, giver.by, at, request.id);
    const place = giver.place === undefined ? {} : { place: giver.place };
    const closed = { at, actor: giver.by, ...place, subject: email };
    if (person !== undefined) {
      recordChange(db, { ...closed, action: 'access.has-access' });
      return { kind: 'has-access', request, person };
    }
    if (verdict === 'decline') {
      recordChange(db, { ...closed, action: 'access.decline' });
      return { kind: 'decided', request };
    }
    const { name, platform, user } = request;
    const onPlatform = platform === 'slack' ? { slackId: user } : { teamsId: user };
    grantNow(db, at, { email, name, ...verdict, ...onPlatform }, giver);
    return { kind: 'decided', request };
  });
}

type Undecided = Extract<Decided, { kind: 'already' | 'asked-again' | 'no-request' }>;

/** A request that is still as it was seen, or why nothing can be decided of it. */
function undecided(
  db: Database,
  { id, askedAt }: SeenRequest,
): Undecided | { readonly kind: 'open'; readonly request: AccessRequest; readonly email: string } {
  const request = requestNow(db, id);
  // Requests are stored with an e-mail, by which people are let in.
  if (request === undefined || request.email === null) return { kind: 'no-request' };
  if (request.state !== 'open') return { kind: 'already', request };
  if (request.askedAt !== askedAt) return { kind: 'asked-again', request };
  return { kind: 'open', request, email: request.email };
}
