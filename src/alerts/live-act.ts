import { type AlertRule, ruleById } from '../../db/readings/alert-rules.ts';
import { moveEvaluated } from '../../db/writes/alert-rules.ts';
import { recordChange } from '../../db/writes/audit.ts';
import type { Change, Incident } from './incident.ts';
import { afterSlot } from './incident-slot.ts';
import type { DueSlot } from './live-due.ts';
import type { AlertEngine } from './live-engine.ts';
import { circumstancesOf, incidentsOf, isLearning, namer } from './live-incidents.ts';
import type { WatchingRule } from './live-rules.ts';
import { storeChange, type Told } from './live-store.ts';
import { closeSpan } from './live-summaries.ts';
import { SLOT_MS } from './sample.ts';
import type { Verdict } from './verdict.ts';

/**
 * Acts on one slot of a rule in one transaction: incidents, their histories, what is said of them, and that it is done. False
 * where the rule is another by now or somebody else was faster: then nothing is done.
 */
export async function actOn(engine: AlertEngine, watching: WatchingRule, due: DueSlot, told: Told): Promise<boolean> {
  const { db, clock } = engine;
  await engine.at('before-act');
  const done = await engine.commit(() => {
    const rule = sameRule(engine, watching);
    if (rule === undefined || !moveEvaluated(db, rule.id, due.from, due.slotEnd)) return undefined;
    const now = clock.now();
    const changes = judge(engine, { ...watching, rule }, due, now);
    for (const change of changes) storeChange(engine, rule, change, told, now);
    noteChanges(engine, rule, changes, now);
    closeSpan(engine, rule, due, changes, told, now);
    return changes.length;
  });
  await engine.at('after-act');
  if (done !== undefined && done > 0) engine.kick?.();
  return done !== undefined;
}

/** The rule as it is now; undefined where a person has changed it since it was read. To be called inside a write. */
export function sameRule({ db }: AlertEngine, { rule }: WatchingRule): AlertRule | undefined {
  const now = ruleById(db, rule.id);
  return now?.changedAt === rule.changedAt && now.state !== 'removed' ? now : undefined;
}

/** Has the log of changes tell that what is asked about incidents may have another answer. */
export function noteChanges({ db }: AlertEngine, rule: AlertRule, changes: readonly Change[], at: number): void {
  if (changes.length === 0) return;
  const incidents = changes.map(({ incident }) => incident.uid);
  recordChange(db, { at, actor: null, place: 'alerts', action: 'alert', subject: rule.uid, detail: { incidents } });
}

function judge(engine: AlertEngine, watching: WatchingRule, due: DueSlot, now: number): readonly Change[] {
  const { rule, series, settings } = watching;
  const { db } = engine;
  const incidents = incidentsOf(db, rule.id, now);
  const verdicts = [...due.verdicts, ...gone(incidents, watching, due)];
  if (verdicts.length === 0 && incidents.every(({ resolvedAt }) => resolvedAt !== null)) return [];
  const customers = new Map(incidents.flatMap(({ members }) => members.map((each) => [each.series, each.customer])));
  return afterSlot(
    { incidents },
    {
      ...circumstancesOf(engine, rule, now),
      ...{ rule: rule.id, slotEnd: due.slotEnd, verdicts, behind: due.behind },
      customerOf: (id) => series.get(id)?.owner ?? customers.get(id) ?? 0,
      learning: isLearning(rule, settings.learningDays, now),
      newUid: namer(db, rule.uid, due.slotEnd),
    },
  );
}

/** Queues that a rule no longer watches: nothing is known of them any more. */
function gone(incidents: readonly Incident[], { series }: WatchingRule, { slotEnd }: DueSlot): Verdict[] {
  return incidents
    .filter(({ resolvedAt, kind }) => resolvedAt === null && (kind === 'series' || kind === 'many'))
    .flatMap(({ members }) => members)
    .filter((member) => member.resolvedAt === null && !series.has(member.series))
    .map(({ now }) => ({ ...now, at: slotEnd - SLOT_MS, phase: 'normal', turned: 'resolved', reason: 'lost' }));
}
