import type { InboxOutcome } from '../../db/writes/inbox.ts';
import type { Desk } from '../ask/desk.ts';
import type { Around } from './around.ts';
import { flowsOf } from './flow/flows.ts';
import { openDialog, opensDialog } from './flow/open.ts';
import { searchOptions } from './flow/search-options.ts';
import { Inbox } from './inbox/inbox.ts';
import { turnedAwayRecorder } from './inbox/turned-away.ts';
import type { Platform } from './incoming.ts';
import type { Reception } from './reception.ts';

/** The reception with the inbox behind it. */
export interface ReceptionDesk extends Reception {
  /** Takes up what an earlier process left of a platform; to be called once that can be answered. */
  recover(platform: Platform): Promise<void>;
  /** Lets what has begun end, for at most so many milliseconds. */
  stop(patienceMs: number): Promise<void>;
  /** Resolves when everything taken so far is answered. */
  idle(): Promise<void>;
}

/** Makes the reception over the inbox of this database. `noted` counts what comes in and what becomes of it. */
export function openReception(
  around: Around,
  db: Desk['db'],
  noted?: (what: 'received' | InboxOutcome) => void,
): ReceptionDesk {
  const { clock, log } = around;
  const counting = noted === undefined ? {} : { noted };
  const inbox = new Inbox({ db, clock, log, flows: flowsOf(around), ...counting });
  return {
    take: (incoming) => inbox.take(incoming),
    opensDialog,
    async open(incoming) {
      try {
        await openDialog(around, incoming);
      } catch (error) {
        log.error(error, 'a dialog was not opened');
      } finally {
        around.port(incoming.speaker.platform).ended?.(incoming.handle);
      }
    },
    async options(query) {
      try {
        return await searchOptions(around, query);
      } catch (error) {
        log.error(error, 'the choices of a dialog were not found');
        return [];
      }
    },
    turnedAway: turnedAwayRecorder(db, clock, log),
    recover: (platform) => inbox.recover(platform),
    stop: (patienceMs) => inbox.stop(patienceMs),
    idle: () => inbox.idle(),
  };
}
