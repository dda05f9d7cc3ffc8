import { z } from 'zod/v4';
import type { Clock } from '../../base/clock.ts';
import { reach } from '../../base/reach.ts';

const reply = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  team_id: z.string().optional(),
  user: z.string().optional(),
  url: z.string().optional(),
  enterprise_id: z.string().optional(),
});

/** What Slack answered to a token. `failed`: it was not reached, or something else answers there. */
export type Called =
  | { readonly kind: 'answered'; readonly reply: z.infer<typeof reply>; readonly headers: Headers }
  | { readonly kind: 'failed'; readonly why: string };

/** Calls one of Slack's methods without arguments; never throws. */
export async function callSlack(
  apiUrl: string,
  method: string,
  token: string,
  clock: Clock,
  patienceMs?: number,
): Promise<Called> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await reach(`${apiUrl}${method}`, { method: 'POST', headers, body: '' }, clock, patienceMs);
  if (!answer.ok) return { kind: 'failed', why: answer.why };
  if (answer.status === 429) return { kind: 'failed', why: 'it asks for a pause (429); try again in a minute' };
  try {
    return { kind: 'answered', reply: reply.parse(JSON.parse(answer.body)), headers: answer.headers };
  } catch {
    return { kind: 'failed', why: `what answers there (${answer.status}) is not Slack` };
  }
}
