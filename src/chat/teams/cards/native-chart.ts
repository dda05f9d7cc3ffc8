import type {
  IGroupedVerticalBarChart,
  IHorizontalBarChart,
  ILineChart,
  IVerticalBarChart,
} from '@microsoft/teams.cards';
import type { ChartSpec } from '../../../answers/answer.ts';
import { measureOf } from '../../../answers/charts/chart-figures.ts';
import { type ChartPlan, planChart } from '../../../answers/charts/chart-plan.ts';
import type { Language } from '../../../words/languages.ts';
import { limits } from '../limits.ts';
import type { ChartPart } from './drawing.ts';
import { shown } from './texts.ts';

type NativeChart = ILineChart | IVerticalBarChart | IGroupedVerticalBarChart | IHorizontalBarChart;

/** Told apart also by those who see few colours. */
const colours = [
  'categoricalBlue',
  'categoricalMarigold',
  'categoricalTeal',
  'categoricalPurple',
  'categoricalRed',
] as const;
/** From here on seconds are told in minutes. */
const MINUTES_FROM = 180;

/** A chart for Teams to draw; undefined where it has nothing to show. */
export function nativeChart({ chart, title }: ChartPart, language: Language): NativeChart | undefined {
  const plan = planChart(chart, { title, language });
  const values = plan.series.flatMap((each) => each.values).filter((value) => value !== null);
  if (values.length === 0) return undefined;
  const places = placesOf(chart, plan);
  const { factor, unit } = unitOf(chart, Math.max(...values.map(Math.abs)));
  const first = Math.max(0, places.length - limits.chart.places);
  const points = (series: ChartPlan['series'][number]) =>
    places.flatMap((x, at) => {
      const value = series.values[at] ?? null;
      // The newest matter; what is unknown is left out rather than drawn as zero.
      return value === null || (at < first && plan.form !== 'down') ? [] : [{ x, y: rounded(value * factor) }];
    });
  const series = plan.series.slice(0, limits.chart.series).map((each, at) => ({
    legend: shown(each.name, limits.chart.label),
    values: points(each),
    color: colours[at % colours.length] ?? colours[0],
  }));
  const [one] = series;
  if (one === undefined) return undefined;
  // Its title stands above it: some clients would show one here as well.
  const common = unit === '' ? {} : { yAxisTitle: unit };
  const least = plan.scale.min > 0 ? { yMin: rounded(plan.scale.min * factor) } : {};
  if (plan.form === 'line')
    return { type: 'Chart.Line', ...common, ...least, showLegend: series.length > 1, data: series };
  if (series.length > 1) return { type: 'Chart.VerticalBar.Grouped', ...common, data: series };
  if (plan.form === 'down') return { type: 'Chart.HorizontalBar', ...common, color: one.color, data: one.values };
  return {
    type: 'Chart.VerticalBar',
    ...common,
    color: one.color,
    showBarValues: one.values.length <= 12,
    data: one.values,
  };
}

/**
 * The places as Teams takes them: days of a line as ISO days, which it spaces by time; anything else as it is read, each
 * once, as places of one name would be drawn as one.
 */
function placesOf({ x, zone, xKey }: ChartSpec, { form, labels }: ChartPlan): string[] {
  const isDays = form === 'line' && zone === undefined && xKey === undefined;
  if (isDays && x.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))) return [...x];
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const name = shown(label, limits.chart.label);
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n === 1 ? name : `${name} (${n})`;
  });
}

/** Teams writes the figures at the axis itself, and knows neither percent nor minutes. */
function unitOf(spec: ChartSpec, most: number): { factor: number; unit: string } {
  switch (measureOf(spec, spec.series[0]?.key ?? '')) {
    case 'rate':
      return { factor: 100, unit: '%' };
    case 'seconds':
      return most >= MINUTES_FROM ? { factor: 1 / 60, unit: 'min' } : { factor: 1, unit: 's' };
    case 'money':
      return { factor: 1, unit: 'USD' };
    case 'count':
      return { factor: 1, unit: '' };
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
