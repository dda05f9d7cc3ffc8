import type { Clock } from '../../base/clock.ts';
import { type Finding, ok, warn, wrong } from '../../base/finding.ts';
import { checkReach, type WayIn } from '../doctor-reach.ts';
import { checkGraph, checkKeys, checkLogin } from './doctor-token.ts';
import { MESSAGES_PATH } from './names.ts';
import type { TeamsSettings } from './settings.ts';

/** What was heard of a listed tenant. */
export interface Heard {
  readonly tenant: string;
  /** Conversations that the bot is in. */
  readonly conversations: number;
  /** Epoch milliseconds; null where nothing was ever heard. */
  readonly lastAt: number | null;
}

export interface TeamsCheckup {
  readonly settings: TeamsSettings;
  readonly publicUrl: string | undefined;
  readonly heard: readonly Heard[];
  /** What is wrong with the app package that these settings make; loaded only where there is something to make it of. */
  packageMistakes(): Promise<readonly string[]>;
  readonly clock: Clock;
}

const way: WayIn = { platform: 'Teams', path: MESSAGES_PATH, instead: '' };

/** Looks at everything that Teams needs, one after the other; never throws for what Microsoft or the network does. */
export async function checkTeams({
  settings,
  publicUrl,
  heard,
  packageMistakes,
  clock,
}: TeamsCheckup): Promise<Finding[]> {
  const { app, loginUrl } = settings;
  if (app === undefined) return [playground(), ...heard.map((each) => tenantFinding(each, START))];
  const login = { app, loginUrl };
  const found = [
    ...(await checkLogin(login, settings.tokenScope, clock)),
    await checkKeys(settings.openIdUrl, settings.issuer, clock),
    ...heard.map((each) => tenantFinding(each, uploadAt(publicUrl))),
    ...foreignApp(app.tenant, settings.tenants),
  ];
  if (settings.readBack) found.push(await checkGraph(login, settings.graphUrl, clock));
  if (publicUrl === undefined) {
    const fix = `set it to the address whose ${MESSAGES_PATH} is the Messaging endpoint of the Azure bot`;
    return [...found, wrong('PUBLIC_URL', 'not set, so nothing says where Teams reaches the program', fix)];
  }
  return [...found, ...(await checkReach(publicUrl, way, clock)), await appPackage(packageMistakes)];
}

const START =
  'npm start, then the Playground, and write to the bot in it; docs/teams.md, "Without a tenant", has both commands';

function playground(): Finding {
  const detail = 'on: what programs of this machine send is taken in unsigned, and nobody in Teams is answered';
  return warn('TEAMS_PLAYGROUND', detail, 'for Teams itself switch it off and set TEAMS_APP_ID; docs/teams.md');
}

/** What to do where nothing came from a tenant yet. */
function uploadAt(publicUrl: string | undefined): string {
  const endpoint = `${publicUrl ?? 'PUBLIC_URL'}${MESSAGES_PATH}`;
  return `upload the app there (pulse manifest teams) and write to it; the Azure bot's Messaging endpoint is ${endpoint}`;
}

function tenantFinding({ tenant, conversations, lastAt }: Heard, fix: string): Finding {
  const check = `tenant ${tenant}`;
  if (lastAt !== null) {
    const places = conversations === 1 ? '1 conversation' : `${conversations} conversations`;
    return ok(check, `in ${places}; last heard of ${new Date(lastAt).toISOString().slice(0, 16)}Z`);
  }
  return warn(check, 'nothing was heard of it yet', fix);
}

/** An app of one tenant can be used in no other. */
function foreignApp(tenant: string | undefined, tenants: readonly string[]): Finding[] {
  const others = tenants.filter((each) => each !== tenant);
  if (tenant === undefined || others.length === 0) return [];
  const detail = `the app is of ${tenant} alone, so nobody of ${others.join(', ')} can use it`;
  const fix = 'list that tenant alone, or make an app of several tenants and leave TEAMS_APP_TENANT empty';
  return [tenants.includes(tenant) ? warn('TEAMS_TENANTS', detail, fix) : wrong('TEAMS_TENANTS', detail, fix)];
}

async function appPackage(mistakes: TeamsCheckup['packageMistakes']): Promise<Finding> {
  const check = 'app package';
  const found = await mistakes();
  if (found.length === 0) return ok(check, "what pulse manifest teams writes is valid by Microsoft's schema");
  return wrong(check, found.join('; '), 'mend the settings it names; names and addresses are the usual cause');
}
