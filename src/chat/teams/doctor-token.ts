import { z } from 'zod/v4';
import type { Clock } from '../../base/clock.ts';
import { type Finding, ok, wrong } from '../../base/finding.ts';
import { reach } from '../../base/reach.ts';
import { checkClock } from '../doctor-clock.ts';
import { type Login, type SignedIn, signIn } from './doctor-login.ts';

const SECRETS = 'entra.microsoft.com > App registrations > the app > Certificates & secrets';

/** What helps where Microsoft refuses an app, by its code. */
const fixes: Readonly<Record<string, string>> = {
  AADSTS7000215: `TEAMS_APP_PASSWORD has to be the value of a client secret, not its id: ${SECRETS}`,
  AADSTS7000222: `the client secret has expired: make a new one (${SECRETS}) and set TEAMS_APP_PASSWORD`,
  AADSTS700016:
    'TEAMS_APP_ID is no app there: compare the Application (client) ID; an app of one tenant needs TEAMS_APP_TENANT',
  AADSTS7000229: 'the app has no service principal in its tenant: let an administrator of it consent to the app once',
  AADSTS7000112: 'the app registration is switched off: switch it on under Enterprise applications > Properties',
  AADSTS90002: 'TEAMS_APP_TENANT is no tenant: copy the Directory (tenant) ID of the app registration',
  AADSTS50020: 'TEAMS_APP_TENANT has to be the tenant that the app registration is in',
};

/** Whether the app gets the token that answers are sent with; and with the same call, how our clock goes. */
export async function checkLogin(login: Login, scope: string, clock: Clock): Promise<Finding[]> {
  const signedIn = await signIn(login, scope, clock);
  const well = `the app ${login.app.id} gets a token for answers`;
  const found = findingOf('TEAMS_APP_PASSWORD', signedIn, well, login.loginUrl);
  return signedIn.kind === 'failed' ? [found] : [found, ...checkClock('Microsoft', signedIn.headers, clock)];
}

/** Whether the app gets a token to read channels with. Whether a team lets it, only that team's channels tell. */
export async function checkGraph(login: Login, graphUrl: string, clock: Clock): Promise<Finding> {
  const signedIn = await signIn(login, `${graphUrl}.default`, clock);
  const well =
    'the app gets a token for Graph; each team grants ChannelMessage.Read.Group when the app of --read-back is added';
  return findingOf('TEAMS_READ_BACK', signedIn, well, login.loginUrl);
}

function findingOf(check: string, signedIn: SignedIn, well: string, loginUrl: string): Finding {
  if (signedIn.kind === 'token') return ok(check, well);
  const { host } = new URL(loginUrl);
  if (signedIn.kind === 'failed') {
    const fix =
      'check the connection and the proxy of this machine; TEAMS_LOGIN_URL is for other clouds, tests and proxies';
    return wrong(check, `could not be tried: ${host} is not reached, ${signedIn.why}`, fix);
  }
  const fix =
    fixes[signedIn.code] ?? 'compare TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_APP_TENANT with the registration';
  return wrong(check, `Microsoft refuses it: ${signedIn.code}`, fix);
}

const metadata = z.object({ jwks_uri: z.string(), issuer: z.string() });
const keySet = z.object({ keys: z.array(z.object({ endorsements: z.array(z.string()).optional() })) });

/** Whether the keys are there by which a request is known to be of Teams: without them every request gets 503. */
export async function checkKeys(openIdUrl: string, issuer: string, clock: Clock): Promise<Finding> {
  const check = 'keys of Teams';
  const fix = 'let this machine call that address; TEAMS_OPENID_URL is for other clouds, tests and proxies';
  const named = await read(openIdUrl, metadata, clock);
  if (typeof named === 'string') return wrong(check, `${openIdUrl}: ${named}`, fix);
  if (named.issuer !== issuer)
    return wrong(check, `they are of ${named.issuer}`, 'set TEAMS_TOKEN_ISSUER and TEAMS_OPENID_URL of one cloud');
  const keys = await read(named.jwks_uri, keySet, clock);
  if (typeof keys === 'string') return wrong(check, `${named.jwks_uri}: ${keys}`, fix);
  const usable = keys.keys.filter(({ endorsements }) => endorsements?.includes('msteams') === true);
  if (usable.length === 0) return wrong(check, `none of ${keys.keys.length} vouches for Teams`, fix);
  return ok(check, `${usable.length} are there, by which requests are checked`);
}

async function read<T>(url: string, shape: z.ZodType<T>, clock: Clock): Promise<T | string> {
  const answer = await reach(url, {}, clock);
  if (!answer.ok) return answer.why;
  try {
    return shape.parse(JSON.parse(answer.body));
  } catch {
    return `something else answers there (${answer.status})`;
  }
}
