import { z } from 'zod/v4';
import type { Clock } from '../../base/clock.ts';
import { reach } from '../../base/reach.ts';

/** By what the app signs in. */
export interface Login {
  readonly loginUrl: string;
  readonly app: { readonly id: string; readonly password: string; readonly tenant: string | undefined };
}

/** What Microsoft's sign-in said to the app. `failed`: it was not reached, or something else answers there. */
export type SignedIn =
  | { readonly kind: 'token'; readonly headers: Headers }
  | { readonly kind: 'refused'; readonly code: string; readonly headers: Headers }
  | { readonly kind: 'failed'; readonly why: string };

const given = z.object({ access_token: z.string().min(1) });
const refused = z.object({ error: z.string(), error_codes: z.array(z.number()).optional() });

/** Where apps of several tenants sign in, when they are bots. */
const ALL_BOTS = 'botframework.com';

/** Asks for a token for `scope`, which is thrown away; never throws. */
export async function signIn(
  { loginUrl, app }: Login,
  scope: string,
  clock: Clock,
  patienceMs?: number,
): Promise<SignedIn> {
  const url = `${loginUrl}${app.tenant ?? ALL_BOTS}/oauth2/v2.0/token`;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.id,
    client_secret: app.password,
    scope,
  });
  const answer = await reach(url, { method: 'POST', body }, clock, patienceMs);
  if (!answer.ok) return { kind: 'failed', why: answer.why };
  if (answer.status === 429 || answer.status >= 500)
    return { kind: 'failed', why: `it does not answer well now (${answer.status})` };
  const read = parsed(answer.body);
  const { headers } = answer;
  if (answer.status === 200 && given.safeParse(read).success) return { kind: 'token', headers };
  const no = refused.safeParse(read);
  if (!no.success) return { kind: 'failed', why: `what answers there (${answer.status}) is not Microsoft's sign-in` };
  const [number] = no.data.error_codes ?? [];
  // Anything else than a code is untrusted text.
  const word = /^[a-z_]{3,40}$/.test(no.data.error) ? no.data.error : 'no reason';
  return { kind: 'refused', code: number === undefined ? word : `AADSTS${number}`, headers };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
