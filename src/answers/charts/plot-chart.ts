import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { barLabels } from './bar-labels.ts';
import { fitted } from './chart-label.ts';
import { colourOf, GRID, HEIGHT, INK, SOFT, TEXT, WIDTH } from './chart-look.ts';
import type { ChartPlan } from './chart-plan.ts';
import { endLabels } from './end-labels.ts';
import { FAMILIES, fontOf } from './fonts.ts';

interface Room {
  /** What the title takes. */
  readonly top: number;
  readonly edge: number;
}

/** What chart.js knows of a bar; of a point it has no width. */
interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly base?: number;
}

type ChartJs = Awaited<ReturnType<typeof load>>;
let loading: Promise<ChartJs> | undefined;

async function load() {
  const js = await import('chart.js');
  const { Chart, BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement } =
    js;
  Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement);
  return Chart;
}

/** Names of bars take at most this much of the width. */
const NAMES = 0.42;
const GAP = 16;

/** Draws axes, lines or bars, and their labels, below the title. `plot` is an empty canvas of the same size to draw on. */
export async function plotChart(
  context: SKRSContext2D,
  plot: Canvas,
  plan: ChartPlan,
  { top, edge }: Room,
): Promise<void> {
  loading ??= load();
  const Chart = await loading;
  const right = rightOf(context, plan);
  const legend = plan.form !== 'line' && plan.series.length > 1 ? drawLegend(context, plan, top, edge) : 0;
  const chart = new Chart(plot as never, {
    type: plan.form === 'line' ? 'line' : 'bar',
    data: { labels: [...plan.labels], datasets: plan.series.map((each, at) => datasetOf(plan, each, at)) },
    options: {
      animation: false,
      responsive: false,
      devicePixelRatio: 1,
      events: [],
      indexAxis: plan.form === 'down' ? 'y' : 'x',
      layout: { padding: { top: top + legend + GAP, right: right + edge, bottom: edge / 2, left: edge } },
      scales: scalesOf(context, plan, right),
    },
  });
  try {
    // chart.js empties its canvas before it draws, and when it is done with.
    context.drawImage(plot, 0, 0);
    const points = plan.series.map((_, at) =>
      chart.getDatasetMeta(at).data.map((element) => {
        const { x, y, width = 0, base = 0 } = element.getProps(['x', 'y', 'width', 'base'] as never[]) as Drawn;
        return { x, y, width, base };
      }),
    );
    if (plan.form === 'line')
      endLabels(context, plan, points, { from: chart.chartArea.right + GAP, top: top + legend });
    else barLabels(context, plan, points);
  } finally {
    chart.destroy();
  }
}

function datasetOf(plan: ChartPlan, { name, values }: ChartPlan['series'][number], at: number) {
  const colour = colourOf(at);
  const radius = values.length <= 26 ? 9 : alone(values);
  return {
    label: name,
    data: [...values],
    backgroundColor: colour,
    borderColor: colour,
    borderWidth: plan.form === 'line' ? 7 : 0,
    pointRadius: radius,
    pointBorderWidth: 0,
    spanGaps: false,
    // The highest point may lie on the edge.
    clip: 20,
    maxBarThickness: 110,
    categoryPercentage: 0.78,
    barPercentage: 0.94,
    minBarLength: 0,
  };
}

/** Among many points only those without a neighbour are dots, as no line goes through them. */
function alone(values: readonly (number | null)[]): number[] {
  const isKnown = (at: number) => (values[at] ?? null) !== null;
  return values.map((_, at) => (isKnown(at) && !isKnown(at - 1) && !isKnown(at + 1) ? 9 : 0));
}

function scalesOf(context: SKRSContext2D, plan: ChartPlan, right: number): object {
  const { min, max, step } = plan.scale;
  const font = { family: FAMILIES, size: TEXT.label };
  const values = {
    min,
    max,
    border: { display: false },
    grid: { color: GRID, lineWidth: 2, drawTicks: false, display: plan.form !== 'down' },
    ticks: {
      display: plan.form !== 'down',
      stepSize: step,
      padding: GAP,
      color: SOFT,
      font,
      callback: (value: number | string) => plan.tick(Number(value)),
    },
  };
  context.font = fontOf(TEXT.label);
  const widthOf = (text: string) => context.measureText(text).width;
  const shown = plan.form === 'down' ? undefined : shownLabels(plan, widthOf, right);
  const names = {
    border: { display: true, color: SOFT, width: 3 },
    grid: { display: false },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      padding: GAP / 2,
      color: INK,
      font,
      callback: (_: number | string, at: number) => {
        const label = plan.labels[at] ?? '';
        if (shown !== undefined) return shown.has(at) ? label : '';
        return fitted(brief(label), WIDTH * NAMES, widthOf);
      },
    },
  };
  return plan.form === 'down' ? { x: values, y: names } : { x: names, y: values };
}

/** Names of products whose ends tell them apart, as people shorten them. */
function brief(label: string): string {
  return label.replace(/^Dynamics 365 /, 'D365 ');
}

/** Which days are named: the newest, and of those before it every so many as there is place for. */
function shownLabels({ labels }: ChartPlan, widthOf: (text: string) => number, right: number): ReadonlySet<number> {
  const widest = Math.max(0, ...labels.map(widthOf));
  const each = (WIDTH - right - 260) / Math.max(1, labels.length - 1);
  const every = Math.max(1, Math.ceil((widest + 28) / each));
  return new Set(labels.map((_, at) => at).filter((at) => (labels.length - 1 - at) % every === 0));
}

/** What stands to the right of the plot: names and newest values of lines, values of bars that point there. */
function rightOf(context: SKRSContext2D, plan: ChartPlan): number {
  context.font = fontOf(TEXT.value, 'bold');
  const widths = plan.series.flatMap(({ values }) =>
    values.map((value) => (value === null ? 0 : context.measureText(plan.figure(value)).width)),
  );
  const widest = Math.max(0, ...widths);
  if (plan.form === 'across') return 0;
  if (plan.form === 'down') return widest + GAP;
  context.font = fontOf(TEXT.small);
  const names = plan.series.map(({ name }) => context.measureText(name).width + 2 * GAP);
  return Math.min(420, Math.max(widest, 150, ...names)) + 2 * GAP;
}

/** The names of several series of bars, each behind its colour; returns the height it takes. */
function drawLegend(context: SKRSContext2D, { series }: ChartPlan, top: number, edge: number): number {
  const size = TEXT.small;
  context.font = fontOf(size);
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  let x = edge;
  let y = top + size;
  for (const [at, { name }] of series.entries()) {
    const shown = fitted(name, 600, (text) => context.measureText(text).width);
    const width = size + GAP + context.measureText(shown).width + 3 * GAP;
    if (x + width > WIDTH - edge && x > edge) {
      x = edge;
      y += size * 1.4;
    }
    context.fillStyle = colourOf(at);
    context.fillRect(x, y - size * 0.8, size * 0.85, size * 0.85);
    context.fillStyle = INK;
    context.fillText(shown, x + size + GAP, y);
    x += width;
  }
  return Math.min(y - top + size * 0.6, HEIGHT / 4);
}
