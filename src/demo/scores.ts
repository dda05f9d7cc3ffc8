import { at, hash } from './random.ts';
import type { World } from './world.ts';

/** Bands of the published grid, best first, with the lowest score of each. */
const BANDS = [
  { label: 'High', from: 75, cluster: 'Act Now' },
  { label: 'Medium', from: 55, cluster: 'Evaluate' },
  { label: 'Low', from: 30, cluster: 'Nurture' },
  { label: 'Very low', from: 0, cluster: 'Educate' },
] as const;

const AREAS = ['azure', 'm365', 'surface', 'd365-bc', 'd365-sp', 'power-apps', 'security'];

/** Cluster, fit and intent as a file writes them. */
export interface Propensity {
  readonly cluster: string;
  readonly fit: string | number;
  readonly intent: string | number;
}

/**
 * How likely a company buys in an area, in one monthly cycle. Fit moves once a quarter and intent every month, so in
 * most months cells move and clusters do not. The same in every report of the cycle.
 */
export function propensityOf(
  world: World,
  company: number,
  area: string,
  month: number,
  asNumbers: boolean,
): Propensity {
  const topic = 100 + AREAS.indexOf(area);
  const fixed = hash(world.seed, topic, company);
  if (fixed % 1000 < 14) return { cluster: 'Unknown', fit: '', intent: '' };
  const quarter = Math.floor(month / 3);
  const fit = bounded((fixed >>> 10) % 101) + drift(hash(world.seed, topic, company, quarter), 9);
  const base = hash(world.seed, topic + 20, company);
  const intent = bounded(base % 101) + drift(hash(world.seed, topic + 40, company, month), 16);
  const rank = rankOf(fit);
  // Vendors' files disagree with their own grid at times.
  const odd = hash(world.seed, topic + 60, company, quarter) % 1000 < 15;
  return {
    cluster: at(BANDS, odd ? rank + 1 : rank).cluster,
    fit: written(fit, asNumbers),
    intent: base % 97 === 0 ? '' : written(intent, asNumbers),
  };
}

function written(score: number, asNumbers: boolean): string | number {
  return asNumbers ? bounded(score) : at(BANDS, rankOf(score)).label;
}

function rankOf(score: number): number {
  return BANDS.findIndex(({ from }) => bounded(score) >= from);
}

function drift(draw: number, most: number): number {
  return (draw % (2 * most + 1)) - most;
}

function bounded(score: number): number {
  return Math.min(100, Math.max(0, score));
}
