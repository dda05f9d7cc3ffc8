import type { WantedDigest } from '../../commands/digest-services.ts';
import { listOfPeople, personOf } from '../../db/readings/people.ts';
import { type Asker, askerFrom, commandLine } from '../access/asker.ts';
import { covers } from '../access/roles.ts';
import type { Desk } from '../ask/desk.ts';
import type { Schedule } from '../delivery/schedule.ts';
import type { Made } from '../delivery/source.ts';
import { definitionOf, type Eyes, eyesOf } from './digest-content.ts';
import { languageOf, placeOf } from './digest-schedule.ts';
import { type DigestChat, isClosed } from './digest-services.ts';

type NotAllowed = Made & { readonly kind: 'not-allowed' };

/** Through whose eyes a digest is made. */
interface Readers {
  readonly eyes: Eyes;
  readonly wanted: WantedDigest;
}

/**
 * Whether a schedule's owner and those who read it may have it as things stand now. What the platform does not show just now
 * must not count as allowed: it throws there, or with `pass`, for what tells nothing of the data, lets it pass.
 */
export async function readersOf(
  desk: Desk,
  chat: DigestChat,
  schedule: Schedule,
  unseen: 'throw' | 'pass',
): Promise<Readers | NotAllowed> {
  const definition = definitionOf(schedule);
  const owner = schedule.owner.email ?? '';
  const asker = await ownerOf(desk, chat, schedule);
  if (asker === undefined) return notAllowed('not-allowed-owner', { owner });
  if (!definition.personal && !covers(asker.role, 'editor')) return notAllowed('not-allowed-role', { owner });
  if (chat.serves?.(schedule.to) === false) return notAllowed('not-allowed-shared');
  const place = placeOf(schedule);
  if (place !== null) {
    const room = await chat.port(place.platform)?.roomOf(place.team, place.channel);
    if (room === undefined && unseen === 'throw') throw new Error('channel-unseen');
    if (room !== undefined && isClosed(room, place, chat)) return notAllowed('not-allowed-shared');
  } else if (!(await isStanding(chat, schedule))) return notAllowed('not-allowed-owner', { owner });
  const language = languageOf(schedule);
  const wanted: WantedDigest = { digest: schedule.digest, filters: schedule.filters, asker, place, language };
  const eyes = await eyesOf(desk, definition, wanted);
  return 'why' in eyes ? notAllowed(eyes.why, eyes.values) : { eyes, wanted };
}

export function notAllowed(reason: string, values: Readonly<Record<string, string>> = {}): NotAllowed {
  return { kind: 'not-allowed', reason, values };
}

/** Whether somebody who gets a digest of their own is still one of the workspace, and no guest whom nobody has let in. */
async function isStanding(chat: DigestChat, { to, owner }: Schedule): Promise<boolean> {
  const port = chat.port(to.platform);
  const profile = await port?.profileOf({ platform: port.platform, team: to.team, user: to.id });
  // What the platform does not say now it says when it is posted: an account that is off takes nothing.
  if (profile === undefined || profile === 'app-off' || profile.standing === 'member') return true;
  if (profile.standing !== 'guest') return false;
  const names = [to.id.toLowerCase(), owner.email];
  return (chat.guests?.(to.platform) ?? []).some((each) => names.includes(each.toLowerCase()));
}

/** Whoever owns a schedule, as they are in the list of people now; undefined where they may not ask any more. */
async function ownerOf({ db }: Desk, { defaultRole }: DigestChat, { owner }: Schedule): Promise<Asker | undefined> {
  // Nobody adds a schedule from the command line but whoever can read the database anyway.
  if (owner.email === null) return owner.user === null ? commandLine : undefined;
  const person = await personOf(db, owner.email);
  if (person !== undefined) return askerFrom(person);
  if (defaultRole === undefined || (await listOfPeople(db)) !== undefined) return undefined;
  return { email: owner.email, name: null, role: defaultRole, scope: 'all', money: false };
}
