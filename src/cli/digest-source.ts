import { newestByReport } from '../../db/readings/imports.ts';
import type { DigestDefinition } from '../../digests/digest.ts';
import type { Desk } from '../ask/desk.ts';
import { type IsoDate, isIsoDate, toIsoDate } from '../base/days.ts';
import { digestCard, digestLine } from '../chat/card/digest-card.ts';
import type { Schedule } from '../delivery/schedule.ts';
import type { Slot } from '../delivery/slot.ts';
import type { DigestSource, Late, Made } from '../delivery/source.ts';
import { formatMoment } from '../words/formats.ts';
import { scheduleText } from '../words/schedule-text.ts';
import { contentOf, definitionOf, digestNamed, onOneState } from './digest-content.ts';
import { failureNotice, waitingNotice } from './digest-notices.ts';
import { notAllowed, readersOf } from './digest-readers.ts';
import { languageOf } from './digest-schedule.ts';
import type { DigestChat } from './digest-services.ts';

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
    async waitingNotice(schedule, slot, freshness) {
      const allowed = await readersOf(desk(), chat, schedule, 'pass');
      return 'kind' in allowed ? allowed : waitingNotice(schedule, slot, freshness);
    },
    failureNotice: (schedule, failure) => failureNotice(chat, schedule, failure),
  };
}

interface Posting {
  readonly slot: Pick<Slot, 'dueAt' | 'label'>;
  readonly late: Late | null;
}

async function make(desk: Desk, chat: DigestChat, schedule: Schedule, { slot, late }: Posting): Promise<Made> {
  const definition = definitionOf(schedule);
  const allowed = await readersOf(desk, chat, schedule, 'throw');
  if ('kind' in allowed) return allowed;
  const { eyes, wanted } = allowed;
  const { language } = wanted;
  const made = await onOneState(desk, async () => {
    const { about } = await definition.freshness(desk.db, slot.dueAt, desk.cycleDay);
    return contentOf(desk, definition, { eyes, wanted, asOf: dayOf(slot.dueAt, about), about });
  });
  if ('why' in made) return notAllowed(made.why, made.values);
  const { digest } = made;
  const payload = digestCard(digest, {
    personal: definition.personal === true,
    ...{ language, vocabulary: desk.vocabulary, asOf: toIsoDate(desk.clock.now()) },
    schedule: `${scheduleText(schedule.rule, language)}, ${schedule.zone}`,
    command: chat.command?.(schedule.to.platform),
    late: late === null ? null : { ...late, arrived: await arrived(desk, definition, schedule, late) },
  });
  return { kind: 'content', line: digestLine(digest, language), payload, quiet: digest.quiet };
}

/** The figures stand on the slot's day; those of a snapshot that was waited for on the snapshot's. */
function dayOf(dueAt: number, about: string): IsoDate {
  const day = toIsoDate(dueAt);
  return isIsoDate(about) && about > day ? about : day;
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
