import { columnLabel, formatCell } from '../../words/cells.ts';
import { formatDay, formatDayNear, formatTime } from '../../words/formats.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import type { ChartSpec } from '../answer.ts';
import { figure, measureOf, tick } from './chart-figures.ts';
import { cleanLabel } from './chart-label.ts';
import { type Measure, type Scale, scaleOf } from './chart-scale.ts';

export interface ChartTold {
  /** What it shows, at best its finding. */
  readonly title: string;
  readonly language: Language;
}

/** What is drawn: every text ready, cleaned and in the reader's language. */
export interface ChartPlan {
  readonly title: string;
  /** across: days from left to right; down: names from top to bottom, with bars to the right. */
  readonly form: 'line' | 'across' | 'down';
  readonly labels: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly scale: Scale;
  /** What has to be known to read it right. */
  readonly notes: readonly string[];
  figure(value: number): string;
  tick(value: number): string;
}

/** Names that a phone has place for, by how many bars each has; what is beyond is one bar, or said. */
const BARS = [12, 8, 6, 5];
/** More lines than these cannot be told apart. */
const SERIES = 6;

/** Decides how a chart is drawn. Series of another measure than the first one's are left out: one axis cannot hold both. */
export function planChart(spec: ChartSpec, { title, language }: ChartTold): ChartPlan {
  const say = messagesFor(language);
  const measure: Measure = measureOf(spec, spec.series[0]?.key ?? '');
  const same = spec.series.filter(({ key }) => measureOf(spec, key) === measure).slice(0, SERIES);
  const named = spec.xKey;
  const form = spec.kind === 'line' ? 'line' : named === undefined ? 'across' : 'down';
  const whole = same.map(({ key, values }) => ({
    name: cleanLabel(seriesName(key, language)),
    values: spec.x.map((_, at) => finite(values[at])),
  }));
  const names = spec.x.map((x) =>
    cleanLabel(named === undefined ? shortPlace(x, spec.zone, language) : formatCell(x, named, language)),
  );
  const most = form === 'down' ? (BARS[whole.length - 1] ?? 4) : Number.POSITIVE_INFINITY;
  const cut = names.length > most ? withOther({ names, series: whole }, most, measure, language) : undefined;
  const { labels, series } = cut ?? { labels: names, series: whole };
  const scale = scaleOf(
    series.flatMap(({ values }) => values.filter((value) => value !== null)),
    measure,
    form === 'line',
  );
  const hidden = cut?.hidden ?? 0;
  return {
    title: cleanLabel(title),
    form,
    labels,
    series,
    scale,
    notes: [
      ...(scale.min > 0 ? [say('chart.axis-from', { from: figure(scale.min, measure, language) })] : []),
      ...(hidden > 0 ? [say('chart.more', { n: hidden })] : []),
    ],
    figure: (value) => figure(value, measure, language),
    tick: (value) => tick(value, measure, scale, language),
  };
}

/** A series is a column, or one of the clusters. */
function seriesName(key: string, language: Language): string {
  const cluster = formatCell(key, 'cluster', language);
  return cluster === key ? columnLabel(key, language) : cluster;
}

interface Named {
  readonly names: readonly string[];
  readonly series: ChartPlan['series'];
}

/** Counts beyond the first ones are added up; rates and times of several cannot be, so they are left out and counted. */
function withOther({ names, series }: Named, most: number, measure: Measure, language: Language) {
  const adds = measure === 'count' || measure === 'money';
  const kept = adds ? most - 1 : most;
  const hidden = names.length - kept;
  const first = names.slice(0, kept);
  if (!adds)
    return { labels: first, series: series.map((each) => ({ ...each, values: each.values.slice(0, kept) })), hidden };
  return {
    labels: [...first, messagesFor(language)('chart.other', { n: hidden })],
    series: series.map(({ name, values }) => ({ name, values: [...values.slice(0, kept), sum(values.slice(kept))] })),
    hidden: 0,
  };
}

function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function shortPlace(x: string, zone: string | undefined, language: Language): string {
  return zone === undefined ? shortDay(x, language) : formatTime(Date.parse(x), language, zone);
}

/** `15 Nov`: its year stands in the text beside the picture. */
function shortDay(day: string, language: Language): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? formatDayNear(day, language, day.slice(0, 4)) : formatDay(day, language);
}
