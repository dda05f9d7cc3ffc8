import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Database } from '../../db/open.ts';
import { write } from '../../db/write.ts';
import { rememberConversation } from '../../db/writes/teams.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { makeLog } from '../../src/base/log.ts';
import type { Around } from '../../src/chat/around.ts';
import type { Speaker } from '../../src/chat/incoming.ts';
import type { ChatPort, Profile, Sent } from '../../src/chat/port.ts';
import { rightsOf } from '../../src/chat/rights.ts';
import type { FileDelivery } from '../../src/chat/teams/file-delivery.ts';
import { makeFileTaker, type RunningFiles } from '../../src/chat/teams/file-taker.ts';
import { type FilesOutside, sendFile } from '../../src/chat/teams/files.ts';
import { type Handle, handleText } from '../../src/chat/teams/handle.ts';
import { type RecordingPort, recordingPort } from '../chat/recording-port.ts';
import { newDatabase } from '../db/empty-database.ts';
import { QuickClock } from '../slack/outbound.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Everything around files: a real database and drive; what is said in chats is kept by a port that records. */
export interface FilesWorld {
  readonly double: TeamsDouble;
  readonly db: Database;
  readonly key: Buffer;
  readonly clock: QuickClock;
  readonly port: RecordingPort;
  readonly around: Around;
  readonly taker: RunningFiles;
  readonly rep: Speaker;
  readonly other: Speaker;
  /** Activities that are no cards, in the order they were posted. */
  readonly posted: { readonly conversation: string; readonly activity: Fields }[];
  /** What becomes of the next ones. */
  readonly troubles: Sent[];
  /** What may be changed between two steps. */
  readonly rights: { role: 'viewer' | undefined };
  /** A process of its own on the same database. */
  restart(): RunningFiles;
  send(place?: Handle['kind'], change?: Partial<FilesOutside>): Promise<Sent>;
  /** What the newest question sends back, with an answer. */
  answer(action: 'accept' | 'decline', change?: Fields, speaker?: Speaker): Promise<void>;
  context(): Fields;
  rows(): { id: string; state: string; bytes: number; upload: string | null; given: number }[];
  audit(kind: 'question' | 'refusal'): { action: string; actor: string; detail: string }[];
  /** What was last said in a chat. */
  said(): string;
}

export const FILE = { name: 'expiring-2026-11-22.csv', content: 'Customer\nNova Foods ✓\n', comment: '1 row' };

/** To be called once in a test file; each test finds it as new. */
export function filesWorld(): FilesWorld {
  const world = {} as { -readonly [K in keyof FilesWorld]: FilesWorld[K] };
  const folder = mkdtempSync(join(tmpdir(), 'files-'));
  let number = 0;
  beforeAll(async () => {
    world.double = await openTeamsDouble();
  });
  afterAll(async () => {
    await world.double.close();
    world.db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    world.double.clear();
    if (world.double.uploads instanceof Map) world.double.uploads.clear();
    world.db?.close();
    number += 1;
    await furnish(world, newDatabase(join(folder, `${number}.db`)));
  });
  return world;
}

