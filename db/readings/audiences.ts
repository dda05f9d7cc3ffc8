import { z } from 'zod/v4';
import type { Database } from '../open.ts';

/** What may be shown to everybody in a channel. */
export interface Audience {
  /** Names of commands; null for all that can be shared. */
  readonly questions: readonly string[] | null;
  /** Filters that every shared question gets, as canonical text such as `country:BR tag:gold`; empty for all customers. */
  readonly filters: string;
  /** Whether money is shown there. */
  readonly revenue: boolean;
  /** E-mail of who set it; null for the command line. */
  readonly setBy: string | null;
  /** Epoch milliseconds. */
  readonly setAt: number;
}

/** A channel on a platform. */
export interface ChannelKey {
  readonly platform: string;
  readonly team: string;
  readonly channel: string;
}

const row = z.object({
  questions: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : z.array(z.string()).parse(JSON.parse(text)))),
  filters: z.string(),
  revenue: z.number().transform((flag) => flag === 1),
  setBy: z.string().nullable(),
  setAt: z.number(),
});

/** The audience of a channel; undefined where nobody set one, and then nothing may be shared there. */
export async function audienceOf(db: Database, { platform, team, channel }: ChannelKey): Promise<Audience | undefined> {
  return audienceNow(db, { platform, team, channel });
}

/** The same, as things stand inside a write. */
export function audienceNow(db: Database, { platform, team, channel }: ChannelKey): Audience | undefined {
  const found = db.sqlite
    .prepare(
      `select questions, filters, revenue, set_by as setBy, set_at as setAt from audiences
       where platform = ? and team = ? and channel = ?`,
    )
    .get(platform, team, channel);
  return found === undefined ? undefined : row.parse(found);
}
