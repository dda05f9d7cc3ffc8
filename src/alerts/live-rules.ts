import { type AlertRule, standingRules } from '../../db/readings/alert-rules.ts';
import { type LiveFeed, liveFeeds } from '../../db/readings/live-feeds.ts';
import { stateOf } from '../../db/readings/remember.ts';
import { type KnownSeries, seriesInScope } from '../../db/readings/series.ts';
import type { AlertEngine } from './live-engine.ts';
import { lagOf } from './live-published.ts';
import { type RuleSettings, ruleSettings, usualSettings } from './settings.ts';

/** A rule that watches series: which, by which settings, and where their records come from. */
export interface WatchingRule {
  readonly rule: AlertRule;
  readonly kind: 'abandon-rate' | 'poor-call-rate';
  readonly settings: RuleSettings;
  readonly series: ReadonlyMap<number, KnownSeries>;
  readonly feeds: readonly LiveFeed[];
  /** Rules with the same text are judged together. */
  readonly track: string;
}

/** What is watched may change without a word in the audit log: a queue that was never heard of before. */
const ANEW_MS = 5 * 60_000;

interface Scope {
  readonly key: string;
  readonly readAt: number;
  readonly series: ReadonlyMap<number, KnownSeries>;
}

/** What every standing rule watches; read anew where it may have changed. */
export class Rules {
  readonly #engine: AlertEngine;
  readonly #scopes = new Map<number, Scope>();

  constructor(engine: AlertEngine) {
    this.#engine = engine;
  }

  async watching(now: number): Promise<WatchingRule[]> {
    const { db } = this.#engine;
    const feeds = liveFeeds(db);
    const found: WatchingRule[] = [];
    for (const rule of standingRules(db)) {
      const { kind } = rule;
      if (kind !== 'abandon-rate' && kind !== 'poor-call-rate') continue;
      await this.#engine.breathe();
      const series = await this.#seriesOf(rule, kind, now);
      const own = kind === 'abandon-rate' ? feedsOf(feeds, series) : [];
      const settings = settingsOf(rule);
      const track = JSON.stringify([kind, Object.entries(settings).sort(), lagOf(own)]);
      found.push({ rule, kind, settings, series, feeds: own, track });
    }
    for (const id of this.#scopes.keys()) if (!found.some(({ rule }) => rule.id === id)) this.#scopes.delete(id);
    return found;
  }

  async #seriesOf(rule: AlertRule, kind: WatchingRule['kind'], now: number): Promise<ReadonlyMap<number, KnownSeries>> {
    const { db, filtersOf, log } = this.#engine;
    const key = `${stateOf(db)} ${rule.changedAt}`;
    const known = this.#scopes.get(rule.id);
    if (known?.key === key && now - known.readAt < ANEW_MS && now >= known.readAt) return known.series;
    const filters = await filtersOf(rule.filters);
    if (filters === undefined)
      log.warn({ rule: rule.id }, 'the filters of a rule are none any more; it watches nothing');
    const wanted = {
      kind: kind === 'abandon-rate' ? 'queue' : 'quality',
      queue: rule.queue,
      owner: null,
      at: now,
    } as const;
    const found = filters === undefined ? [] : await seriesInScope(db, { ...wanted, filters });
    const series = new Map(found.map((each) => [each.id, each]));
    this.#scopes.set(rule.id, { key, readAt: now, series });
    return series;
  }
}

/** A rule's settings: the usual ones with what a person said otherwise. What cannot be right is left out. */
function settingsOf({ kind, settings }: Pick<AlertRule, 'kind' | 'settings'>): RuleSettings {
  const usual = usualSettings(kind === 'poor-call-rate' ? 'poor-call-rate' : 'abandon-rate');
  const read = ruleSettings.safeParse({ ...usual, ...settings });
  return read.success ? read.data : usual;
}

/** The feeds that series come from: those about everybody, where any is of call records, and those of their organisations. */
function feedsOf(feeds: readonly LiveFeed[], series: ReadonlyMap<number, KnownSeries>): LiveFeed[] {
  const orgs = new Set([...series.values()].map(({ org }) => org));
  orgs.delete('');
  return feeds.filter(({ org }) => (org === '' ? orgs.size > 0 : orgs.has(org)));
}
