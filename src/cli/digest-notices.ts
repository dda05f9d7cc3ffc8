import { aboutPhrase } from '../../digests/about.ts';
import { digestTitle } from '../../digests/index.ts';
import { reportName } from '../ask/first-contact.ts';
import type { CardButton } from '../chat/card/card.ts';
import { messageCard } from '../chat/card/message-card.ts';
import type { Schedule } from '../delivery/schedule.ts';
import type { Slot } from '../delivery/slot.ts';
import type { Failure, Freshness } from '../delivery/source.ts';
import { formatMoment } from '../words/formats.ts';
import { reportNames } from '../words/headers.ts';
import { isMessageKey, messagesFor, type Say } from '../words/messages.ts';
import { digestNamed } from './digest-content.ts';
import { languageOf } from './digest-schedule.ts';
import type { DigestChat } from './digest-services.ts';

interface Notice {
  readonly line: string;
  readonly payload: unknown;
}

/** The one line by which a channel or a person learns that a digest waits for its data. */
export function waitingNotice(schedule: Schedule, slot: Pick<Slot, 'dueAt' | 'label'>, freshness: Freshness): Notice {
  const language = languageOf(schedule);
  const say = messagesFor(language);
  const definition = digestNamed(schedule.digest);
  const title =
    definition === undefined ? schedule.digest : digestTitle(definition, freshness.about, { language, say });
  const line = say('digest.notice.waiting', {
    title,
    when: `${formatMoment(slot.dueAt, language, schedule.zone)} (${schedule.zone})`,
    newest:
      freshness.state === 'fresh' || freshness.newest === null ? '–' : aboutPhrase(freshness.newest, say, language),
    reports: freshness.state === 'fresh' ? '' : freshness.reports.map((name) => nameOf(name, say)).join(', '),
  });
  return { line, payload: messageCard(line, { language }) };
}

/** What a schedule's owner is told of what went wrong, with what to do about it. */
export async function failureNotice(chat: DigestChat, schedule: Schedule, failure: Failure): Promise<Notice> {
  const language = languageOf(schedule);
  const say = messagesFor(language);
  const { slot, reason, values } = failure;
  const title = say('digest.notice.failed', {
    name: schedule.digest,
    channel: await channelOf(chat, schedule, say),
    when: `${formatMoment(slot.dueAt, language, schedule.zone)} (${schedule.zone})`,
  });
  const isUnseen = reason === 'make-failed' && values['error'] === 'channel-unseen';
  const key = isUnseen ? 'why.not-allowed-unseen' : `why.${reason}`;
  const text = isMessageKey(key) ? say(key, valuesOf(values, say, language, schedule.zone)) : reason;
  const delivery = Number(values['delivery']);
  const decide: CardButton[] =
    reason === 'held-unknown' && Number.isSafeInteger(delivery) && delivery > 0
      ? [
          { label: say('digest.button.arrived'), press: { do: 'held', delivery, verdict: 'arrived' }, primary: true },
          { label: say('digest.button.again'), press: { do: 'held', delivery, verdict: 'again' } },
        ]
      : [];
  const buttons: CardButton[] = [
    ...decide,
    { label: say('digest.button.why'), press: { do: 'ask', q: `why ${schedule.id}` } },
    ...(decide.length === 0
      ? [{ label: say('digest.button.pause'), press: { do: 'digest', act: 'pause', schedule: schedule.id } } as const]
      : []),
  ];
  return { line: title, payload: messageCard(text, { title, language, buttons }) };
}

async function channelOf(chat: DigestChat, { to }: Schedule, say: Say): Promise<string> {
  if (to.kind === 'person') return say('digest.to-you');
  const room = await chat.port(to.platform)?.roomOf(to.team, to.id);
  return room?.name ?? to.id;
}

/** What the messages of reasons name; what is not known is a dash. */
function valuesOf(
  values: Failure['values'],
  say: Say,
  language: ReturnType<typeof languageOf>,
  zone: string,
): Record<string, string> {
  const text = (name: string) => values[name] ?? '–';
  const span = (name: string) => (values[name] ? aboutPhrase(text(name), say, language) : '–');
  const last = Number(values['last']);
  return {
    ...Object.fromEntries(
      ['minutes', 'days', 'owner', 'command', 'error', 'delivery'].map((name) => [name, text(name)]),
    ),
    about: span('about'),
    newest: span('newest'),
    reports: text('reports')
      .split(',')
      .map((each) => nameOf(each.trim(), say))
      .join(', '),
    last: last > 0 ? formatMoment(last, language, zone) : '–',
  };
}

function nameOf(report: string, say: Say): string {
  const known = reportNames.find((each) => each === report);
  return known === undefined ? report : reportName(known, say);
}
