import type { Clock } from '../../base/clock.ts';
import { type Finding, ok, warn, wrong } from '../../base/finding.ts';
import { checkReach, type WayIn } from '../doctor-reach.ts';
import { checkSameSecret } from './doctor-secret.ts';
import { checkAppToken, checkToken } from './doctor-token.ts';
import { EVENTS_PATH } from './names.ts';
import { type Askable, slashCommands } from './slash-commands.ts';

/** What the check needs of the settings. */
export interface SlackSettings {
  readonly signingSecret: string | undefined;
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
  readonly oauth: object | undefined;
  readonly teams: readonly string[];
  readonly command: string;
  readonly commandPrefix: string;
  readonly apiUrl: string;
}

/** A workspace that installed the app by itself; `token` is undefined where SECRETS_KEY does not open it. */
export interface Installed {
  readonly team: string;
  readonly token: string | undefined;
}

export interface SlackCheckup {
  readonly settings: SlackSettings;
  readonly publicUrl: string | undefined;
  /** Where the running program would be on this machine; undefined where that cannot be known. */
  readonly localUrl?: string | undefined;
  readonly installed: readonly Installed[];
  readonly questions: readonly Askable[];
  readonly clock: Clock;
}

/** Looks at everything that Slack needs, one after the other; never throws for what Slack or the network does. */
export async function checkSlack({
  settings,
  publicUrl,
  localUrl,
  installed,
  questions,
  clock,
}: SlackCheckup): Promise<Finding[]> {
  const { apiUrl, teams, botToken, appToken } = settings;
  const found: Finding[] = [];
  if (botToken !== undefined)
    found.push(...(await checkToken({ apiUrl, token: botToken, teams, name: 'SLACK_BOT_TOKEN' }, clock)));
  found.push(...(await checkInstallations(settings, installed, clock)));
  found.push(signingSecret(settings));
  if (appToken !== undefined) found.push(await checkAppToken(apiUrl, appToken, clock));
  // With Socket Mode nothing comes in.
  if (appToken === undefined) found.push(...(await checkWayIn(settings, { publicUrl, localUrl, clock })));
  return [...found, names(settings, questions)];
}

const way: WayIn = {
  ...{ platform: 'Slack', path: EVENTS_PATH },
  instead: '; without a public address use Socket Mode',
};

async function checkWayIn(
  { signingSecret: secret }: SlackSettings,
  { publicUrl, localUrl, clock }: Pick<SlackCheckup, 'publicUrl' | 'localUrl' | 'clock'>,
): Promise<Finding[]> {
  const found =
    publicUrl === undefined
      ? [wrong('PUBLIC_URL', 'not set, so nothing says where Slack reaches the program', 'set it, or use Socket Mode')]
      : await checkReach(publicUrl, way, clock);
  const url = publicUrl ?? localUrl;
  if (url !== undefined && secret !== undefined) found.push(...(await checkSameSecret(url, secret, clock)));
  return found;
}

async function checkInstallations(
  { apiUrl, teams, oauth }: SlackSettings,
  installed: readonly Installed[],
  clock: Clock,
): Promise<Finding[]> {
  if (oauth === undefined && installed.length === 0) return [];
  const check = 'installations';
  if (installed.length === 0)
    return [warn(check, 'no workspace has installed the app yet', 'open PUBLIC_URL/slack/install in a browser')];
  const shut = installed.filter(({ token }) => token === undefined);
  const found: Finding[] = [
    shut.length === 0
      ? ok(check, `SECRETS_KEY opens the ${installed.length} stored`)
      : wrong(
          check,
          `SECRETS_KEY does not open ${shut.length} of ${installed.length}: ${shut.map(({ team }) => team).join(', ')}`,
          'set SECRETS_KEY to what it was when they were made, or let these workspaces install again',
        ),
  ];
  for (const { team, token } of installed) {
    if (token === undefined) continue;
    const about = await checkToken({ apiUrl, token, teams, name: `token of ${team}` }, clock);
    // One clock is enough.
    found.push(...about.filter(({ check }) => check !== 'clock' || !found.some((each) => each.check === 'clock')));
  }
  return found;
}

function signingSecret({ signingSecret: secret, appToken }: SlackSettings): Finding {
  const check = 'SLACK_SIGNING_SECRET';
  if (secret === undefined) {
    return appToken === undefined
      ? wrong(check, 'missing: nobody can tell that a request is from Slack', 'copy it from Basic Information')
      : ok(check, 'not needed with Socket Mode alone');
  }
  if (/^[0-9a-f]{32}$/.test(secret)) return ok(check, 'looks like one');
  return wrong(
    check,
    'does not look like one, which is 32 digits and letters a to f',
    'copy the Signing Secret (not the Client Secret or Verification Token) from Basic Information',
  );
}

/** Slack does not tell an app which names it has, nor who else has them. */
function names({ command, commandPrefix: prefix }: SlackSettings, questions: readonly Askable[]): Finding {
  const all = slashCommands(questions, { command, prefix, which: 'core' }).map((each) => each.command);
  return ok('slash commands', `${all.join(' ')}; where another app answers one: docs/slack.md, Names of commands`);
}
