import { columnKind } from '../../words/columns.ts';
import { numbers } from '../../words/formats.ts';
import type { Language } from '../../words/languages.ts';
import type { ChartSpec } from '../answer.ts';
import type { Measure, Scale } from './chart-scale.ts';

/** What one series holds: as the chart says, else as its column is shown. */
export function measureOf({ unit }: ChartSpec, key: string): Measure {
  if (unit !== undefined) return unit;
  const kind = columnKind(key);
  if (kind === 'rate' || kind === 'change') return 'rate';
  return kind === 'seconds' || kind === 'money' ? kind : 'count';
}

/** From here on seconds are told in minutes. */
const MINUTES_FROM = 180;
/** From here on an axis tells its figures in short: 12K. */
const SHORT_FROM = 10_000;

/** A value as it stands at its point. */
export function figure(value: number, measure: Measure, language: Language): string {
  switch (measure) {
    case 'rate':
      return numbers(language, { style: 'percent' }).format(value);
    case 'seconds':
      return seconds(value, Math.abs(value) >= MINUTES_FROM, language);
    case 'money':
      return numbers(language, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 }).format(value);
    case 'count':
      return numbers(language).format(value);
  }
}

/** A value as it stands on the axis, all of them in one unit. */
export function tick(value: number, measure: Measure, { max }: Scale, language: Language): string {
  if (measure === 'seconds') return seconds(value, max >= MINUTES_FROM, language);
  if (measure === 'rate' || max < SHORT_FROM) return figure(value, measure, language);
  const currency = measure === 'money' ? ({ style: 'currency', currency: 'USD' } as const) : {};
  return numbers(language, { ...currency, notation: 'compact' }).format(value);
}

function seconds(value: number, inMinutes: boolean, language: Language): string {
  const unit = inMinutes ? 'minute' : 'second';
  const format = numbers(language, { style: 'unit', unit, unitDisplay: 'short' });
  return format.format(inMinutes ? value / 60 : value);
}
