import type { Clock } from '../../base/clock.ts';
import { codeOf } from './called.ts';
import { callSlack } from './doctor-call.ts';
import { isOfToken } from './why-not.ts';

const PATIENCE_MS = 3_000;

/** How the program stands with Slack at its start. */
export type Standing =
  | { readonly kind: 'connected'; readonly bot: string; readonly where: string }
  /** Workspaces install it themselves, so there is no token to try. */
  | { readonly kind: 'by-installing' }
  | { readonly kind: 'refused'; readonly setting: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'; readonly code: string }
  | { readonly kind: 'not-listed'; readonly team: string; readonly where: string }
  | { readonly kind: 'silent'; readonly why: string };

interface Options {
  readonly settings: {
    readonly botToken: string | undefined;
    readonly teams: readonly string[];
    readonly apiUrl: string;
  };
  /** `RunningSlack.firstTry` */
  readonly firstTry: Promise<string | undefined> | undefined;
  readonly clock: Clock;
}

/** Tries the bot token and, with Socket Mode, waits for the connection, for at most 3 s in all. Never throws. */
export async function standingOf({ settings, firstTry, clock }: Options): Promise<Standing> {
  const done = new AbortController();
  const late = clock.sleep(PATIENCE_MS, done.signal).then(
    () => `it did not connect within ${PATIENCE_MS / 1000} s`,
    () => undefined,
  );
  const [byToken, why] = await Promise.all([tokenStanding(settings, clock), Promise.race([firstTry, late])]);
  done.abort();
  if (why === undefined || (byToken.kind !== 'connected' && byToken.kind !== 'by-installing')) return byToken;
  const code = /^Slack refuses SLACK_APP_TOKEN \((\w+)\)$/.exec(why)?.[1];
  return code === undefined
    ? { kind: 'silent', why: why.replace(/^Slack does not answer now$/, 'by Socket Mode') }
    : { kind: 'refused', setting: 'SLACK_APP_TOKEN', code };
}

async function tokenStanding({ botToken, teams, apiUrl }: Options['settings'], clock: Clock): Promise<Standing> {
  if (botToken === undefined) return { kind: 'by-installing' };
  const called = await callSlack(apiUrl, 'auth.test', botToken, clock, PATIENCE_MS);
  if (called.kind === 'failed') return { kind: 'silent', why: called.why };
  const { ok, error, team, team_id: id, enterprise_id: organisation, user } = called.reply;
  if (!ok) {
    const code = codeOf(error) ?? 'no reason';
    return isOfToken(code) ? { kind: 'refused', setting: 'SLACK_BOT_TOKEN', code } : { kind: 'silent', why: code };
  }
  const where = `${team ?? 'a workspace'} (${id ?? '?'})`;
  const isListed = [id, organisation].some((each) => each !== undefined && teams.includes(each));
  if (teams.length > 0 && !isListed) return { kind: 'not-listed', team: id ?? '?', where };
  return { kind: 'connected', bot: user ?? 'a bot', where };
}
