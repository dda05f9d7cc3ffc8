import { columnLabel, formatCell, formatValue } from '../words/cells.ts';
import { columnKind } from '../words/columns.ts';
import { messagesFor } from '../words/messages.ts';
import type { ChartSpec } from './answer.ts';
import type { TextOptions } from './text-options.ts';
import { displayWidth, padToWidth } from './width.ts';
import { flow, printable, wrapped } from './wrap.ts';

const STEPS = [...'▁▂▃▄▅▆▇█'];
const MISSING = '·';
/** Older points than these are left out of the drawing. */
const MOST_POINTS = 40;

/** A chart in a line for each series: its course, then first, last, lowest and highest figure. */
export function chartAsText(chart: ChartSpec, options: TextOptions): string {
  const { language, width } = options;
  const say = messagesFor(language);
  if (chart.xKey !== undefined) return barsAsText(chart, chart.xKey, options);
  const labels = chart.series.map(({ key }) => printable(columnLabel(key, language)));
  const widest = Math.max(0, ...labels.map(displayWidth));
  const lines = chart.series.flatMap(({ key, values }, i) => {
    const known = values.filter((value) => value !== null);
    const [first, last] = [known[0], known.at(-1)];
    const show = (value: number): string => formatValue(value, columnKind(key), language);
    const figures =
      first === undefined || last === undefined
        ? say('text.no-figures')
        : say('text.chart', {
            first: show(first),
            last: show(last),
            lowest: show(Math.min(...known)),
            highest: show(Math.max(...known)),
          });
    const line = `${padToWidth(labels[i] ?? '', widest, 'left')}  ${spark(values)}`;
    return flow([line, figures], width - 2);
  });
  const [from, to] = [chart.x[0], chart.x.at(-1)];
  if (from !== undefined && to !== undefined) lines.push(...wrapped(say('text.chart-span', { from, to }), width - 2));
  return lines.map((line) => `  ${line}`).join('\n');
}

/** Names have no course: each series with the figure of each of them, the highest first. */
function barsAsText({ x, series }: ChartSpec, xKey: string, { language, width }: TextOptions): string {
  const colon = messagesFor(language)('text.colon');
  return series
    .flatMap(({ key, values }) => {
      const name = formatCell(key, 'cluster', language);
      const label = name === key ? columnLabel(key, language) : name;
      const shown = x
        .map((each, at) => ({ name: formatCell(each, xKey, language), value: values[at] ?? null }))
        .sort((one, other) => (other.value ?? -1) - (one.value ?? -1))
        .slice(0, MOST_POINTS)
        .map((each) => `${each.name} ${formatValue(each.value, columnKind(key), language)}`);
      return wrapped(`${printable(label)}${colon}${printable(shown.join(', '))}`, width - 2);
    })
    .map((line) => `  ${line}`)
    .join('\n');
}

function spark(values: readonly (number | null)[]): string {
  const drawn = values.slice(-MOST_POINTS);
  const known = drawn.filter((value) => value !== null);
  const lowest = Math.min(...known);
  const span = Math.max(...known) - lowest;
  return drawn
    .map((value) => {
      if (value === null) return MISSING;
      // A flat line runs through the middle: it says nothing about high or low.
      const share = span === 0 ? 0.5 : (value - lowest) / span;
      return STEPS[Math.round(share * (STEPS.length - 1))];
    })
    .join('');
}
