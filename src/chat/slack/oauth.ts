import { hkdfSync } from 'node:crypto';
import { HTTPReceiver, type Installation, webApi } from '@slack/bolt';
import type { Log } from '../../base/log.ts';
import type { Route } from '../../base/route.ts';
import type { Reception } from '../reception.ts';
import { boltLogger } from './bolt-logger.ts';
import { clientOptions } from './client-options.ts';
import { sendInstallPage } from './install-page.ts';
import { type Installations, installedIn } from './installations.ts';
import { INSTALL_PATH, REDIRECT_PATH } from './names.ts';
import { botScopes } from './scopes.ts';

const CALL_MS = 10_000;

interface InstallOptions {
  readonly settings: {
    readonly oauth: { readonly clientId: string; readonly clientSecret: string } | undefined;
    readonly teams: readonly string[];
    readonly command: string;
    readonly apiUrl: string;
  };
  readonly publicUrl: string | undefined;
  readonly secretsKey: Buffer | undefined;
  readonly installations: Installations | undefined;
  readonly reception: Pick<Reception, 'turnedAway'>;
  readonly log: Log;
}

type Installer = NonNullable<HTTPReceiver['installer']>;
type Callbacks = NonNullable<Parameters<Installer['handleCallback']>[2]>;

/** The two pages by which a listed workspace installs the app; none where OAuth is not set up. */
export function installRoutes(options: InstallOptions): readonly Route[] {
  const { settings, publicUrl, secretsKey, installations } = options;
  const { oauth } = settings;
  if (oauth === undefined || secretsKey === undefined || publicUrl === undefined || installations === undefined)
    return [];
  const installer = installerOf(options, oauth, installations, secretsKey);
  const wanted = { scopes: [...botScopes], redirectUri: `${publicUrl}${REDIRECT_PATH}` };
  const callbacks = callbacksOf(options, `${publicUrl}${INSTALL_PATH}`);
  return [
    {
      method: 'GET',
      path: INSTALL_PATH,
      async handle(request, response) {
        response.setHeader('cache-control', 'no-store');
        await installer.handleInstallPath(request, response, undefined, wanted);
      },
    },
    {
      method: 'GET',
      path: REDIRECT_PATH,
      async handle(request, response) {
        await installer.handleCallback(request, response, callbacks);
      },
    },
  ];
}

/** Bolt's receiver is the one door to the installer; nothing else of it is used. */
function installerOf(
  { settings, log }: InstallOptions,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  installations: Installations,
  secretsKey: Buffer,
): Installer {
  const logger = boltLogger(log);
  const { installer } = new HTTPReceiver({
    signingSecret: 'unused: nothing is received here',
    logger,
    clientId,
    clientSecret,
    // Not the key itself, which seals tokens.
    stateSecret: Buffer.from(hkdfSync('sha256', secretsKey, '', 'slack-install-state', 32)).toString('hex'),
    installationStore: installations,
    installerOptions: {
      directInstall: true,
      authorizationUrl: authorizationUrl(settings.apiUrl),
      clientOptions: clientOptions(settings.apiUrl, logger, CALL_MS),
    },
  });
  if (installer === undefined) throw new Error('Bolt gives no installer');
  return installer;
}

/** Where people say yes: beside the API. */
function authorizationUrl(apiUrl: string): string {
  return new URL('/oauth/v2/authorize', apiUrl).href;
}

function callbacksOf(options: InstallOptions, again: string): Callbacks {
  const { settings, reception, log } = options;
  return {
    async afterInstallation(installation, _wanted, request, response) {
      const team = installedIn(installation);
      if (team !== undefined && settings.teams.includes(team) && installation.bot !== undefined) return true;
      await giveBack(installation, options);
      const id = team ?? 'unknown';
      reception.turnedAway('other-workspace', { place: `slack:${id}/none`, user: installation.user.id });
      const values = { team: nameOf(installation), id };
      sendInstallPage(request, response, 403, 'slack.install.not-listed', values);
      return false;
    },
    success(installation, _wanted, request, response) {
      log.info({ team: installedIn(installation), user: installation.user.id }, 'the app was installed in Slack');
      const values = { team: nameOf(installation), command: settings.command };
      sendInstallPage(request, response, 200, 'slack.install.done', values);
    },
    failure(error, _wanted, request, response) {
      log.warn({ code: error.code, reason: error.message }, 'an installation in Slack was not completed');
      const why = error.code.replace(/[^\w-]/g, '').replace(/^slack_(oauth|webapi)_/, '');
      sendInstallPage(request, response, 400, 'slack.install.failed', { why, url: again });
    },
  };
}

function nameOf({ team, enterprise, isEnterpriseInstall }: Installation): string {
  const named = isEnterpriseInstall === true ? enterprise : team;
  return named?.name ?? named?.id ?? '?';
}

/** A token that is not kept must not go on living. */
async function giveBack({ bot, user }: Installation, { settings, log }: InstallOptions): Promise<void> {
  const logger = boltLogger(log);
  for (const token of [bot?.token, user.token]) {
    if (token === undefined) continue;
    const client = new webApi.WebClient(token, clientOptions(settings.apiUrl, logger, CALL_MS));
    await client.auth.revoke().catch((error: unknown) => log.warn(error, 'a token that was not wanted is not revoked'));
  }
}
