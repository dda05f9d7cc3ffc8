import type { Database } from '../../../db/open.ts';
import { customerName } from '../../../db/readings/alert-names.ts';
import { seriesByIds } from '../../../db/readings/series.ts';
import type { Incident } from '../../alerts/incident.ts';
import type { AlertAct } from '../../alerts/press.ts';
import { normaliseText } from '../../ask/normalise.ts';
import { quotedText } from '../../ask/print.ts';

/**
 * The question that says why an incident is one: of its rule and its customer, now, or where it is over, when it fired. What it is about that has no figures is told by the list of alerts.
 */
export function whyQuestion(db: Database, incident: Incident): string {
  const { kind, rule, members, phase } = incident;
  const [first, ...others] = members;
  if (kind === 'blind' || kind === 'drill' || first === undefined) return 'alerts';
  const isOne = others.every(({ customer }) => customer === first.customer);
  const name = isOne && first.customer > 0 ? customerName(db, first.customer) : null;
  const about = name === null ? '' : ` customer:${quotedText(name)}`;
  const when = phase === 'resolved' ? ` ${new Date(first.firedAt).toISOString().slice(0, 16)}Z` : '';
  return normaliseText(`alerts why ${rule}${when}${about}`);
}

/** The question that ends what a press silenced; the list of silences where no one question does. */
export function unmuteQuestion(db: Database, { members }: Incident, act: AlertAct): string {
  const [first, ...others] = members;
  if (first === undefined) return 'alerts';
  const isOne = others.every(({ customer }) => customer === first.customer);
  const customer = isOne && first.customer > 0 ? customerName(db, first.customer) : null;
  if (customer === null || (act === 'silence-queue' && others.length > 0)) return 'alerts';
  const queue = act === 'silence-queue' ? seriesByIds(db, [first.series])[0]?.name : undefined;
  const narrowed = queue === undefined || queue === '' ? '' : ` queue:${quotedText(queue)}`;
  return normaliseText(`alerts unmute${narrowed} customer:${quotedText(customer)}`);
}
