import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { commands } from '../../commands/index.ts';
import { printable } from '../answers/text.ts';
import { systemClock as clock } from '../base/clock.ts';
import { Bug, UserError } from '../base/errors.ts';
import type { AppManifest } from '../chat/teams/manifest.ts';
import { loadSettings } from '../config.ts';
import { explainFileError } from './file-errors.ts';
import { isHttpsOrigin } from './manifest.ts';

interface Flags {
  out: string;
  url?: string;
  developer: string;
  website?: string;
  appVersion?: string;
  slash?: true;
  readBack?: true;
}

/**
 * `pulse manifest teams`: the app package, checked against Microsoft's schemas, as Teams' "Upload an app" takes it. Only the
 * app's id has to be set already.
 */
export async function manifestTeams(flags: Flags): Promise<void> {
  const app = await teamsPackage(flags);
  const [{ packApp }, { appIcons }] = await Promise.all([
    import('../chat/teams/manifest-package.ts'),
    import('../answers/charts/app-icons.ts'),
  ]);
  const zip = await packApp(app, await appIcons());
  await write(flags.out, zip).catch((error: unknown) => {
    throw explainFileError(error, flags.out, 'Name another file with --out, in a folder that this user may write in.');
  });
  const lines = [
    `${printable(flags.out)} is the app package (version ${app.manifest['version']}), valid by Microsoft's schema ${app.schema}.`,
    '→ Teams: Apps > Manage your apps > Upload an app; or admin.teams.microsoft.com > Manage apps > Upload new app',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function write(path: string, content: Buffer): Promise<void> {
  // The folder of the data need not be there yet; any other that is missing is a slip.
  if (!existsSync(dirname(path))) await mkdir(dirname(path));
  await writeFile(path, content);
}

async function teamsPackage(flags: Flags): Promise<AppManifest> {
  const [{ teamsManifest }, { manifestMistakes }] = await Promise.all([
    import('../chat/teams/manifest.ts'),
    import('../chat/teams/manifest-check.ts'),
  ]);
  const names = ['TEAMS_APP_ID', 'TEAMS_NAME', 'TEAMS_SHARED_CHANNELS', 'PUBLIC_URL'] as const;
  const { TEAMS_APP_ID: appId, TEAMS_NAME: name, TEAMS_SHARED_CHANNELS: shared, PUBLIC_URL } = loadSettings(names);
  const url = flags.url?.replace(/\/+$/, '') ?? PUBLIC_URL;
  if (appId === undefined)
    throw new UserError('Teams has to know which bot the app is of: TEAMS_APP_ID is not set.', {
      exitCode: 2,
      next: 'set it to the Application (client) ID of the app registration; docs/teams.md says where that is',
    });
  if (url === undefined)
    throw new UserError('Teams has to know where the program is.', {
      exitCode: 2,
      next: 'npm run -s pulse -- manifest teams --url https://HOST   or set PUBLIC_URL',
    });
  const website = flags.website ?? url;
  const mistake = mistakeIn({ url, website, developer: flags.developer, version: flags.appVersion });
  if (mistake !== undefined) throw new UserError(mistake, { exitCode: 2 });
  const app = teamsManifest(commands, {
    ...{ appId, name, url },
    developer: { name: flags.developer, website },
    version: flags.appVersion ?? versionAt(clock.now()),
    slash: flags.slash === true,
    readBack: flags.readBack === true,
    sharedChannels: shared.length > 0,
  });
  const mistakes = manifestMistakes(app);
  if (mistakes.length > 0) throw new Bug(`the app package is not valid: ${mistakes.join('; ')}`);
  return app;
}

interface Given {
  readonly url: string;
  readonly website: string;
  readonly developer: string;
  readonly version: string | undefined;
}

function mistakeIn({ url, website, developer, version }: Given): string | undefined {
  if (!isHttpsOrigin(url)) return '--url (or PUBLIC_URL) takes an https address without a path, which Teams needs.';
  if (!URL.canParse(website) || new URL(website).protocol !== 'https:')
    return '--website takes an https address: of the page that says who you are.';
  if (developer.trim() === '' || [...developer].length > 32) return '--developer takes 1 to 32 letters.';
  if (version !== undefined && !/^(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}$/.test(version))
    return '--app-version takes three numbers, such as 1.2.3.';
  return undefined;
}

/** Higher every minute, as Teams wants it of each new package: `1.261122.750`. */
function versionAt(now: number): string {
  const at = new Date(now);
  const day = (at.getUTCFullYear() % 100) * 10_000 + (at.getUTCMonth() + 1) * 100 + at.getUTCDate();
  return `1.${day}.${at.getUTCHours() * 60 + at.getUTCMinutes()}`;
}
