import type { DigestServices, NotAllowed, Reach, WantedDigest } from '../../commands/digest-services.ts';
import type { ChannelKey } from '../../db/readings/audiences.ts';
import { digests } from '../../digests/index.ts';
import type { Desk } from '../ask/desk.ts';
import { addDays } from '../base/days.ts';
import type { ChatPort, Room } from '../chat/port.ts';
import { contentOf, digestNamed, eyesOf, onOneState } from './digest-content.ts';

/** The chats that digests are posted to. */
export interface DigestChat {
  /** Undefined where that platform is not connected. */
  port(platform: string): ChatPort | undefined;
  /** Channels that people of other companies may see and that may be posted to nevertheless. */
  isAllowed(at: Pick<ChannelKey, 'platform' | 'channel'>): boolean;
  /** Whether people of this workspace may still ask; all may where it is left out. */
  serves?(at: Pick<ChannelKey, 'platform' | 'team'>): boolean;
  /** Guests that an admin has let in, by id or e-mail. */
  guests?(platform: string): readonly string[];
  /** The word before a question, as people type it there: `/pulse`. */
  command?(platform: string): string | undefined;
  wake(): void;
  /** What those may do who are in no list of people, while there is none. */
  readonly defaultRole?: 'viewer' | undefined;
}

/** What questions about digests need, over this database; `chat` is null where no platform is connected. */
export function digestServices(desk: () => Desk, chat: DigestChat | null): DigestServices {
  return {
    kinds: digests,
    async moments(rule, zone, after, count) {
      // Calendars of zones take a while to load, and most questions need none.
      const { nextSlots } = await import('../delivery/slots.ts');
      return nextSlots(rule, zone, after, count).map(({ at }) => at);
    },
    async reach(place): Promise<Reach | undefined | null> {
      const port = chat?.port(place.platform);
      if (port === undefined) return null;
      const room = await port.roomOf(place.team, place.channel);
      return room === undefined ? undefined : { name: room.name, members: room.members, joined: room.joined };
    },
    whyNot: (wanted) => whyNot(desk(), chat, wanted),
    async preview(wanted, asOf) {
      const at = desk();
      const why = await whyNot(at, chat, wanted);
      if (why !== undefined) return { kind: 'not-allowed', ...why };
      const definition = digestNamed(wanted.digest);
      if (definition === undefined) return { kind: 'not-allowed', why: 'not-allowed-filters', values: {} };
      const eyes = await eyesOf(at, definition, wanted);
      if ('why' in eyes) return { kind: 'not-allowed', ...eyes };
      const made = await onOneState(at, async () => {
        // As a post on that day would: of an earlier day at its end.
        const moment = Math.min(at.clock.now(), Date.parse(addDays(asOf, 1)) - 1);
        const { about } = await definition.freshness(at.db, moment, at.cycleDay);
        return contentOf(at, definition, { eyes, wanted, asOf, about });
      });
      return 'why' in made ? { kind: 'not-allowed', ...made } : { kind: 'digest', ...made };
    },
    wake: () => chat?.wake(),
  };
}

async function whyNot(desk: Desk, chat: DigestChat | null, wanted: WantedDigest): Promise<NotAllowed | undefined> {
  const definition = digestNamed(wanted.digest);
  if (definition === undefined || definition.personal || wanted.place === null) return undefined;
  const port = chat?.port(wanted.place.platform);
  const room = port === undefined ? null : await port.roomOf(wanted.place.team, wanted.place.channel);
  if (room === undefined) return { why: 'not-allowed-unseen', values: {} };
  if (room !== null && isClosed(room, wanted.place, chat)) return { why: 'not-allowed-shared', values: {} };
  const eyes = await eyesOf(desk, definition, wanted);
  return 'why' in eyes ? eyes : undefined;
}

/** Whether people of other companies could read along. */
export function isClosed(
  room: Room,
  at: Pick<ChannelKey, 'platform' | 'channel'>,
  chat: Pick<DigestChat, 'isAllowed'> | null,
): boolean {
  return room.shared && chat?.isAllowed(at) !== true;
}
