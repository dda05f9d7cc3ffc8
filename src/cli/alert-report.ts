import type { Firing, Replayed } from '../../commands/alert-services.ts';
import { SLOT_MS } from '../alerts/sample.ts';
import type { Verdict } from '../alerts/verdict.ts';
import { flow, WIDTH, wrapped } from '../answers/wrap.ts';
import type { Say } from '../words/messages.ts';
import { spanText } from '../words/spans.ts';
import { instantText, minuteText, type Span } from './alert-moments.ts';

const WEEK_MS = 7 * 86_400_000;
/** The first Sunday after 1970 began. */
const SUNDAY = 3 * 86_400_000;
const MINUTES_PER_SLOT = SLOT_MS / 60_000;

/** What was gone through. */
export interface About {
  readonly name: string;
  readonly span: Span;
  /** From when until when anything is known; undefined where nothing is. */
  readonly known: Span | undefined;
}

/** Each firing as one element of the JSON document, its keys in their one order. */
export function asElements(firings: readonly Firing[]): Record<string, string | number | null>[] {
  return firings.map(({ customer, queue, firedAt, resolvedAt, fired, incident }) => ({
    customer,
    queue,
    fired_at: instantText(firedAt),
    resolved_at: resolvedAt === null ? null : instantText(resolvedAt),
    slot: instantText(fired.at),
    calls: fired.calls,
    abandoned: fired.bad,
    rate: fired.rate,
    baseline: fired.baseline,
    p: fired.p,
    reason: fired.reason,
    incident,
  }));
}

/** The same for a person: what there was, how much of it a week, and each firing with its numbers. */
export function asReport(replayed: Replayed, about: About, say: Say): string[] {
  const { firings, series, slots, calls } = replayed;
  const { span } = about;
  const incidents = [...new Set(firings.map(({ incident }) => incident))];
  const queues = new Set(firings.map((each) => each.series)).size;
  const looked = `${counted(series, 'queue')} and ${counted(slots, 'slot')} of ${MINUTES_PER_SLOT} minutes were looked at.`;
  if (firings.length === 0) return [...calmLines(replayed, about), ...(slots === 0 ? [] : wrapped(looked))];
  const found = [counted(firings.length, 'firing'), `of ${counted(queues, 'queue')}`];
  return [
    ...wrapped(
      `${headOf(about)}: ${found.join(' ')} in ${counted(incidents.length, 'incident')}; calls of people: ${calls}.`,
    ),
    ...wrapped(looked),
    'By week (from Sunday):',
    ...flow(weeksOf(firings, span), WIDTH - 2).map((line) => `  ${line}`),
    '',
    ...firings.flatMap((firing) => firingLines(firing, incidents.indexOf(firing.incident) + 1, say)),
  ];
}

/** That it would not have fired; or that nobody can say so, of a time of which nothing is known. */
export function calmLines({ slots }: Pick<Replayed, 'slots'>, about: About): string[] {
  if (slots > 0) return wrapped(`${headOf(about)}: it would not have fired.`);
  const { known } = about;
  if (known === undefined) return wrapped(`${headOf(about)}: nothing is known of any time.`);
  const day = (at: number) => minuteText(at).slice(0, 10);
  return [
    ...wrapped(
      `${headOf(about)}: nothing is known of that time. It is from ${minuteText(known.from)} to ${minuteText(known.until)}.`,
    ),
    `→ --from ${day(known.from)} --to ${day(known.until - 1)}`,
  ];
}

function headOf({ name, span }: Pick<About, 'name' | 'span'>): string {
  return `${name}, ${minuteText(span.from)} to ${minuteText(span.until)} UTC`;
}

function counted(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
}

/** Lines that fit the screen behind an indent. */
export function indented(text: string, indent: string): string[] {
  return wrapped(text, WIDTH - indent.length).map((line) => `${indent}${line}`);
}

function firingLines(firing: Firing, incident: number, say: Say): string[] {
  const { customer, queue, firedAt, resolvedAt, fired, held } = firing;
  const until =
    resolvedAt === null
      ? 'still firing at the end'
      : `resolved ${minuteText(resolvedAt)}, after ${spanText(resolvedAt - firedAt, say)}`;
  const indent = ' '.repeat('1999-01-18 15:30  '.length);
  return [
    `${minuteText(firedAt)}  ${customer} · ${queue}`,
    ...indented(numbersText(fired), indent),
    ...indented(
      `${until} · incident ${incident} · ${held === null ? 'somebody would have been called' : heldText(held)}`,
      indent,
    ),
  ];
}

/** What decided, in one line: `73% lost (83 of 113 calls in 15 min); normal 9%, up to 21%; by chance 1e-40`. */
export function numbersText({ rate, bad, calls, slots, baseline, high, p, reason }: Verdict): string {
  const parts = [`${percent(rate)} lost (${bad} of ${calls} calls in ${slots * MINUTES_PER_SLOT} min)`];
  if (baseline !== null) parts.push(`normal ${percent(baseline)}${high === null ? '' : `, up to ${percent(high)}`}`);
  if (p !== null) parts.push(`by chance ${p === 0 ? 'under 1e-300' : p.toExponential(0)}`);
  return [...parts, reason].join('; ');
}

export function percent(rate: number | null): string {
  return rate === null ? '–' : `${Math.round(rate * 100)}%`;
}

function heldText(held: NonNullable<Firing['held']>): string {
  switch (held) {
    case 'learning':
      return 'nobody called: only watched, the queue or the rule is new (learning)';
    case 'silenced':
      return 'nobody called: silenced';
    case 'muted':
      return 'nobody called: the rule is muted';
    case 'quiet-hours':
      return 'called only after quiet hours';
    case 'snoozed':
      return 'nobody called: snoozed';
    case 'budget':
      return 'in one combined call: the night had its calls';
    case 'joined':
      return 'in the message of the incident that was open';
  }
}

function weeksOf(firings: readonly Firing[], { from, until }: Span): string[] {
  const weekOf = (at: number) => Math.floor((at - SUNDAY) / WEEK_MS) * WEEK_MS + SUNDAY;
  const texts: string[] = [];
  for (let week = weekOf(from); week < until; week += WEEK_MS) {
    const count = firings.filter(({ fired }) => weekOf(fired.at) === week).length;
    texts.push(`${minuteText(week).slice(0, 10)}: ${count}`);
  }
  return texts;
}
