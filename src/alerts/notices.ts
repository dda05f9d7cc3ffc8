import { knownRows, noticesTold } from '../../db/readings/alert-rows.ts';
import { type AlertRule, ruleById, standingRules } from '../../db/readings/alert-rules.ts';
import { stateOf } from '../../db/readings/remember.ts';
import { sayNotice } from '../../db/writes/alert-deliveries.ts';
import { addKnownRows } from '../../db/writes/alert-rows.ts';
import { setRuleState } from '../../db/writes/alert-rules.ts';
import type { ListedRow } from './live.ts';
import type { AlertEngine } from './live-engine.ts';
import { isWorkingTime } from './quiet-hours.ts';

/** More rows than this in one message nobody reads; how many more there are is said. */
const MOST_ROWS = 15;
const DAY_MS = 86_400_000;

/**
 * Rules about lists: what is new in them is told once, in working hours, in one message a round. What is there when a rule
 * begins is only kept.
 */
export class Notices {
  readonly #engine: AlertEngine;
  /** On which state of the data, and which day, each rule was looked at last. */
  readonly #looked = new Map<number, string>();

  constructor(engine: AlertEngine) {
    this.#engine = engine;
  }

  async look(now: number): Promise<void> {
    const { db, log } = this.#engine;
    for (const rule of standingRules(db)) {
      if (rule.kind !== 'new-overage' && rule.kind !== 'expiring') continue;
      const isFirst = rule.state === 'waiting';
      if (!isFirst && (rule.state !== 'armed' || !isWorkingTime(now, rule.zone))) continue;
      const state = `${stateOf(db)} ${rule.changedAt} ${Math.floor(now / DAY_MS)}`;
      if (this.#looked.get(rule.id) === state) continue;
      try {
        if (await this.#lookAt(rule, isFirst, now)) this.#looked.set(rule.id, state);
      } catch (error) {
        log.error({ error, rule: rule.id }, 'a list that a rule watches could not be read; the next round tries again');
      }
      await this.#engine.breathe();
    }
  }

  /** False where the list cannot be known at present. */
  async #lookAt(rule: AlertRule, isFirst: boolean, now: number): Promise<boolean> {
    const engine = this.#engine;
    const { db } = engine;
    const rows = await engine.rowsOf(rule);
    if (rows === undefined) return false;
    const known = knownRows(db, rule.id);
    const isNew = (row: ListedRow) => !known.has(row.key);
    if (!isFirst && !rows.some(isNew)) return true;
    const notThere = isFirst ? undefined : await engine.whyNot(rule);
    await engine.at('before-notice');
    await engine.commit(() => {
      const same = ruleById(db, rule.id);
      if (same?.changedAt !== rule.changedAt) return;
      if (isFirst) {
        addKnownRows(
          db,
          rule.id,
          rows.map(({ key }) => key),
          { notice: null, at: now },
        );
        setRuleState(db, rule.id, ['waiting'], 'armed', { at: now, actor: null, place: 'alerts' });
        return;
      }
      const key = `notice-rule/${rule.uid}/${noticesTold(db, rule.id) + 1}`;
      addKnownRows(
        db,
        rule.id,
        rows.filter(isNew).map((row) => row.key),
        { notice: key, at: now },
      );
      const fresh = rows.filter(isNew).map(({ row }) => row);
      const scenery = engine.scene({ rule: rule.id, incident: null, now });
      const said = engine.voice.notice(fresh.slice(0, MOST_ROWS), Math.max(0, fresh.length - MOST_ROWS), scenery);
      if (notThere === undefined) sayNotice(db, { key, to: rule.to, at: now, ...said });
      else if (rule.owner.user !== null) {
        const to = { ...rule.to, kind: 'person' as const, id: rule.owner.user };
        sayNotice(db, { key, to, at: now, ...said });
        sayNotice(db, { key: `${key}/why`, to, at: now, ...notThere.toOwner });
      }
    });
    await engine.at('after-notice');
    engine.kick?.();
    return true;
  }
}
