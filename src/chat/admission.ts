import { admins, listOfPeople, type Person, personOf, personWithId } from '../../db/readings/people.ts';
import { type Asker, askerFrom } from '../access/asker.ts';
import type { Language } from '../words/languages.ts';
import type { Around } from './around.ts';
import type { Card } from './card/card.ts';
import type { Incoming, Speaker } from './incoming.ts';
import type { NotAdmitted } from './not-admitted.ts';
import type { Profile } from './port.ts';
import { recordRefused } from './refusal.ts';
import { refusedCard } from './refused-card.ts';
import { hasIdOf } from './same-person.ts';

export type Admission =
  | { readonly kind: 'admitted'; readonly asker: Asker; readonly profile: Profile }
  | {
      readonly kind: 'refused';
      readonly why: NotAdmitted;
      /** Why, and what would help, for the one who was refused. */
      readonly card: Card;
      readonly language: Language;
      readonly profile: Profile | undefined;
    };

/** The same without what is to be said. */
type Judged =
  | { readonly kind: 'admitted'; readonly asker: Asker; readonly profile: Profile }
  | { readonly kind: 'refused'; readonly why: NotAdmitted; readonly profile: Profile | undefined };

/** Who it is that says something, and whether they may, as things stand now. A refusal is in the audit log by then. */
export async function admit(around: Around, incoming: Incoming): Promise<Admission> {
  const judged = await judge(around, incoming);
  if (judged.kind === 'admitted') return judged;
  const { why, profile } = judged;
  await recordRefused(around, incoming, { action: incoming.what.do, why, actor: profile?.email ?? null });
  const language = profile?.language ?? 'en';
  return { ...judged, language, card: await refusedCard(around, incoming.speaker, { why, profile, language }) };
}

/** Decides without a record, for flows that have more to say to those who are refused. */
export async function judge(around: Around, incoming: Incoming): Promise<Judged> {
  const { speaker } = incoming;
  const { settings } = around;
  const refused = (why: NotAdmitted, profile?: Profile): Judged => ({ kind: 'refused', why, profile });
  if (!settings.teams[speaker.platform].includes(speaker.team)) return refused('other-workspace');
  const profile = await around.port(speaker.platform).profileOf(speaker);
  if (profile === undefined) return refused('cannot-tell');
  if (profile === 'app-off') return refused('app-off');
  const standing = notStanding(around, speaker, profile);
  if (standing !== undefined) return refused(standing, profile);
  if (await isShared(around, incoming)) return refused('shared-channel', profile);
  const asker = await askerFor(around, speaker, profile);
  if (asker !== undefined) return { kind: 'admitted', asker, profile };
  const anyAdmin = (await admins(around.desk().db)).length > 0;
  return refused(anyAdmin ? 'unknown-person' : 'nobody-yet', profile);
}

function notStanding(around: Around, speaker: Speaker, { standing, email }: Profile): NotAdmitted | undefined {
  if (standing === 'member') return undefined;
  if (standing !== 'guest') return standing;
  const allowed = around.settings.guests[speaker.platform].map((each) => each.toLowerCase());
  const isAllowed = allowed.includes(speaker.user.toLowerCase()) || (email !== null && allowed.includes(email));
  return isAllowed ? undefined : 'guest';
}

/** A channel that the bot cannot see gets private answers only, and whatever is shared is checked where it is shared. */
async function isShared(around: Around, { speaker, place }: Incoming): Promise<boolean> {
  if (place.kind === 'direct' || around.settings.sharedChannels[speaker.platform].includes(place.channel)) return false;
  const room = await around.port(speaker.platform).roomOf(speaker.team, place.channel);
  return room?.shared ?? false;
}

/** The id that an admin wrote down counts before the e-mail that the platform tells. */
async function askerFor(around: Around, speaker: Speaker, profile: Profile): Promise<Asker | undefined> {
  const { db } = around.desk();
  const named = await personWithId(db, speaker.platform, speaker.user);
  const isNamed = named !== undefined && hasIdOf(around, speaker, profile, named);
  const person: Person | undefined =
    (isNamed ? named : undefined) ?? (profile.email === null ? undefined : await personOf(db, profile.email));
  if (person !== undefined) return { ...askerFrom(person), name: person.name ?? profile.name };
  if (around.settings.defaultRole === undefined || (await listOfPeople(db)) !== undefined) return undefined;
  // Without an e-mail the asker would be taken for the command line, which may do everything.
  const email = profile.email ?? `${speaker.platform}:${speaker.team}/${speaker.user}`;
  return { email, name: profile.name, role: around.settings.defaultRole, scope: 'all', money: false };
}
