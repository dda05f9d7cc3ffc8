import type { SKRSContext2D } from '@napi-rs/canvas';
import { barText, INK } from './chart-look.ts';
import type { ChartPlan } from './chart-plan.ts';
import { fontOf } from './fonts.ts';

/** A bar: its end, and for one that stands also how wide it is and where it begins. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly base: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 16;
const ABOVE = 8;

/**
 * Each bar with its value; where there is no place for all of them, the highest and the newest of each series.
 */
export function barLabels(context: SKRSContext2D, plan: ChartPlan, bars: readonly (readonly Bar[])[]): void {
  const size = barText(plan);
  context.font = fontOf(size, 'bold');
  context.fillStyle = INK;
  const all = plan.series.flatMap(({ values }, series) =>
    values.flatMap((value, at) => {
      const bar = bars[series]?.[at];
      return value === null || bar === undefined
        ? []
        : [{ value, bar, text: plan.figure(value), isTelling: isTelling(values, at) }];
    }),
  );
  if (plan.form === 'down') {
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    for (const { bar, text } of all) context.fillText(text, bar.x + GAP, bar.y);
    return;
  }
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  const whole = placed(context, all, size);
  const shown =
    whole.length === all.length
      ? whole
      : placed(
          context,
          all.filter(({ isTelling }) => isTelling),
          size,
          all,
        );
  for (const { text, x, y } of shown) context.fillText(text, x, y);
}

interface Wanted {
  readonly value: number;
  readonly bar: Bar;
  readonly text: string;
  readonly isTelling: boolean;
}

/** Where values stand that hide no bar and no value before them. */
function placed(context: SKRSContext2D, wanted: readonly Wanted[], size: number, all = wanted) {
  const taken: Box[] = all.map(({ bar }) => boxOf(bar));
  return wanted.flatMap(({ value, bar, text }) => {
    const half = context.measureText(text).width / 2;
    const base = value < 0 ? bar.y + size + ABOVE : bar.y - ABOVE;
    const box = { left: bar.x - half, right: bar.x + half, top: base - size * 0.75, bottom: base };
    if (taken.some((each) => overlap(each, box))) return [];
    taken.push({ ...box, left: box.left - GAP / 2, right: box.right + GAP / 2 });
    return [{ text, x: bar.x, y: base }];
  });
}

/** Whether it is the highest or the newest of its series. */
function isTelling(values: readonly (number | null)[], at: number): boolean {
  const known = values.filter((value) => value !== null);
  return at === values.indexOf(Math.max(...known)) || at === values.findLastIndex((value) => value !== null);
}

function boxOf({ x, y, width, base }: Bar): Box {
  return { left: x - width / 2, right: x + width / 2, top: Math.min(y, base), bottom: Math.max(y, base) };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