async function furnish(world: { -readonly [K in keyof FilesWorld]: FilesWorld[K] }, db: Database): Promise<void> {
  const { double } = world;
  const { rep, viewer } = double.people;
  const clock = new QuickClock();
  const port = recordingPort('teams');
  const key = randomBytes(32);
  const profile: Profile = { name: 'Rep 01', email: rep.email, language: 'en', timeZone: 'UTC', standing: 'member' };
  port.profiles.set(rep.id, profile).set(viewer.id, { ...profile, email: viewer.email });
  const rights: FilesWorld['rights'] = { role: 'viewer' };
  const around = aroundOf(db, { port, clock, rights, tenant: double.tenant });
  const posted: FilesWorld['posted'] = [];
  const troubles: Sent[] = [];
  const post: FileDelivery['post'] = async (_tenant, conversation, activity) => {
    const trouble = troubles.shift();
    if (trouble !== undefined) return trouble;
    posted.push({ conversation, activity });
    return { at: 'posted', channel: conversation, message: `card-${posted.length}` };
  };
  const delivery: FileDelivery = { around, db: () => db, key, settings: double.settings(), post };
  const outside: FilesOutside = {
    ...{ settings: double.settings(), db: () => db, clock, log: makeLog('silent'), key, post },
    publicUrl: 'https://pulse.example/',
    send: (to, card, id) => port.send(to, card, id),
  };
  const speaker = { platform: 'teams', team: double.tenant, user: rep.id } as const;
  const context = () => contextOf(posted.findLast(({ activity }) => isQuestion(activity))?.activity);
  Object.assign(world, { db, key, clock, port, around, posted, troubles, rights, context, rep: speaker });
  world.other = { ...speaker, user: viewer.id };
  world.restart = () => makeFileTaker(delivery);
  world.taker = world.restart();
  world.send = (place = 'personal', change = {}) => {
    const conversation = place === 'personal' ? rep.chat : double.places.general;
    const handle = handleText({ tenant: double.tenant, conversation, kind: place, thread: null, user: rep.id });
    const asker = { email: rep.email, name: 'Rep 01', role: 'viewer', scope: 'all', money: false } as const;
    return sendFile({ ...outside, ...change }, speaker, { ...FILE, rights: rightsOf(asker) }, handle);
  };
  world.answer = async (action, change = {}, who = speaker) => {
    const uploadInfo = {
      ...{ uploadUrl: double.uploadUrl(FILE.name), contentUrl: `${double.url}/seen`, name: FILE.name },
      ...{ uniqueId: 'unique', fileType: 'csv' },
    };
    const value = { type: 'fileUpload', action, context: context(), uploadInfo, ...change };
    await world.taker.take({ speaker: who, conversation: rep.chat, message: 'card-1', value });
    await world.taker.idle();
  };
  world.rows = () =>
    db.sqlite
      .prepare('select id, state, length(content) as bytes, upload, given from waiting_files order by made_at')
      .all() as ReturnType<FilesWorld['rows']>;
  world.audit = (kind) =>
    db.sqlite
      .prepare("select action, actor, detail from audit where kind = ? and action = 'file' order by id")
      .all(kind) as ReturnType<FilesWorld['audit']>;
  world.said = () => port.last().fallback;
  await write(db, clock, () =>
    rememberConversation(
      db,
      {
        ...{ tenant: double.tenant, conversation: rep.chat, kind: 'personal', serviceUrl: double.serviceUrl },
        ...{ botId: double.botId, teamId: null, groupId: null, name: null, user: rep.id },
      },
      clock.now(),
    ),
  );
}

interface Given {
  readonly port: ChatPort;
  readonly clock: QuickClock;
  readonly rights: FilesWorld['rights'];
  readonly tenant: string;
}

/** What the chats have around them, as far as files need it. */
export function aroundOf(db: Database, { port, clock, rights, tenant }: Given): Around {
  const none = { slack: [], teams: [] };
  const vocabulary = vocabularyOf(commands);
  return {
    desk: () => ({ db, demo: false, clock, commands, vocabulary, cycleDay: 25 }),
    port: () => port,
    clock,
    log: makeLog('silent'),
    settings: {
      get defaultRole() {
        return rights.role;
      },
      teams: { slack: [], teams: [tenant] },
      guests: none,
      sharedChannels: none,
      command: { slack: '/pulse', teams: 'pulse' },
    },
    importFile: async () => ({ kind: 'failed', message: 'no import here' }),
    filesFolder: '/nowhere',
  };
}

type Attached = readonly { readonly content?: { readonly acceptContext?: Fields } }[];

function isQuestion({ attachments }: Fields): boolean {
  return (attachments as Attached)[0]?.content?.acceptContext !== undefined;
}

/** What the question sends back. */
function contextOf(question: Fields | undefined): Fields {
  const [attachment] = (question?.['attachments'] ?? []) as Attached;
  expect(attachment).toBeDefined();
  return attachment?.content?.acceptContext ?? {};
}
