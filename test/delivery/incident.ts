import { write } from '../../db/write.ts';
import { type Root, sayHook, sayInThread, sayRoot } from '../../db/writes/alert-deliveries.ts';
import type { Stage } from './stage.ts';

export const CHANNEL = { platform: 'slack', team: 'T1', kind: 'channel', id: 'C9' } as const;
export const DIRECT = { platform: 'slack', team: 'T1', kind: 'person', id: 'U2' } as const;

/** An incident in the database of a stage, and what is said of it, each in a transaction of its own. */
export class StagedIncident {
  readonly id: number;
  readonly uid: string;
  readonly #stage: Stage;
  #number = 0;

  constructor(stage: Stage, uid: string, openedAt = stage.clock.now()) {
    const { db } = stage;
    db.sqlite
      .prepare(
        `insert or ignore into alert_rules (id, uid, kind, name, filters, platform, team, to_kind, to_id, severity, settings,
           language, zone, state, created_at, changed_at, evaluated_until)
         values (1, 'r1', 'abandon-rate', 'calls', '', 'slack', 'T1', 'channel', 'C9', 'page', '{}', 'en', 'UTC', 'armed', 0, 0, 0)`,
      )
      .run();
    const added = db.sqlite
      .prepare(
        `insert into incidents (uid, rule_id, kind, customer_id, phase, state, opened_at, version)
         values (?, 1, 'series', 1, 'firing', '{}', ?, 1)`,
      )
      .run(uid, openedAt);
    this.id = Number(added.lastInsertRowid);
    this.uid = uid;
    this.#stage = stage;
  }

  /** What every write about it names. */
  about(): { incidentId: number; uid: string; at: number } {
    return { incidentId: this.id, uid: this.uid, at: this.#stage.clock.now() };
  }

  async root(text: string, more: Partial<Root> = {}): Promise<number> {
    const { db, clock } = this.#stage;
    const said = { ...this.about(), to: CHANNEL, line: `line ${text}`, payload: { whole: text }, ...more };
    const id = await write(db, clock, () => sayRoot(db, said));
    this.#stage.scheduler.deliver();
    return id;
  }

  async thread(text: string, mentions: readonly string[] = []): Promise<number | undefined> {
    const { db, clock } = this.#stage;
    this.#number += 1;
    const said = { ...this.about(), number: this.#number, line: text, payload: null, mentions };
    const id = await write(db, clock, () => sayInThread(db, said));
    this.#stage.scheduler.deliver();
    return id;
  }

  async hook(action: string, target = 'pagerduty'): Promise<number> {
    const { db, clock } = this.#stage;
    this.#number += 1;
    const said = { ...this.about(), number: this.#number, target, payload: { event_action: action } };
    const id = await write(db, clock, () => sayHook(db, said));
    this.#stage.scheduler.deliver();
    return id;
  }
}
