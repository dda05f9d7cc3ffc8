import { z } from 'zod/v4';
import type { Database } from '../open.ts';

/** Somebody who asked to be let in, and what became of it. */
export interface AccessRequest {
  readonly id: number;
  readonly platform: 'slack' | 'teams';
  readonly team: string;
  readonly user: string;
  readonly email: string | null;
  readonly name: string | null;
  /** Epoch milliseconds. */
  readonly askedAt: number;
  /** When an admin was told of it, in epoch milliseconds; null where none was. */
  readonly toldAt: number | null;
  readonly state: 'open' | 'granted' | 'declined';
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
}

const row = z.object({
  id: z.int(),
  platform: z.enum(['slack', 'teams']),
  team: z.string(),
  user: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  askedAt: z.int(),
  toldAt: z.int().nullable(),
  state: z.enum(['open', 'granted', 'declined']),
  decidedBy: z.string().nullable(),
  decidedAt: z.int().nullable(),
});

const COLUMNS = `id, platform, team, "user", email, name, asked_at as askedAt, told_at as toldAt, state,
  decided_by as decidedBy, decided_at as decidedAt`;

/** The request with this number; undefined when there is none. */
export function requestNow(db: Database, id: number): AccessRequest | undefined {
  const found = db.sqlite.prepare(`select ${COLUMNS} from access_requests where id = ?`).get(id);
  return found === undefined ? undefined : row.parse(found);
}

/** The request of a person; undefined when they never asked. */
export function requestOf(db: Database, platform: string, team: string, user: string): AccessRequest | undefined {
  const found = db.sqlite
    .prepare(`select ${COLUMNS} from access_requests where platform = ? and team = ? and "user" = ?`)
    .get(platform, team, user);
  return found === undefined ? undefined : row.parse(found);
}

/** Somebody as a platform names them. */
export interface ChatUser {
  readonly team: string;
  readonly user: string;
}

/** The people on a platform who have an e-mail address or an id, as far as the bot has met them. */
export function knownOnPlatform(
  db: Database,
  platform: string,
  { email, user }: { readonly email: string; readonly user: string | null },
): ChatUser[] {
  return z.array(z.object({ team: z.string(), user: z.string() })).parse(
    db.sqlite
      .prepare(
        `select team, "user" from chat_users where platform = ?
             and ("user" = ? or lower(json_extract(profile, '$.email')) = ?) order by team, "user"`,
      )
      .all(platform, user, email),
  );
}

/** People who wait to be let in, the longest waiting first; at most `most` of them. */
export function openRequests(db: Database, most: number): AccessRequest[] {
  const found = db.sqlite
    .prepare(`select ${COLUMNS} from access_requests where state = 'open' order by asked_at, id limit ?`)
    .all(most);
  return z.array(row).parse(found);
}
