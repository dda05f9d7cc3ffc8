import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import type { Desk } from '../../src/ask/desk.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { systemClock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import type { Around } from '../../src/chat/around.ts';
import type { Incoming, Place, What } from '../../src/chat/incoming.ts';
import type { Profile, Room } from '../../src/chat/port.ts';
import { openReception, type ReceptionDesk } from '../../src/chat/reception-desk.ts';
import { digestServices } from '../../src/cli/digest-services.ts';
import { files, TODAY } from '../commands/desk.ts';
import { openWorkspaceWith, type Workspace } from '../customers/workspace.ts';
import { type RecordingPort, recordingPort } from './recording-port.ts';

/** Four companies and five people on a platform that keeps what it is given. */
export interface Stage {
  readonly workspace: Workspace;
  readonly port: RecordingPort;
  readonly around: Around;
  readonly reception: ReceptionDesk;
  /** Somebody says something; resolves when it is answered. */
  say(user: string, what: What | string, place?: Partial<Place>): Promise<void>;
  /** What the audit log has, oldest first. */
  audit(
    kind: 'change' | 'question' | 'refusal',
  ): { actor: string | null; action: string; subject: string | null; detail: string; rows: number | null }[];
}

/** The people of `files`, by their ids on the platform. Mia is in no list. */
export const people = {
  U0ADA: 'ada@reseller.example',
  U0EVE: 'eve@reseller.example',
  U0ANA: 'ana@reseller.example',
  U0BEN: 'ben@reseller.example',
  U0MIA: 'mia@reseller.example',
} as const;

export const room: Room = { name: '#deals', members: 38, shared: false, joined: true };
const vocabulary = vocabularyOf(commands);

/** To be called inside a test. */
export async function openStage(
  given: readonly string[] = Object.keys(files),
  more: Partial<Around> = {},
): Promise<Stage> {
  const texts = given.map((name) => [name, `${files[name]?.join('\n')}\n`]);
  const workspace = await openWorkspaceWith(Object.fromEntries(texts));
  const port = recordingPort();
  for (const [user, email] of Object.entries(people)) port.profiles.set(user, profileOf(email));
  port.rooms.set('C0DEALS', room);
  const clock = { ...systemClock, now: () => Date.parse(`${TODAY}T12:00:00Z`) };
  const posting = { port: () => port, isAllowed: () => false, wake: () => undefined };
  const desk: Desk = {
    ...{ db: workspace.db, demo: false, clock, commands, vocabulary, cycleDay: 25 },
    digests: digestServices(() => desk, posting),
  };
  const none = { slack: [], teams: [] };
  const around: Around = {
    desk: () => desk,
    port: () => port,
    clock,
    log: makeLog('silent'),
    settings: {
      defaultRole: undefined,
      teams: { slack: ['T0001'], teams: [] },
      guests: none,
      sharedChannels: none,
      command: { slack: '/pulse', teams: 'pulse' },
    },
    importFile: async () => ({ kind: 'failed', message: 'no import here' }),
    filesFolder: join(workspace.folder, 'files'),
    ...more,
  };
  const reception = openReception(around, workspace.db);
  let number = 0;
  return {
    workspace,
    port,
    around,
    reception,
    async say(user, what, place = {}) {
      number += 1;
      const said = typeof what === 'string' ? ({ do: 'ask', text: what } as const) : what;
      const incoming: Incoming = {
        key: `K${number}`,
        speaker: { platform: 'slack', team: 'T0001', user },
        place: { channel: 'C0DEALS', kind: 'channel', thread: null, ...place },
        handle: `handle ${number}`,
        what: said,
      };
      if (said.do === 'press' && reception.opensDialog(said.press)) return reception.open(incoming);
      await reception.take(incoming);
      await reception.idle();
    },
    audit: (kind) =>
      workspace.db.sqlite
        .prepare('select actor, action, subject, detail, rows from audit where kind = ? order by id')
        .all(kind) as ReturnType<Stage['audit']>,
  };
}

function profileOf(email: string): Profile {
  const name = email.replace(/@.*/, '');
  return { name, email, language: 'en', timeZone: 'UTC', standing: 'member' };
}
