import type { StoredSchedule } from '../db/readings/schedules.ts';
import { type Answer, type Section, type Table, wholeTable } from '../src/answers/answer.ts';
import { isMessageKey, type Say } from '../src/words/messages.ts';
import { scheduleText } from '../src/words/schedule-text.ts';
import type { Asked } from './asked.ts';
import { postMoment } from './digest-moments.ts';
import { isOwner, servicesOf } from './digest-rights.ts';
import type { DigestKind, Previewed } from './digest-services.ts';

/** Posts of which it is said beforehand when they come. */
const NEXT = 5;
const HOUR_MS = 3_600_000;
/** Parts of a digest that a preview shows: the real post is one press away. */
const PARTS = 1;

/** What is said about one schedule: its number, what, when, where, with which filters. */
export function scheduleFacts(asked: Asked, schedule: StoredSchedule, channel: string | null): Answer['facts'] {
  return [
    { key: 'schedule', value: schedule.id },
    { key: 'digest', value: schedule.digest },
    { key: 'when', value: `${scheduleText(schedule.rule, asked.language)}, ${schedule.zone}` },
    { key: 'channel', value: channel ?? placeText(asked, schedule) },
    { key: 'narrowed', value: filtersShown(asked, schedule) },
    { key: 'schedule_state', value: asked.say(`digest.state.${schedule.state}`) },
  ];
}

/** Where a schedule goes, for a list. */
export function placeText({ say }: Pick<Asked, 'say'>, { to }: StoredSchedule): string {
  return to.kind === 'person' ? say('digest.to-you') : to.id;
}

/** The filters; whoever sees their own customers only is not shown what somebody else narrowed by. */
export function filtersShown(asked: Asked, schedule: StoredSchedule): string | null {
  if (schedule.filters === '') return null;
  return asked.asker.scope === 'all' || isOwner(asked, schedule)
    ? schedule.filters
    : asked.say('digest.filters-hidden');
}

/** The next posts in the schedule's zone. */
export async function nextPosts(asked: Asked, schedule: Pick<StoredSchedule, 'rule' | 'zone'>): Promise<Table> {
  const { clock, language } = asked;
  const moments = await servicesOf(asked).moments(schedule.rule, schedule.zone, clock.now(), NEXT);
  const rows = moments.map((at) => ({ next_post: postMoment(at, language, schedule.zone), zone: schedule.zone }));
  return wholeTable(['next_post', 'zone'], rows);
}

/** When a schedule posts next; null while it does not. */
export async function nextPost(asked: Asked, schedule: StoredSchedule): Promise<string | null> {
  if (schedule.state !== 'active') return null;
  const [at] = await servicesOf(asked).moments(schedule.rule, schedule.zone, asked.clock.now(), 1);
  return at === undefined ? null : postMoment(at, asked.language, schedule.zone);
}

/** The exports that a digest waits for, and how long before its readers are told. */
export function waitsNote({ say }: Pick<Asked, 'say'>, kind: DigestKind, patienceMs: number | null): string {
  const reports = kind.needs.map((report) => reportText(report, say)).join(', ');
  return say('digest.waits', { reports, hours: Math.round(((patienceMs ?? kind.patienceMs) / HOUR_MS) * 10) / 10 });
}

function reportText(report: string, say: Say): string {
  const key = `report.${report}`;
  return isMessageKey(key) ? say(key) : report;
}

/** What a digest would say: its lines, and the rows of its parts. */
export function previewSections(asked: Asked, previewed: Extract<Previewed, { kind: 'digest' }>): Section[] {
  const { title, lines, parts } = previewed.digest;
  const said = lines.length > 0 ? lines : [title];
  return [
    {
      title: asked.say('digest.preview', { title }),
      table: wholeTable(
        ['line'],
        said.map((line) => ({ line })),
      ),
    },
    ...parts.slice(0, PARTS).flatMap((part) => (part.table === null ? [] : [{ title: part.title, table: part.table }])),
  ];
}
