import type { AlertRule } from '../../db/readings/alert-rules.ts';
import type { AlertEngine } from './live-engine.ts';
import type { Told } from './live-store.ts';

type Asked = Pick<AlertEngine, 'whyNot' | 'clock' | 'log'>;

/** A platform that took so long and did not say is not asked for its other channels in the same round. */
const SLOW_MS = 3_000;

/** Whether rules' channels may be told of them; asked once a round and rule. */
export class Places {
  readonly #engine: Asked;
  readonly #known = new Map<number, Promise<Told>>();
  readonly #slow = new Set<string>();

  constructor(engine: Asked) {
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
    const { clock } = this.#engine;
    const { platform } = rule.to;
    // Nobody is called later than need be because many channels are on a platform that does not answer.
    if (this.#slow.has(platform)) return { kind: 'there' };
    const began = clock.monotonic();
    try {
      const said = await this.#engine.whyNot(rule);
      return said === undefined ? { kind: 'there' } : { kind: 'elsewhere', said };
    } catch (error) {
      this.#engine.log.warn({ error, rule: rule.id }, 'whether a channel may be told of alerts could not be found out');
      if (clock.monotonic() - began >= SLOW_MS) this.#slow.add(platform);
      return { kind: 'there' };
    }
  }
}
