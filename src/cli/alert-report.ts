import type { Firing, Replayed } from '../../commands/alert-services.ts';
import { SLOT_MS } from '../alerts/sample.ts';
import type { Verdict } from '../alerts/verdict.ts';
import type { Say } from '../words/messages.ts';
import { spanText } from '../words/spans.ts';
import { instantText, minuteText, type Span } from './alert-moments.ts';

const WEEK_MS = 7 * 86_400_000;
/** The first Sunday after 1970 began. */
const SUNDAY = 3 * 86_400_000;
const MINUTES_PER_SLOT = SLOT_MS / 60_000;

interface About {
  readonly name: string;
  readonly span: Span;
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
export function asReport({ firings, series, slots, calls }: Replayed, { name, span }: About, say: Say): string[] {
  const incidents = [...new Set(firings.map(({ incident }) => incident))];
  const queues = new Set(firings.map((each) => each.series)).size;
  const head = `${name}, ${minuteText(span.from)} to ${minuteText(span.until)} UTC`;
  const looked = `${series} queues and ${slots} slots of ${MINUTES_PER_SLOT} minutes were looked at.`;
  if (firings.length === 0) return [`${head}: it would not have fired.`, looked];
  return [
    `${head}: ${firings.length} firings of ${queues} queues in ${incidents.length} incidents; ${calls} calls of people.`,
    looked,
    `By week (from Sunday): ${weeksOf(firings, span).join(', ')}`,
    '',
    ...firings.flatMap((firing) => firingLines(firing, incidents.indexOf(firing.incident) + 1, say)),
  ];
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
    `${indent}${numbersText(fired)}`,
    `${indent}${until} · incident ${incident} · ${held === null ? 'somebody would have been called' : heldText(held)}`,
  ];
}

/** What decided, in one line: `73 % lost (83 of 113 calls in 15 min); normal 9 %, up to 21 %; by chance 1e-40`. */
export function numbersText({ rate, bad, calls, slots, baseline, high, p, reason }: Verdict): string {
  const parts = [`${percent(rate)} lost (${bad} of ${calls} calls in ${slots * MINUTES_PER_SLOT} min)`];
  if (baseline !== null) parts.push(`normal ${percent(baseline)}${high === null ? '' : `, up to ${percent(high)}`}`);
  if (p !== null) parts.push(`by chance ${p === 0 ? 'under 1e-300' : p.toExponential(0)}`);
  return [...parts, reason].join('; ');
}

export function percent(rate: number | null): string {
  return rate === null ? '–' : `${Math.round(rate * 100)} %`;
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
