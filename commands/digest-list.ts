import type { StoredSchedule } from '../db/readings/schedules.ts';
import { wholeTable } from '../src/answers/answer.ts';
import { scheduleText } from '../src/words/schedule-text.ts';
import type { Asked, AskedIn } from './asked.ts';
import type { Body } from './command.ts';
import { isThere, schedule, servicesOf, visibleSchedules } from './digest-rights.ts';
import { filtersShown, nextPost, nextPosts, placeText, scheduleFacts, waitsNote } from './digest-shown.ts';

const columns = ['schedule', 'digest', 'when', 'next_post', 'channel', 'narrowed', 'schedule_state'];

/** The schedules of the channel it is asked in, or in private those that somebody may know of. */
export async function listDigests(asked: Asked): Promise<Body> {
  const { say, language } = asked;
  const { kinds } = servicesOf(asked);
  const { shown, hidden } = await visibleSchedules(asked);
  const rows = [];
  for (const each of shown) {
    rows.push({
      schedule: each.id,
      digest: each.digest,
      when: `${scheduleText(each.rule, language)}, ${each.zone}`,
      next_post: await nextPost(asked, each),
      channel: await channelOf(asked, each),
      narrowed: filtersShown(asked, each),
      schedule_state: say(`digest.state.${each.state}`),
    });
  }
  const isTerminal = asked.speaker === null;
  const usual = kinds.find(({ personal }) => (asked.place === null) === (personal === true)) ?? kinds[0];
  const example =
    usual === undefined || isTerminal ? `digest test ${kinds[0]?.name}` : `digest add ${usual.name} ${usual.standard}`;
  return {
    facts: [{ key: 'schedules', value: shown.length }],
    table: rows.length === 0 ? null : wholeTable(columns, rows),
    notes: [
      ...(shown.length === 0 ? [say(isTerminal ? 'digest.none-posted' : 'digest.none', { example })] : []),
      ...(hidden > 0 ? [say('digest.personal-hidden', { n: hidden })] : []),
      say('digest.kinds', { names: kinds.map(({ name }) => name).join(', ') }),
    ],
    next: shown.length === 0 ? [example] : [`digest list ${shown[0]?.id}`, `why ${shown[0]?.id}`],
  };
}

/** One schedule with its next posts. */
export async function showDigest(asked: Asked, id: number): Promise<Body> {
  const found = schedule(asked, id);
  const { say } = asked;
  const kind = servicesOf(asked).kinds.find(({ name }) => name === found.digest);
  const isOn = found.state === 'active';
  return {
    facts: scheduleFacts(asked, found, await channelOf(asked, found)),
    table: isOn ? await nextPosts(asked, found) : null,
    notes: [
      ...(kind === undefined ? [] : [waitsNote(asked, kind, found.patienceMs)]),
      ...(isOn ? [say('digest.stop', { id: String(id) })] : []),
    ],
    next: [`digest test ${id}`, isOn ? `digest pause ${id}` : `digest resume ${id}`, `why ${id}`],
  };
}

/** The channel's name, where the platform tells it. */
export async function channelOf(asked: Asked, found: StoredSchedule): Promise<string> {
  if (found.to.kind === 'person') return placeText(asked, found);
  const name = isThere(asked.place, found) ? asked.place?.name : null;
  if (name) return name;
  const reach = await servicesOf(asked).reach(placeOf(found));
  return reach === null || reach === undefined ? placeText(asked, found) : reach.name;
}

/** The channel of a schedule as a place. */
export function placeOf({ to }: StoredSchedule): AskedIn {
  return { platform: to.platform, team: to.team, channel: to.id, name: null };
}
