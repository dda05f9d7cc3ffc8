import type { SKRSContext2D } from '@napi-rs/canvas';
import { fitted } from './chart-label.ts';
import { colourOf, HEIGHT, INK, TEXT, WIDTH } from './chart-look.ts';
import type { ChartPlan } from './chart-plan.ts';
import { fontOf } from './fonts.ts';

interface At {
  readonly x: number;
  readonly y: number;
}

/** Beside the end of each line its newest value and its name; of a line that ends before the others, the day of it too. */
export function endLabels(
  context: SKRSContext2D,
  plan: ChartPlan,
  points: readonly (readonly At[])[],
  room: { readonly from: number; readonly top: number },
): void {
  const isTight = plan.series.length > 4;
  const height = isTight ? TEXT.small * 1.25 : TEXT.value + TEXT.small * 1.45;
  const wanted = plan.series.flatMap(({ name, values }, series) => {
    const at = values.findLastIndex((value) => value !== null);
    const point = points[series]?.[at];
    const value = values[at];
    if (point === undefined || value === undefined || value === null) return [];
    const day = at === values.length - 1 ? '' : ` (${plan.labels[at] ?? ''})`;
    return [
      { series, name: plan.series.length === 1 ? day.trim() : `${name}${day}`, value: plan.figure(value), y: point.y },
    ];
  });
  const places = apart(
    wanted.map(({ y }) => y),
    height,
    { from: room.top + height / 2, to: HEIGHT - 70 - height / 2 },
  );
  const width = WIDTH - room.from - 12;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const [at, { series, name, value }] of wanted.entries()) {
    const y = places[at] ?? 0;
    context.fillStyle = colourOf(series);
    context.fillRect(room.from, y - height / 2 + 6, 10, height - 12);
    const x = room.from + 24;
    context.fillStyle = INK;
    context.font = fontOf(isTight ? TEXT.small : TEXT.value, 'bold');
    const isAlone = name === '';
    const first = isAlone || isTight ? y : y - TEXT.small * 0.6;
    const text = isTight ? `${value} ${name}` : value;
    context.fillText(
      fitted(text, width - 24, (each) => context.measureText(each).width),
      x,
      first,
    );
    if (isAlone || isTight) continue;
    context.font = fontOf(TEXT.small);
    const shown = fitted(name, width - 24, (each) => context.measureText(each).width);
    context.fillText(shown, x, y + TEXT.value * 0.55);
  }
}

/** Heights as near to the wanted ones as lets each have its own place, in the same order, between two borders. */
export function apart(wanted: readonly number[], height: number, { from, to }: { from: number; to: number }): number[] {
  const order = wanted.map((y, at) => ({ y, at })).sort((a, b) => a.y - b.y || a.at - b.at);
  const placed: number[] = [];
  for (const { y } of order) placed.push(Math.max(y, from, (placed.at(-1) ?? Number.NEGATIVE_INFINITY) + height));
  let below = to;
  for (let at = placed.length - 1; at >= 0; at--) {
    placed[at] = Math.min(placed[at] ?? 0, below);
    below = (placed[at] ?? 0) - height;
  }
  const result: number[] = [];
  for (const [at, each] of order.entries()) result[each.at] = placed[at] ?? 0;
  return result;
}
