import type { Incident, Member } from '../../alerts/incident.ts';
import type { Scenery } from '../../alerts/voice.ts';
import { formatTimeNear, numbers } from '../../words/formats.ts';
import { type Language, languages } from '../../words/languages.ts';
import { messagesFor, type Say } from '../../words/messages.ts';
import { shortName } from '../../words/shortened.ts';
import { spanText } from '../../words/spans.ts';

/** Verdicts are about quarters of an hour. */
const SLOT_MS = 900_000;
/** Letters of a name that a phone shows before the figures are off its screen. */
const CUSTOMER = 40;
const QUEUE = 40;
const PERSON = 40;

/** How things are called and told in one message. */
export interface Telling {
  readonly scenery: Scenery;
  readonly language: Language;
  readonly say: Say;
  /** What a rule counts, as messages tell it apart. */
  readonly measure: 'quality' | 'queue';
  /** A moment as the time in the rule's zone, with the day where that is not today's. */
  time(at: number): string;
  /** As `time`, with the zone: for what is read alone, without the notes of its message. */
  zoned(at: number): string;
  /** As `time`, always with the day. */
  moment(at: number): string;
  duration(ms: number): string;
}

/** Puts together how an incident is told. Anything but our six languages is told in English. */
export function tellingOf(scenery: Scenery): Telling {
  const language = languages.find((each) => each === scenery.language) ?? 'en';
  const say = messagesFor(language);
  return {
    ...{ scenery, language, say },
    measure: scenery.ruleKind === 'poor-call-rate' ? 'quality' : 'queue',
    time: (at) => formatTimeNear(at, language, scenery.zone, scenery.now),
    zoned: (at) => `${formatTimeNear(at, language, scenery.zone, scenery.now)} (${scenery.zone})`,
    moment: (at) => formatTimeNear(at, language, scenery.zone, 0),
    duration: (ms) => spanText(ms, say),
  };
}

/** A rate in whole percent; below one percent with a decimal, so that a little is not nothing. */
export function rateText(rate: number | null, language: Language): string {
  if (rate === null) return '–';
  const decimals = rate > 0 && rate < 0.01 ? 1 : 0;
  return numbers(language, { style: 'percent', maximumFractionDigits: decimals }).format(rate);
}

/** What is normal for all of them: from the least to the most, `4–9%`. */
export function normalText(members: readonly Pick<Member, 'now'>[], { language, say }: Telling): string {
  const known = members.map(({ now }) => now).filter(({ baseline, high }) => baseline !== null || high !== null);
  if (known.length === 0) return say('alert.normal.unknown');
  const low = Math.min(...known.map(({ baseline, high }) => baseline ?? high ?? 0));
  const high = Math.max(...known.map((each) => each.high ?? each.baseline ?? 0));
  const whole = numbers(language, { maximumFractionDigits: 0 });
  const first = whole.format(low * 100);
  return first === whole.format(high * 100) ? rateText(high, language) : `${first}–${rateText(high, language)}`;
}

/** `18 of 25 callers hung up (72%)`. */
export function countText(bad: number, calls: number, { say, language, measure }: Telling): string {
  return say('alert.count', { measure, bad, calls, rate: rateText(calls > 0 ? bad / calls : null, language) });
}

/** When the first of the slots began that made it fire. */
export function beganAt({ firedAt, fired }: Pick<Member, 'firedAt' | 'fired'>): number {
  return firedAt - fired.slots * SLOT_MS;
}

/** Calls and lost ones of one of them since it began; where nobody counted them, those of the slots that made it fire. */
export function totalOf(
  { series, fired }: Member,
  { scenery }: Telling,
): { readonly calls: number; readonly lost: number } {
  const { calls, bad } = scenery.totals.get(series) ?? fired;
  return { calls, lost: bad };
}

/** What all of them had: when it began, and calls in all. */
export function sumOf(
  members: readonly Member[],
  telling: Telling,
): { readonly since: number; readonly calls: number; readonly lost: number } {
  const totals = members.map((member) => totalOf(member, telling));
  return {
    since: Math.min(...members.map(beganAt)),
    calls: totals.reduce((sum, { calls }) => sum + calls, 0),
    lost: totals.reduce((sum, { lost }) => sum + lost, 0),
  };
}

/** Members that messages are about: the first that fired in front. What never was one is not among them, unless all are. */
export function toldMembers({ members }: Pick<Incident, 'members'>): Member[] {
  const real = members.filter(({ ended }) => ended !== 'corrected');
  return [...(real.length > 0 ? real : members)].sort((a, b) => a.firedAt - b.firedAt || a.series - b.series);
}

/** A customer's name, cut; an organisation in no list is told by the beginning of its id. */
export function customerName(series: number, { scenery, say }: Telling): string {
  const names = scenery.names.get(series);
  const name = shortName(names?.customer ?? '', CUSTOMER);
  return names === undefined || names.customerId === null || name === '' ? unlisted(name, say) : name;
}

function unlisted(org: string, say: Say): string {
  return say('alert.someone', { org: org === '' ? '–' : org.slice(0, 8) });
}

/** The queue's name, cut; of quality all calls of a customer. */
export function queueName(series: number, { scenery, say, measure }: Telling): string {
  if (measure === 'quality') return say('alert.all-calls');
  return shortName(scenery.names.get(series)?.queue ?? '', QUEUE) || say('alert.some-queue');
}

/** `Acme Ltda · Support EN`; of quality the customer alone. */
export function whereText(series: number, telling: Telling): string {
  const customer = customerName(series, telling);
  if (telling.measure === 'quality') return customer;
  return telling.say('alert.where', { customer, queue: queueName(series, telling) });
}

/** `Acme Ltda · Support EN and 2 more queues`. */
export function wholeWhere(members: readonly Member[], telling: Telling): string {
  const [first, ...others] = members;
  if (first === undefined) return unlisted('', telling.say);
  const where = whereText(first.series, telling);
  return others.length === 0 ? where : telling.say('alert.where-more', { where, n: others.length });
}

/** Names of people on call and of those who press, cut. */
export function personName(name: string): string {
  return shortName(name, PERSON);
}
