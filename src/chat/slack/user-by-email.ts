import { z } from 'zod/v4';
import type { Call } from './client.ts';

const found = z.object({ id: z.string(), deleted: z.boolean().nullish() });

/** The id of the person in a workspace with this e-mail address; undefined where there is none, or Slack does not say now. */
export async function userByEmail(call: Call, team: string, email: string): Promise<string | undefined> {
  const called = await call(team, 'users.lookupByEmail', { email });
  if (called.got !== 'ok') return undefined;
  const read = found.safeParse(called.body['user']);
  return read.success && read.data.deleted !== true ? read.data.id : undefined;
}
