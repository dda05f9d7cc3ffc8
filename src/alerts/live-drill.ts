import { randomUUID } from 'node:crypto';
import { type AlertRule, ruleById } from '../../db/readings/alert-rules.ts';
import { openDrill } from './incident-special.ts';
import { noteChanges } from './live-act.ts';
import type { AlertEngine } from './live-engine.ts';
import { circumstancesOf } from './live-incidents.ts';
import { storeChange, type Told } from './live-store.ts';

/** Sends a test page of a rule; `also` is done in its transaction. The incident's uid; undefined where there is no such rule. */
export async function drill(
  engine: AlertEngine,
  ruleId: number,
  also: (incidentId: number) => void,
  toldOf: (rule: AlertRule) => Promise<Told>,
): Promise<string | undefined> {
  const { db, clock } = engine;
  const before = ruleById(db, ruleId);
  if (before === undefined) return undefined;
  const told = await toldOf(before);
  const uid = await engine.commit(() => {
    const rule = ruleById(db, ruleId);
    if (rule === undefined || rule.state === 'removed') return undefined;
    const now = clock.now();
    const change = openDrill(randomUUID(), ruleId, circumstancesOf(engine, rule, now));
    also(storeChange(engine, rule, change, told, now));
    noteChanges(engine, rule, [change], now);
    return change.incident.uid;
  });
  engine.kick?.();
  return uid;
}
