import type { StoredSchedule } from '../db/readings/schedules.ts';
import { addNewSchedule, MOST_SCHEDULES } from '../db/writes/schedule-changes.ts';
import type { ScheduleProblem } from '../src/words/schedule-result.ts';
import { scheduleText } from '../src/words/schedule-text.ts';
import { readSchedule } from '../src/words/schedules.ts';
import { readZone } from '../src/words/zones.ts';
import type { Asked, AskedIn } from './asked.ts';
import type { Body } from './command.ts';
import { refusal } from './digest-refused.ts';
import { assertEditor, servicesOf } from './digest-rights.ts';
import { type DigestSaid, joined, wrong } from './digest-said.ts';
import type { DigestKind, Reach } from './digest-services.ts';
import { nextPosts, previewSections, scheduleFacts, waitsNote } from './digest-shown.ts';

type AddSaid = Extract<DigestSaid, { verb: 'add' }>;
const CATCH_UP_DAYS = 5;

/** Adds a digest where it is asked: to the channel, or a personal one to whoever asks. The answer shows what will happen. */
export async function addDigest(asked: Asked, said: AddSaid): Promise<Body> {
  const { kind } = said;
  const { say, narrowing } = asked;
  // The values of `filters` are resolved already, and `me` in them is the asker by now.
  if (asked.filters.some(({ key }) => key === 'owner') && /(^| )-?owner:(?:[^ ]*,)?me(?=[, ]|$)/.test(narrowing))
    throw wrong(say('audience.not-me'), undefined);
  const { rule, zone } = timesOf(asked, said);
  const to = targetOf(asked, kind, said.when);
  const found = kind.personal ? undefined : await readers(asked, kind);
  const schedule = {
    ...{ digest: kind.name, to, rule, zone, filters: narrowing, language: asked.language },
    ...said.options,
    catchUpDays: CATCH_UP_DAYS,
    state: kind.personal ? ('offered' as const) : ('active' as const),
    owner: { email: asked.asker.email, user: asked.speaker?.user ?? null },
  };
  const place = `${to.platform}:${to.team}/${to.id}`;
  const added = await addNewSchedule(asked.db, asked.clock, schedule, { actor: asked.asker.email, place });
  if (added.kind === 'too-many') throw wrong(say('digest.too-many', { most: MOST_SCHEDULES }), 'digest');
  if (added.kind === 'same')
    throw wrong(say('digest.same', { id: String(added.schedule.id) }), `digest list ${added.schedule.id}`);
  servicesOf(asked).wake();
  return shown(asked, { kind, schedule: added.schedule, reach: found?.reach ?? null });
}

/** When and in which zone; a zone that is not said is that of whoever asks. */
function timesOf(asked: Asked, { kind, when }: AddSaid): Pick<StoredSchedule, 'rule' | 'zone'> {
  const { say, narrowing, timeZone } = asked;
  const example = joined('digest add', kind.name, kind.standard, narrowing);
  const explained = ({ problem, values }: ScheduleProblem) =>
    wrong(`${say(problem, values)} ${say('digest.when', { example })}`, example);
  const place = /(?:^|\s)(?:(?:in|to|an|em|en|à|a|para|pour|für)\s+)?#[^\s#]*\p{L}[^\s]*/u.exec(when)?.[0];
  if (place !== undefined) {
    const question = joined('digest add', kind.name, when.replace(place, '').trim(), narrowing);
    throw wrong(say('digest.only-channels', { question }), undefined);
  }
  const distance = fixedDistance(when);
  if (distance !== undefined) {
    const { text, zone } = distance;
    throw wrong(say(zone.problem, zone.values), joined('digest add', kind.name, text, narrowing));
  }
  const read = readSchedule(when);
  if ('problem' in read) throw explained(read);
  if (read.rest === '') return { rule: read.rule, zone: timeZone ?? 'UTC' };
  const zone = readZone(read.rest);
  if (!('problem' in zone)) return { rule: read.rule, zone: zone.zone };
  // The nearest one, or the first of several; without it the zone of whoever asks.
  const near = zone.values['zone'] ?? zone.values['zones']?.split(', ')[0] ?? '';
  const before = when.slice(0, when.length - read.rest.length).trim();
  throw wrong(say(zone.problem, zone.values), joined('digest add', kind.name, before, near, narrowing));
}

