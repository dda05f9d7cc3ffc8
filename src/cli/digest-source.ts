import type { WantedDigest } from '../../commands/digest-services.ts';
import { newestByReport } from '../../db/readings/imports.ts';
import { listOfPeople, personOf } from '../../db/readings/people.ts';
import type { DigestDefinition } from '../../digests/digest.ts';
import { type Asker, askerFrom, commandLine } from '../access/asker.ts';
import { covers } from '../access/roles.ts';
import type { Desk } from '../ask/desk.ts';
import { type IsoDate, isIsoDate, toIsoDate } from '../base/days.ts';
import { Bug } from '../base/errors.ts';
import { digestCard, digestLine } from '../chat/card/digest-card.ts';
import type { Schedule } from '../delivery/schedule.ts';
import type { Slot } from '../delivery/slot.ts';
import type { DigestSource, Late, Made } from '../delivery/source.ts';
import { formatMoment } from '../words/formats.ts';
import { scheduleText } from '../words/schedule-text.ts';
import { contentOf, digestNamed, eyesOf } from './digest-content.ts';
import { failureNotice, waitingNotice } from './digest-notices.ts';
import { languageOf, placeOf } from './digest-schedule.ts';
import { type DigestChat, isClosed } from './digest-services.ts';

/** Of a digest that is there no more its owner is told as of what fails. */
const NO_PATIENCE_MS = 3 * 3_600_000;

/** Digests as the scheduler needs them: computed when they are due, as their owner and their channel may see them then. */
export function digestSource(desk: () => Desk, chat: DigestChat): DigestSource {
  return {
    async freshness(schedule, slot) {
      const { db, cycleDay } = desk();
      return definitionOf(schedule).freshness(db, slot.dueAt, cycleDay);
    },
    patienceMs: (schedule) => digestNamed(schedule.digest)?.patienceMs ?? NO_PATIENCE_MS,
    make: (schedule, slot, late) => make(desk(), chat, schedule, { slot, late }),
    waitingNotice: async (schedule, slot, freshness) => waitingNotice(schedule, slot, freshness),
    failureNotice: (schedule, failure) => failureNotice(chat, schedule, failure),
  };
}

interface Posting {
  readonly slot: Pick<Slot, 'dueAt' | 'label'>;
  readonly late: Late | null;
}

async function make(desk: Desk, chat: DigestChat, schedule: Schedule, { slot, late }: Posting): Promise<Made> {
  const definition = definitionOf(schedule);
  const owner = schedule.owner.email ?? '';
  const asker = await ownerOf(desk, chat, schedule);
  const not = (reason: string, values: Readonly<Record<string, string>> = {}): Made => ({
    kind: 'not-allowed',
    reason,
    values,
  });
  if (asker === undefined) return not('not-allowed-owner', { owner });
  if (!definition.personal && !covers(asker.role, 'editor')) return not('not-allowed-role', { owner });
  const place = placeOf(schedule);
  if (place !== null) {
    const room = await chat.port().roomOf(place.team, place.channel);
    // It may be that the platform does not answer just now, and what was not seen must not count as allowed.
    if (room === undefined) throw new Error('channel-unseen');
    if (isClosed(room, place, chat)) return not('not-allowed-shared');
  }
  const language = languageOf(schedule);
  const wanted: WantedDigest = { digest: schedule.digest, filters: schedule.filters, asker, place, language };
  const eyes = await eyesOf(desk, definition, wanted);
  if ('why' in eyes) return not(eyes.why, eyes.values);
  const { about } = await definition.freshness(desk.db, slot.dueAt, desk.cycleDay);
  const made = await contentOf(desk, definition, { eyes, wanted, asOf: dayOf(slot.dueAt, about), about });
  if ('why' in made) return not(made.why, made.values);
  const { digest } = made;
  const payload = digestCard(digest, {
    ...{ language, vocabulary: desk.vocabulary, asOf: toIsoDate(desk.clock.now()) },
    schedule: `${scheduleText(schedule.rule, language)}, ${schedule.zone}`,
    late: late === null ? null : { ...late, arrived: await arrived(desk, definition, schedule, late) },
  });
  return { kind: 'content', line: digestLine(digest, language), payload, quiet: digest.quiet };
}

/** The figures stand on the slot's day; those of a snapshot that was waited for on the snapshot's. */
function dayOf(dueAt: number, about: string): IsoDate {
  const day = toIsoDate(dueAt);
  return isIsoDate(about) && about > day ? about : day;
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

/** When the newest of the data came in that a late digest waited for. */
async function arrived(
  { db }: Desk,
  { needs }: DigestDefinition,
  { zone, language }: Schedule,
  { why }: Late,
): Promise<string | null> {
  if (why !== 'data') return null;
  const newest = await newestByReport(db);
  const names: readonly string[] = needs;
  const at = Math.max(0, ...newest.filter(({ report }) => names.includes(report)).map((each) => each.finishedAt ?? 0));
  return at === 0 ? null : formatMoment(at, languageOf({ language }), zone);
}

function definitionOf({ digest }: Schedule): DigestDefinition {
  const definition = digestNamed(digest);
  if (definition === undefined) throw new Bug(`there is no digest ${digest}`);
  return definition;
}
