import type { Database } from '../../../db/open.ts';
import { signingKey } from '../../../db/writes/signing-keys.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Route } from '../../base/route.ts';
import type { Reception } from '../reception.ts';
import { warnOfTurnedAway } from '../turned-away-log.ts';
import { TokenCheck } from './auth.ts';
import type { Noticed } from './changes.ts';
import type { FileTaker } from './file-taker.ts';
import { listen } from './listeners.ts';
import { Receiver } from './receiver.ts';
import { Memory } from './remember.ts';
import type { TeamsSettings } from './settings.ts';
import { turnedAwayText } from './turned-away-log.ts';
import type { Waiting } from './waiting.ts';

export interface TeamsOptions {
  readonly settings: TeamsSettings;
  /** Where the HTTP server listens: what nobody signs is taken in on this machine alone. */
  readonly host: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly reception: Reception;
  /** The same that the port has. */
  readonly waiting: Waiting;
  readonly files: FileTaker;
  /** Told when what is kept of a person or a channel may be wrong from now on. */
  readonly noticed?: Noticed;
}

export interface RunningTeams {
  /** To be given to the HTTP server: `RunningServer.serve`. */
  readonly routes: readonly Route[];
  /** Takes nothing more in; resolves when what is being taken is stored or refused. */
  stop(): Promise<void>;
}

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/**
 * Takes in what people ask in Microsoft Teams, over HTTP. Needs no network to start. Throws where it would take in what
 * nobody signed from other machines. Whatever goes wrong with one request is logged and does no harm to the next.
 */
export async function startTeams(given: TeamsOptions): Promise<RunningTeams> {
  const { settings, host, db, clock, log, waiting, files, noticed } = given;
  const reception = warnOfTurnedAway(given.reception, { clock, log, textOf: turnedAwayText });
  const tokens = await tokenCheck(settings, host, clock);
  const memory = new Memory({ db, clock, log });
  const options = { db, log, reception, waiting, files, memory, noticed, key: signingKey(db), botName: settings.name };
  const receiver = new Receiver({
    ...{ settings, clock, log, reception, tokens },
    listen: (activity, admitted) => listen(activity, admitted, options),
  });
  return {
    routes: [receiver.route],
    async stop() {
      const stopped = receiver.stop();
      // What has begun may still be answered, but nobody waits for it here any more.
      waiting.close();
      await stopped;
    },
  };
}

/** Undefined with an emulator alone, for which the package is not loaded either. */
async function tokenCheck(settings: TeamsSettings, host: string, clock: Clock): Promise<TokenCheck | undefined> {
  const { app, playground } = settings;
  if (app !== undefined && !playground) {
    const { sdkCheck } = await import('./sdk.ts');
    return new TokenCheck({ settings, clock, sdk: sdkCheck(settings, app.id) });
  }
  if (playground && app === undefined && LOOPBACK.includes(host)) return undefined;
  throw new Error('without an app of its own, Teams is taken in from this machine alone');
}
