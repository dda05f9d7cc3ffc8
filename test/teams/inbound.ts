import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Database } from '../../db/open.ts';
import { signingKey } from '../../db/writes/signing-keys.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import { type RunningTeams, startTeams } from '../../src/chat/teams/app.ts';
import type { FileAnswer } from '../../src/chat/teams/file-taker.ts';
import { signed } from '../../src/chat/teams/sign.ts';
import { Waiting } from '../../src/chat/teams/waiting.ts';
import type { TeamsConfig } from '../../src/config/teams.ts';
import { createServer } from '../../src/server/http.ts';
import { RecordingReception } from '../chat/recording.ts';
import { newDatabase } from '../db/empty-database.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';

export interface TeamsInbound {
  readonly url: string;
  readonly double: TeamsDouble;
  readonly reception: RecordingReception;
  readonly waiting: Waiting;
  readonly db: Database;
  readonly lines: readonly string[];
  /** What was answered to questions about files; `broken` makes the next ones fail. */
  readonly files: { readonly taken: FileAnswer[]; broken: boolean };
  readonly noticed: string[];
  /** The data of a button, signed as ours. */
  press(press: string): Readonly<Record<string, string>>;
  dialog(name: string, state: string): Readonly<Record<string, string>>;
  /** Ends the Teams side and leaves the HTTP server. */
  stopTaking(): Promise<void>;
}

interface Options {
  readonly double?: TeamsDouble;
  readonly settings?: Partial<TeamsConfig>;
  readonly clock?: Clock;
  readonly host?: string;
}

/** The inbound side of Teams on a real HTTP server, with a database of its own; gone when the test ends. */
export async function openTeamsInbound(options: Options = {}): Promise<TeamsInbound> {
  const { clock = systemClock, host = '127.0.0.1' } = options;
  const folder = mkdtempSync(join(tmpdir(), 'teams-inbound-'));
  const db = newDatabase(join(folder, 'pulse.db'));
  const lines: string[] = [];
  const log = makeLog('debug', { write: (line) => lines.push(line) });
  const reception = new RecordingReception();
  const double = options.double ?? (await openTeamsDouble());
  const waiting = new Waiting(clock);
  const files = { taken: [] as FileAnswer[], broken: false };
  const noticed: string[] = [];
  const health = async () => ({ ok: true, checks: [] });
  const server = await createServer({ host: '127.0.0.1', port: 0, health, ready: health, log });
  double.botUrl = server.url;
  let teams: RunningTeams | undefined;
  onTestFinished(async () => {
    await teams?.stop();
    await server.close();
    if (options.double === undefined) await double.close();
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  teams = await startTeams({
    ...{ settings: double.settings(options.settings), host, db, clock, log, reception, waiting },
    files: {
      async take(answer) {
        if (files.broken) throw new Error('the disk is full');
        files.taken.push(answer);
      },
    },
    noticed: {
      person(team, user) {
        noticed.push(`person ${team} ${user}`);
      },
      room(team, channel) {
        noticed.push(`room ${team} ${channel}`);
      },
    },
  });
  server.serve(teams.routes);
  const running = teams;
  const key = signingKey(db);
  return {
    ...{ url: server.url, double, reception, waiting, db, lines, files, noticed },
    press: (press) => ({ verb: 'press', press, sig: signed(key, 'press', press) }),
    dialog: (dialog, state) => ({ verb: 'dialog', dialog, state, sig: signed(key, 'dialog', `${dialog}\n${state}`) }),
    stopTaking: () => running.stop(),
  };
}
