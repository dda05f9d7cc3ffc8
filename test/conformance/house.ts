import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import type { Presses } from '../../src/alerts/press.ts';
import type { Desk } from '../../src/ask/desk.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { makeLog } from '../../src/base/log.ts';
import type { Around } from '../../src/chat/around.ts';
import type { Platform } from '../../src/chat/incoming.ts';
import type { ChatPort } from '../../src/chat/port.ts';
import { openReception, type ReceptionDesk } from '../../src/chat/reception-desk.ts';
import { alertServices } from '../../src/cli/alert-services.ts';
import type { DigestChat } from '../../src/cli/digest-services.ts';
import { digestServices } from '../../src/cli/digest-services.ts';
import type { Workspace } from '../customers/make-workspace.ts';
import { QuickClock } from '../slack/outbound.ts';

/** How a platform is let in. */
export interface Connection {
  readonly port: ChatPort;
  /** The workspace or the tenant. */
  readonly team: string;
}

/** The program behind the platforms: one database, one desk, the real flows. Platforms are connected one after the other. */
export interface House {
  readonly clock: QuickClock;
  readonly workspace: Workspace;
  readonly reception: ReceptionDesk;
  readonly around: Around;
  readonly logged: string[];
  readonly chat: DigestChat;
  connect(connection: Connection): void;
  /** What alerts' buttons do. */
  presses: Presses | undefined;
}

const vocabulary = vocabularyOf(commands);
const command = { slack: '/pulse', teams: '@Partner Pulse' } as const;

export function openHouse(workspace: Workspace): House {
  const { db } = workspace;
  const clock = new QuickClock();
  const logged: string[] = [];
  const log = makeLog('debug', { write: (line) => logged.push(line) });
  const connections = new Map<string, Connection>();
  const chat: DigestChat = {
    port: (platform) => connections.get(platform)?.port,
    isAllowed: () => false,
    command: (platform) => (platform === 'slack' || platform === 'teams' ? command[platform] : undefined),
    wake: () => undefined,
  };
  const services = {
    port: chat.port,
    isAllowed: chat.isAllowed,
    where: null,
    wake: () => undefined,
    drill: async () => {
      throw new Error('no drills here');
    },
  };
  const desk = (): Desk => ({
    ...{ db, demo: false, clock, commands, vocabulary, cycleDay: 25 },
    digests: digestServices(desk, chat),
    alerts: alertServices(desk, services),
  });
  const teams: Record<Platform, string[]> = { slack: [], teams: [] };
  const filesFolder = join(workspace.folder, 'files');
  mkdirSync(filesFolder, { recursive: true });
  const around: Around = {
    desk,
    port(platform) {
      const found = connections.get(platform);
      if (found === undefined) throw new Error(`${platform} is not connected`);
      return found.port;
    },
    ...{ clock, log, filesFolder },
    settings: {
      ...{ defaultRole: undefined, teams, command },
      guests: { slack: [], teams: [] },
      sharedChannels: { slack: [], teams: [] },
    },
    importFile: async () => ({ kind: 'failed', message: 'no import here' }),
    get alerts() {
      return house.presses as Presses;
    },
  };
  const house: House = {
    ...{ clock, workspace, around, logged, chat, presses: undefined },
    reception: openReception(around, db),
    connect(connection) {
      const { platform } = connection.port;
      connections.set(platform, connection);
      teams[platform].push(connection.team);
    },
  };
  return house;
}
