import type { Clock } from '../../base/clock.ts';
import { type Finding, ok, warn, wrong } from '../../base/finding.ts';
import { checkClock } from '../doctor-clock.ts';
import { type Called, callSlack } from './doctor-call.ts';
import { scopeUses } from './scope-uses.ts';
import { botScopes } from './scopes.ts';

const INSTALL_AGAIN =
  'on api.slack.com/apps: paste the newest manifest (pulse manifest slack), Install App > Reinstall, then set SLACK_BOT_TOKEN';

interface TokenQuestion {
  readonly apiUrl: string;
  readonly token: string;
  /** The workspaces that may ask; empty: the token's own. */
  readonly teams: readonly string[];
  /** What a person calls this token. */
  readonly name: string;
}

/** Whether a bot token is good, for which workspace, with which scopes; and with the same call, how our clock goes. */
export async function checkToken({ apiUrl, token, teams, name }: TokenQuestion, clock: Clock): Promise<Finding[]> {
  const called = await callSlack(apiUrl, 'auth.test', token, clock);
  if (called.kind === 'failed') return [unreachable(name, apiUrl, called.why)];
  const { reply, headers } = called;
  if (!reply.ok) return [refused(name, reply.error ?? 'no reason'), ...checkClock('Slack', headers, clock)];
  const where = `${reply.team ?? 'a workspace'} (${reply.team_id ?? '?'})`;
  const listed = [reply.team_id, reply.enterprise_id].some((id) => id !== undefined && teams.includes(id));
  const workspace =
    teams.length === 0 || listed
      ? ok(name, `valid, in the workspace ${where}`)
      : wrong(
          name,
          `valid, but its workspace ${where} is not in SLACK_TEAMS, so nobody there is answered`,
          `add ${reply.team_id ?? 'its id'} to SLACK_TEAMS`,
        );
  return [workspace, scopesOf(name, headers), ...checkClock('Slack', headers, clock)];
}

/** Whether Socket Mode's token opens a connection. The connection itself is not made. */
export async function checkAppToken(apiUrl: string, token: string, clock: Clock): Promise<Finding> {
  const name = 'SLACK_APP_TOKEN';
  const called: Called = await callSlack(apiUrl, 'apps.connections.open', token, clock);
  if (called.kind === 'failed') return unreachable(name, apiUrl, called.why);
  if (called.reply.ok) return ok(name, 'opens a Socket Mode connection');
  const error = called.reply.error ?? 'no reason';
  const fix =
    error === 'missing_scope' || error === 'not_allowed_token_type'
      ? 'make an app-level token with the scope connections:write (Basic Information > App-Level Tokens)'
      : 'make a new one (Basic Information > App-Level Tokens, scope connections:write), and switch Socket Mode on';
  return wrong(name, `Slack refuses it: ${error}`, fix);
}

function unreachable(name: string, apiUrl: string, why: string): Finding {
  return wrong(
    name,
    `could not be tried: ${new URL(apiUrl).host} is not reached, ${why}`,
    'check the connection and the proxy of this machine; SLACK_API_URL is for tests and proxies only',
  );
}

function refused(name: string, error: string): Finding {
  if (error === 'account_inactive' || error === 'token_revoked')
    return wrong(name, `Slack refuses it: the app was uninstalled or switched off (${error})`, INSTALL_AGAIN);
  if (error === 'token_expired')
    return wrong(name, 'Slack refuses it: it expires', 'switch token rotation off, then reinstall the app');
  return wrong(
    name,
    `Slack refuses it: ${error}`,
    'copy the Bot User OAuth Token again (OAuth & Permissions), without blanks; it begins with xoxb-',
  );
}

function scopesOf(name: string, headers: Headers): Finding {
  const header = headers.get('x-oauth-scopes');
  const check = `scopes of ${name}`;
  if (header === null) return warn(check, 'Slack did not say which', 'look at OAuth & Permissions > Scopes');
  const has = new Set(header.split(',').map((scope) => scope.trim()));
  const missing = botScopes.filter((scope) => !has.has(scope));
  if (missing.length === 0) return ok(check, `all ${botScopes.length} are there`);
  const lost = missing.map((scope) => `${scope} (${scopeUses[scope]})`);
  return wrong(check, `missing, and with them does not work: ${lost.join('; ')}`, INSTALL_AGAIN);
}
