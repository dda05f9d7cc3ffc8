import type { AlertRule } from '../../db/readings/alert-rules.ts';
import type { AlertEngine } from './live-engine.ts';
import type { Told } from './live-store.ts';

/** Whether rules' channels may be told of them; asked once a round and rule. */
export class Places {
  readonly #engine: AlertEngine;
  readonly #known = new Map<number, Promise<Told>>();

  constructor(engine: AlertEngine) {
    this.#engine = engine;
  }

  readonly toldOf = (rule: AlertRule): Promise<Told> => {
    let known = this.#known.get(rule.id);
    if (known === undefined) {
      known = this.#ask(rule);
      this.#known.set(rule.id, known);
    }
    return known;
  };

  /** Where that cannot be found out, the message is written for the channel: the platform itself refuses what may not be. */
  async #ask(rule: AlertRule): Promise<Told> {
    try {
      const said = await this.#engine.whyNot(rule);
      return said === undefined ? { kind: 'there' } : { kind: 'elsewhere', said };
    } catch (error) {
      this.#engine.log.warn({ error, rule: rule.id }, 'whether a channel may be told of alerts could not be found out');
      return { kind: 'there' };
    }
  }
}
