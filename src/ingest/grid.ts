import type { Band, Cluster } from '../words/values.ts';

/** Fit over intent, from the CloudAscent grid; the cell numbers 1 to 10 are one order of priority, A1 the best. */
const cells: Record<Band, Record<Band, string>> = {
  high: { high: 'A1', medium: 'A2', low: 'A3', 'very-low': 'A4' },
  medium: { high: 'E5', medium: 'E6', low: 'E7', 'very-low': 'E8' },
  low: { high: 'N9', medium: 'N9', low: 'N9', 'very-low': 'N9' },
  'very-low': { high: 'ET10', medium: 'ET10', low: 'ET10', 'very-low': 'ET10' },
};
const letters: Record<Band, string> = { high: 'A', medium: 'E', low: 'N', 'very-low': 'ET' };
const clusters: Record<Band, Cluster> = { high: 'act-now', medium: 'evaluate', low: 'nurture', 'very-low': 'educate' };

/** The cell of the grid; with the intent unknown the fit's letter alone; null with the fit unknown. */
export function cellOf(fit: Band | null, intent: Band | null): string | null {
  if (fit === null) return null;
  return intent === null ? letters[fit] : cells[fit][intent];
}

/** The cluster a fit stands for: it depends on fit alone. */
export function clusterOf(fit: Band): Cluster {
  return clusters[fit];
}

/** The band of a score 0 to 100, by Microsoft's published example: high from 75, medium from 55, low from 30. */
export function bandOf(score: number): Band {
  if (score >= 75) return 'high';
  if (score >= 55) return 'medium';
  return score >= 30 ? 'low' : 'very-low';
}
