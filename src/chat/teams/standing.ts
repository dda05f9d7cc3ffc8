import type { Clock } from '../../base/clock.ts';
import { type Login, signIn } from './doctor-login.ts';

const PATIENCE_MS = 3_000;

/** How the program stands with Microsoft Teams at its start. */
export type Standing =
  /** It gets the token that answers are sent with. Whether anything comes in, only the first message tells. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'playground' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'silent'; readonly why: string };

interface Options {
  readonly settings: {
    readonly app: Login['app'] | undefined;
    readonly loginUrl: string;
    readonly tokenScope: string;
  };
  readonly clock: Clock;
}

/** Tries whether the app gets a token, for at most 3 s. Never throws. */
export async function standingOf({ settings, clock }: Options): Promise<Standing> {
  const { app, loginUrl, tokenScope } = settings;
  if (app === undefined) return { kind: 'playground' };
  const signedIn = await signIn({ app, loginUrl }, tokenScope, clock, PATIENCE_MS);
  if (signedIn.kind === 'token') return { kind: 'connected' };
  if (signedIn.kind === 'refused') return { kind: 'refused', code: signedIn.code };
  return { kind: 'silent', why: signedIn.why };
}
