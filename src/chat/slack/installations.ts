import type { Installation, InstallationStore } from '@slack/bolt';
import { z } from 'zod/v4';
import type { Database } from '../../../db/open.ts';
import { sealedInstallation } from '../../../db/readings/installations.ts';
import { write } from '../../../db/write.ts';
import { dropInstallation, putInstallation } from '../../../db/writes/installations.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { seal, unseal } from '../../base/sealing.ts';
import type { SlackToken } from './token.ts';

const PLATFORM = 'slack';

const kept = z.looseObject({ bot: z.object({ token: z.string(), userId: z.string().nullish() }).nullish() });

/** What an installation is kept under: the organisation where it is of the whole of it, else the workspace. */
export function installedIn({ isEnterpriseInstall, enterprise, team }: Installation): string | undefined {
  return isEnterpriseInstall === true ? enterprise?.id : team?.id;
}

/** The workspaces that installed the bot, in the database; all that Slack gave is sealed. */
export class Installations implements InstallationStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #key: Buffer;

  constructor(db: Database, clock: Clock, secretsKey: Buffer) {
    this.#db = db;
    this.#clock = clock;
    this.#key = secretsKey;
  }

  /** The bot's token there; undefined where it is not installed. Throws where SECRETS_KEY is another one. */
  async tokenOf(team: string): Promise<SlackToken | undefined> {
    const { bot } = kept.parse((await this.#read(team)) ?? {});
    return bot ? { token: bot.token, botUser: bot.userId ?? null } : undefined;
  }

  /** Keeps an installation, in place of an earlier one of that workspace. */
  async storeInstallation(installation: Installation): Promise<void> {
    const team = installedIn(installation);
    if (team === undefined) throw new UserError('Slack does not say in which workspace the app was installed.');
    const sealed = seal(this.#key, nameOf(team), JSON.stringify(installation));
    const scopes = installation.bot?.scopes ?? [];
    await write(this.#db, this.#clock, () => {
      const at = this.#clock.now();
      putInstallation(this.#db, { platform: PLATFORM, team, sealed, at, by: installation.user.id, scopes });
    });
  }

  /** What Slack gave at installing. Throws where there is nothing. */
  async fetchInstallation(query: Parameters<InstallationStore['fetchInstallation']>[0]): Promise<Installation> {
    const team = query.isEnterpriseInstall ? query.enterpriseId : query.teamId;
    const found = team === undefined ? undefined : await this.#read(team);
    if (found === undefined) throw new UserError('The app is not installed in that workspace.');
    return found as Installation;
  }

  /** Forgets the workspace; nothing happens where it is not there. */
  async remove(team: string): Promise<void> {
    await write(this.#db, this.#clock, () => dropInstallation(this.#db, PLATFORM, team, this.#clock.now()));
  }

  async #read(team: string): Promise<unknown> {
    const sealed = await sealedInstallation(this.#db, PLATFORM, team);
    return sealed === undefined ? undefined : JSON.parse(unseal(this.#key, nameOf(team), sealed));
  }
}

function nameOf(team: string): string {
  return `the Slack workspace ${team}`;
}
