import type { ChartPlan } from './chart-plan.ts';

/** Twice as wide as a wide screen shows it, four times as wide as a phone. */
export const WIDTH = 1600;
export const HEIGHT = 840;

/** In pixels of the picture, of which a phone shows about every fifth: 50 are read there as 10. */
export const TEXT = { title: 62, label: 50, value: 56, small: 44 } as const;

/** Names and values of bars below each other are smaller where there are many. */
export function barText({ form, labels, series }: Pick<ChartPlan, 'form' | 'labels' | 'series'>): number {
  const bars = labels.length * Math.max(1, series.length);
  return form === 'down' ? Math.max(36, Math.min(TEXT.label, Math.floor(620 / Math.max(1, bars)))) : TEXT.label;
}

export const INK = '#1d1c1d';
export const SOFT = '#5b5a5f';
export const GRID = '#e3e3e6';
export const PAPER = '#ffffff';

/**
 * Colours that people with any kind of colour blindness tell apart: the set of M. Okabe and K. Ito, "Color Universal
 * Design" (2008), without its yellow and its light blue, which are too pale on white.
 */
export const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#000000'] as const;

export function colourOf(series: number): string {
  return COLOURS[series % COLOURS.length] ?? INK;
}
