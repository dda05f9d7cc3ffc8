import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { claimFirstAdmin } from '../../db/writes/grants.ts';
import type { Desk } from '../../src/ask/desk.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { systemClock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import type { Around } from '../../src/chat/around.ts';
import type { Profile } from '../../src/chat/port.ts';
import { digestServices } from '../../src/cli/digest-services.ts';
import { importInChild } from '../../src/cli/import-child.ts';
import { writeDemo } from '../../src/demo/index.ts';
import { filesToImport, importMany } from '../../src/ingest/import-many.ts';
import type { Language } from '../../src/words/languages.ts';
import { type RecordingPort, recordingPort } from '../chat/recording-port.ts';

/** The day that the demo is made for, at noon. */
const TODAY = '2026-11-21';
const NOON = Date.parse(`${TODAY}T12:00:00Z`);

export const TEAM = 'T0001';
export const CHANNEL = 'C0001';
/** A channel that has no audience yet. */
export const NEW_CHANNEL = 'C0002';
/** A channel that another company sees too. */
export const SHARED_CHANNEL = 'C0003';

/** Who speaks in the pictures, by what they are to the bot. */
export const people = {
  admin: 'U0001',
  editor: 'U0002',
  rep: 'U0003',
  unknown: 'U0004',
  guest: 'U0005',
} as const;

export type Who = keyof typeof people;

export const emails: Readonly<Record<Who, string>> = {
  admin: 'admin@reseller.example',
  editor: 'channel-lead@reseller.example',
  rep: 'rep01@reseller.example',
  unknown: 'new.colleague@reseller.example',
  guest: 'visitor@elsewhere.example',
};

const standings: Readonly<Record<Who, Profile['standing']>> = {
  admin: 'member',
  editor: 'member',
  rep: 'member',
  unknown: 'member',
  guest: 'guest',
};

export interface World {
  readonly around: Around;
  readonly port: RecordingPort;
  readonly language: Language;
  close(): void;
}

const quiet = { onWait() {}, onStart() {}, onProgress() {}, onJoining() {} };

/** The demo of 240 companies, imported like anybody's files, into a database of its own; its path. */
export async function makeDemo(folder: string): Promise<string> {
  const files = join(folder, 'demo');
  const path = join(folder, 'demo.db');
  await writeDemo({ customers: 240, seed: 1, today: TODAY }, files);
  const db = openDatabase(path, { create: true });
  assertMigrated(db);
  try {
    await importMany(db, systemClock, filesToImport([files]), {}, quiet, ({ outcome, reasons }) => {
      if (outcome !== 'imported') throw new Error(`The demo was ${outcome}: ${reasons.join(' ')}`);
    });
  } finally {
    db.close();
  }
  return path;
}

interface WorldOptions {
  /** The database that it begins with; an empty one without it. */
  readonly from?: string;
  readonly demo?: boolean;
  /** Days after the one that the demo is made for. */
  readonly later?: number;
}

/** A world on a copy of a database, or on an empty one, in which everybody reads one language. */
export async function openWorld(
  folder: string,
  name: string,
  language: Language,
  { from, demo = false, later = 0 }: WorldOptions = {},
): Promise<World> {
  const path = join(folder, `${name}-${language}.db`);
  if (from !== undefined) copyFileSync(from, path);
  const db = openDatabase(path, { create: from === undefined });
  assertMigrated(db);
  if (from === undefined)
    await claimFirstAdmin(db, systemClock, { email: emails.admin, name: 'Partner Admin' }, 'terminal');
  const port = recordingPort();
  for (const who of Object.keys(people) as Who[]) port.profiles.set(people[who], profileOf(who, language));
  port.rooms.set(CHANNEL, { name: '#deals', members: 38, shared: false, joined: true });
  port.rooms.set(NEW_CHANNEL, { name: '#renewals', members: 12, shared: false, joined: true });
  port.rooms.set(SHARED_CHANNEL, { name: '#with-acme', members: 9, shared: true, joined: true });
  const at = { demo, now: NOON + later * 86_400_000 };
  const around = aroundOf(db, port, join(folder, `files-${name}-${language}`), at);
  return { around, port, language, close: () => db.close() };
}

function profileOf(who: Who, language: Language): Profile {
  return { name: who, email: emails[who], language, timeZone: 'America/Sao_Paulo', standing: standings[who] };
}

const vocabulary = vocabularyOf(commands);

function aroundOf(
  db: Database,
  port: RecordingPort,
  filesFolder: string,
  { demo, now }: { readonly demo: boolean; readonly now: number },
): Around {
  const clock = { ...systemClock, now: () => now };
  const posting = { port: () => port, isAllowed: () => false, wake: () => undefined };
  const desk: Desk = {
    ...{ db, demo, clock, commands, vocabulary, cycleDay: 25 },
    digests: digestServices(() => desk, posting),
  };
  return {
    desk: () => desk,
    port: () => port,
    clock,
    log: makeLog('error'),
    settings: {
      defaultRole: undefined,
      teams: { slack: [TEAM], teams: [] },
      guests: { slack: [], teams: [] },
      sharedChannels: { slack: [], teams: [] },
      command: { slack: '/pulse', teams: 'Pulse' },
    },
    importFile: importInChild({ databasePath: db.file }, new AbortController().signal),
    filesFolder,
  };
}
