import type { Database } from '../../../db/open.ts';
import type { Clock } from '../../../src/base/clock.ts';
import { makeLog } from '../../../src/base/log.ts';
import { readCard } from '../../../src/chat/card/card-json.ts';
import { chatOutlet } from '../../../src/chat/outlet.ts';
import type { ChatPort } from '../../../src/chat/port.ts';
import { makeSlackPort } from '../../../src/chat/slack/port.ts';
import { makeTeamsPort } from '../../../src/chat/teams/port.ts';
import { Waiting } from '../../../src/chat/teams/waiting.ts';
import type { Outlet } from '../../../src/delivery/outlet.ts';
import type { Chat } from './chat.ts';

/** The chat platform of a process that is to be killed, through the port that the program has. */
export function outletTo(chat: Chat, db: Database, clock: Clock): Outlet {
  return chatOutlet(portTo(chat, db, clock), readCard);
}

function portTo(chat: Chat, db: Database, clock: Clock): ChatPort {
  const log = makeLog('silent');
  const base = { db: () => db, clock, log };
  if (chat.platform === 'slack') {
    const { team } = chat.places;
    const tokens = {
      tokenOf: async (asked: string) => (asked === team ? { token: 'xoxb-victim', botUser: 'UBOT' } : undefined),
      teams: async () => [team],
    };
    return makeSlackPort({ ...base, tokens, apiUrl: chat.apiUrl });
  }
  const { settings } = chat;
  const key = Buffer.alloc(32, 7);
  return makeTeamsPort({ ...base, settings, waiting: new Waiting(clock), key, publicUrl: undefined });
}
