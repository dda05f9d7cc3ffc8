import type { StoredSchedule } from '../db/readings/schedules.ts';
import type { ToldSlot } from '../db/readings/slot-list.ts';
import type { Value } from '../src/answers/answer.ts';
import { formatDay } from '../src/words/formats.ts';
import { isMessageKey } from '../src/words/messages.ts';
import { spanText } from '../src/words/spans.ts';
import type { Asked } from './asked.ts';
import { postMoment } from './digest-moments.ts';
import { isOwner } from './digest-rights.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** One slot as a row: when it was due, what became of it, by which rule, and when it was posted. */
export function slotRow(asked: Asked, schedule: StoredSchedule, slot: ToldSlot): Record<string, Value> {
  const { language, say } = asked;
  const moment = (at: number) => postMoment(at, language, schedule.zone);
  return {
    due: `${moment(slot.dueAt)} (${schedule.zone})`,
    digest: schedule.digest,
    outcome: say(`why.state.${outcomeOf(slot)}`),
    because: because(asked, schedule, slot),
    posted_at: slot.postedAt === null ? null : moment(slot.postedAt),
    schedule: schedule.id,
  };
}

/** What became of a slot, in one of nine words. */
function outcomeOf({ state, reason, deliveryState }: Pick<ToldSlot, 'state' | 'reason' | 'deliveryState'>) {
  if (deliveryState === 'unknown') return 'unknown';
  if (state === 'posted' && reason?.startsWith('late-')) return 'late';
  const known = ['posted', 'skipped', 'refused', 'held', 'waiting', 'due', 'planned'] as const;
  return known.find((each) => each === state) ?? 'due';
}

/** The rule in a sentence, with how long it lasts and what happens next where it is not over. */
function because(asked: Asked, schedule: StoredSchedule, slot: ToldSlot): string {
  const { language, say } = asked;
  const moment = (at: number) => postMoment(at, language, schedule.zone);
  const sentences: string[] = slot.label.startsWith('now:') ? [say('why.asked')] : [];
  const isUnseen = slot.reason === 'make-failed' && slot.detail['error'] === 'channel-unseen';
  const key = isUnseen ? 'why.not-allowed-unseen' : `why.${slot.reason}`;
  if (slot.reason !== null) sentences.push(isMessageKey(key) ? say(key, valuesOf(asked, schedule, slot)) : slot.reason);
  else if (slot.state === 'posted') sentences.push(say('why.on-time'));
  if (slot.state === 'waiting') {
    const until = moment(slot.dueAt + schedule.catchUpDays * DAY_MS);
    sentences.push(say('why.since', { since: moment(slot.dueAt), until }));
  }
  if (slot.noticedAt !== null) sentences.push(say('why.told', { when: moment(slot.noticedAt) }));
  if (slot.deliveryState === 'unknown') sentences.push(say('why.looks-again'));
  if (slot.deliveryState === 'planned' && (slot.attempt ?? 0) > 0 && slot.notBefore !== null) {
    const refused = `why.refused-${slot.error}`;
    if (isMessageKey(refused)) sentences.push(say(refused, valuesOf(asked, schedule, slot)));
    sentences.push(say('why.tries-again', { n: slot.attempt ?? 0, when: moment(slot.notBefore) }));
  }
  return sentences.join(' ');
}

/** What the messages of reasons name; what is not known is a dash. */
function valuesOf(asked: Asked, schedule: StoredSchedule, slot: ToldSlot): Record<string, string> {
  const { asker, language, say } = asked;
  const { zone } = schedule;
  const { detail } = slot;
  const text = (name: string) => detail[name] ?? '–';
  const isHidden = slot.reason === 'make-failed' && asker.scope === 'own' && !isOwner(asked, schedule);
  const report = (name: string) => {
    const key = `report.${name}`;
    return isMessageKey(key) ? say(key) : name;
  };
  const span = (value: string) => {
    if (value === '') return '–';
    const [from = '', to] = value.split('..');
    return to === undefined ? formatDay(from, language) : say('period.range', { from, to });
  };
  return {
    ...detail,
    about: span(text('about')),
    newest: span(text('newest')),
    reports: text('reports')
      .split(',')
      .map((each) => report(each.trim()))
      .join(', '),
    minutes: Number(detail['minutes']) > 0 ? spanText(Number(detail['minutes']) * MINUTE_MS, say) : text('minutes'),
    days: text('days'),
    owner: text('owner'),
    command: text('command'),
    last: Number(detail['last']) > 0 ? postMoment(Number(detail['last']), language, zone) : '–',
    // A fault of ours may repeat what somebody narrowed the digest by, which is not everybody's to read.
    error: isHidden ? '–' : (slot.errorDetail ?? slot.error ?? text('error')),
  };
}
