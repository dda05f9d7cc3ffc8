import { deliveryWithKey } from '../../db/readings/alert-notices.ts';
import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { currentIncidents, incidentsOpened } from '../../db/readings/incidents.ts';
import { markAt } from '../../db/readings/marks.ts';
import { sayNotice } from '../../db/writes/alert-deliveries.ts';
import { dropMark, setMark } from '../../db/writes/marks.ts';
import type { Change, Incident } from './incident.ts';
import type { DueSlot } from './live-due.ts';
import type { AlertEngine } from './live-engine.ts';
import { incidentOf } from './live-incidents.ts';
import { placeInstead } from './live-people.ts';
import type { Told } from './live-store.ts';
import type { Firing } from './voice.ts';

const DAY_MS = 86_400_000;

/**
 * Keeps since when a rule is behind, and once it is not, says in one message what began and ended meanwhile, which called
 * nobody. What was getting well at the end of that is told when it is over: `changes` of this slot. To be called inside the
 * write that acts on a slot.
 */
export function closeSpan(
  engine: AlertEngine,
  rule: AlertRule,
  { from, slotEnd, behind }: DueSlot,
  changes: readonly Change[],
  told: Told,
  now: number,
): void {
  const { db, voice } = engine;
  const mark = markOf(rule);
  const since = markAt(db, mark);
  if (behind && since === undefined) setMark(db, mark, from);
  if (behind) return;
  if (since !== undefined) dropMark(db, mark);
  if (rule.state !== 'armed') return;
  const incidents =
    since === undefined
      ? changes.map(({ incident }) => incident)
      : currentIncidents(db, rule.id, since).map(incidentOf);
  const over = incidents.filter(
    ({ because, resolvedAt }) => because === 'over-already' && (resolvedAt ?? 0) <= slotEnd,
  );
  const firings = over.flatMap(firingsOf);
  if (firings.length === 0) return;
  const scenery = sceneOf(engine, rule, firings, now);
  const to = told.kind === 'there' ? rule.to : placeInstead(engine, rule, scenery.onCall);
  if (to === undefined) return;
  const begun = since ?? Math.min(...firings.map(({ firedAt }) => firedAt));
  const said = voice.whileDown(firings, { from: begun, until: slotEnd }, scenery);
  sayNotice(db, { key: `alert-notice/down/${rule.uid}/${slotEnd}`, to, at: now, ...said });
  engine.kick?.();
}

/** Whether it is still to be said what was missed of a rule. */
export function isSpanOpen({ db }: AlertEngine, rule: AlertRule): boolean {
  return markAt(db, markOf(rule)) !== undefined;
}

function markOf({ id }: AlertRule) {
  return `alerts-behind-${id}` as const;
}

/** Says once, when a rule's first days are over, what it would have called for. */
export async function tellLearned(
  engine: AlertEngine,
  rule: AlertRule,
  learningDays: number,
  now: number,
): Promise<void> {
  const { db, voice } = engine;
  const until = rule.createdAt + learningDays * DAY_MS;
  // One that waited to be looked at for another week says nothing any more.
  if (learningDays === 0 || now < until || now > until + 7 * DAY_MS || rule.state === 'muted') return;
  const key = `alert-notice/learned/${rule.uid}`;
  if (deliveryWithKey(db, key) || (await engine.whyNot(rule)) !== undefined) return;
  await engine.at('before-notice');
  await engine.commit(() => {
    if (deliveryWithKey(db, key)) return;
    const firings = incidentsOpened(db, rule.id, rule.createdAt, until)
      .map(incidentOf)
      .filter(isOfQueues)
      .flatMap(firingsOf);
    const said = voice.learned(firings, { from: rule.createdAt, until }, sceneOf(engine, rule, firings, now));
    sayNotice(db, { key, to: rule.to, at: now, ...said });
  });
  await engine.at('after-notice');
  engine.kick?.();
}

function isOfQueues({ kind, because }: Incident): boolean {
  return (kind === 'series' || kind === 'many') && because !== 'corrected' && because !== 'merged';
}

function firingsOf({ members }: Incident): Firing[] {
  return members
    .filter(({ ended }) => ended !== 'corrected')
    .map(({ series, firedAt, resolvedAt, fired }) => ({ series, firedAt, resolvedAt, verdict: fired }));
}

function sceneOf(engine: AlertEngine, rule: AlertRule, firings: readonly Firing[], now: number) {
  return engine.scene({ rule: rule.id, incident: null, series: firings.map(({ series }) => series), now });
}