/** `thu 09:00 +02:00`: a distance from UTC behind the time, which would be taken for a second one. */
function fixedDistance(when: string): { readonly text: string; readonly zone: ScheduleProblem } | undefined {
  const [, text, last] = /^(.*\d.*)\s([+−-]\d{1,2}:?\d{2})$/u.exec(when) ?? [];
  if (text === undefined || last === undefined) return undefined;
  const zone = readZone(last);
  return 'problem' in zone ? { text: text.trim(), zone } : undefined;
}

function targetOf(asked: Asked, kind: DigestKind, when: string): StoredSchedule['to'] {
  const { place, say, speaker } = asked;
  const question = joined('digest add', kind.name, when, asked.narrowing);
  if (kind.personal) {
    if (speaker === null || asked.asker.email === null) throw wrong(say('digest.only-chat', { question }), undefined);
    return { platform: speaker.platform, team: speaker.team, kind: 'person', id: speaker.user };
  }
  assertEditor(asked);
  if (place === null) throw wrong(say('digest.only-channels', { question }), undefined);
  return { platform: place.platform, team: place.team, kind: 'channel', id: place.channel };
}

/** Who will read it; throws a UserError where it may not go there. */
async function readers(asked: Asked, kind: DigestKind): Promise<{ reach: Reach | null }> {
  const services = servicesOf(asked);
  const place = asked.place as AskedIn;
  const reach = await services.reach(place);
  const { asker, language, narrowing } = asked;
  const wanted = { digest: kind.name, filters: narrowing, asker, place, language };
  const why = await services.whyNot(wanted);
  if (why !== undefined) throw await refusal(asked, why, { kind, channel: reach?.name ?? place.name ?? place.channel });
  if (reach === undefined || reach?.joined === false) throw wrong(asked.say('digest.invite'), undefined);
  return { reach };
}

interface Shown {
  readonly kind: DigestKind;
  readonly schedule: StoredSchedule;
  readonly reach: Reach | null;
}

/** A schedule that was added: when it posts, who will read it, what it waits for, how to stop it, and what it would say now. */
async function shown(asked: Asked, { kind, schedule, reach }: Shown): Promise<Body> {
  const { asker, language, say, asOf } = asked;
  const place = kind.personal ? null : asked.place;
  const wanted = { digest: kind.name, filters: schedule.filters, asker, place, language };
  const previewed = await servicesOf(asked).preview(wanted, asOf);
  const customers = previewed.kind === 'digest' ? previewed.customers : null;
  const values = { name: kind.name, when: scheduleText(schedule.rule, language), zone: schedule.zone };
  return {
    title: say(schedule.state === 'offered' ? 'digest.offered' : 'digest.added', values),
    facts: scheduleFacts(asked, schedule, reach === null ? null : reach.name),
    table: await nextPosts(asked, schedule),
    sections: previewed.kind === 'digest' ? previewSections(asked, previewed) : [],
    notes: [
      kind.personal ? say('digest.you-alone') : readersNote(asked, reach, customers),
      ...(schedule.state === 'offered' ? [say('digest.keep-how', { id: schedule.id })] : []),
      waitsNote(asked, kind, schedule.patienceMs),
      say('digest.stop', { id: String(schedule.id) }),
    ],
    next: [
      ...(schedule.state === 'offered' ? [`digest keep ${schedule.id}`] : []),
      `digest test ${schedule.id}`,
      `digest remove ${schedule.id}`,
    ],
  };
}

/** "38 people in #deals will see 12 customers." */
export function readersNote({ say, place }: Asked, reach: Reach | null, customers: number | null): string {
  const channel = reach?.name ?? place?.channel ?? '';
  if (reach === null || reach.members === null) return say('share.everybody', { channel });
  const { members } = reach;
  return customers === null
    ? say('share.people', { channel, members })
    : say('share.people-customers', { channel, members, customers });
}
