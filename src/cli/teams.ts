import type { Database } from '../../db/open.ts';
import { signingKey } from '../../db/writes/signing-keys.ts';
import { systemClock as clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { startTeams } from '../chat/teams/app.ts';
import { TeamsContact } from '../chat/teams/contact.ts';
import { downloadRoutes } from '../chat/teams/download.ts';
import { makeFileTaker } from '../chat/teams/file-taker.ts';
import { MESSAGES_PATH } from '../chat/teams/names.ts';
import { makeTeamsPort } from '../chat/teams/port.ts';
import { standingOf } from '../chat/teams/standing.ts';
import { Waiting } from '../chat/teams/waiting.ts';
import type { Config, TeamsConfig } from '../config.ts';
import type { ChatPlatform } from './chat-platform.ts';
import { teamsLines } from './teams-standing.ts';
import type { Vitals } from './vitals.ts';

/** How long a file that is on its way into somebody's OneDrive may take when the program is told to stop. */
const PATIENCE_MS = 4_000;

interface Options {
  readonly config: Config;
  readonly teams: TeamsConfig;
  readonly db: Database;
  readonly vitals: Vitals;
  readonly log: Log;
}

/** Microsoft Teams, over the program's HTTP server. */
export function teamsPlatform({ config, teams, db, vitals, log }: Options): ChatPlatform {
  const waiting = new Waiting(clock);
  const contact = new TeamsContact({ settings: teams, clock });
  vitals.watchChat('teams', contact);
  const key = signingKey(db);
  const port = makeTeamsPort({
    ...{ settings: teams, db: () => db, clock, log, waiting, key },
    publicUrl: reachedAt(config, teams),
    noted: (called) => contact.noted(called),
  });
  const { tenants, guests, sharedChannels } = teams;
  return {
    port,
    teams: () => tenants,
    ...{ guests, sharedChannels, command: `@${teams.name}` },
    learnTeams: async () => undefined,
    async open(reception, around) {
      const files = makeFileTaker({
        ...{ around, db: () => db, key, settings: teams },
        post: (tenant, conversation, activity) => port.post(tenant, conversation, activity),
      });
      const running = await startTeams({
        ...{ settings: teams, host: config.host, db, clock, log, reception, waiting, files },
        noticed: {
          person: (team, user) => port.forgetPerson(team, user),
          room: (team, channel) => port.forgetRoom(team, channel),
        },
      });
      // What was on its way into somebody's OneDrive; the rest of the start does not wait for it.
      files.recover();
      const standing = await standingOf({ settings: teams, clock });
      contact.stands(standing);
      return {
        routes: [...running.routes, ...downloadRoutes({ around, db: () => db, key })],
        standing: teamsLines(standing, {
          endpoint: `${config.publicUrl ?? localUrl(config)}${MESSAGES_PATH}`,
          tenants,
          appId: teams.app?.id,
        }),
        claimWith: (code) => `claim ${code}   (in the bot's personal chat in Microsoft Teams)`,
        async stop() {
          await running.stop();
          await files.stop(PATIENCE_MS);
        },
      };
    },
  };
}

/** Where browsers reach the program: of an emulator, this machine. */
function reachedAt(config: Config, { playground }: TeamsConfig): string | undefined {
  return config.publicUrl ?? (playground && config.port !== 0 ? localUrl(config) : undefined);
}

function localUrl({ host, port }: Config): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
