import type { SKRSContext2D } from '@napi-rs/canvas';
import { messagesFor } from '../../words/messages.ts';
import type { ChartSpec } from '../answer.ts';
import { inLines } from './chart-label.ts';
import { HEIGHT, INK, PAPER, SOFT, TEXT, WIDTH } from './chart-look.ts';
import { type ChartTold, planChart } from './chart-plan.ts';
import { canvasFor, fontOf } from './fonts.ts';
import { plotChart } from './plot-chart.ts';

const EDGE = 40;
/** The fonts have none: it would be a box. */
const ARROW = '→';

/**
 * A chart as a PNG of 1600 × 840 pixels, on white, to be read on a phone: its title, the figures as lines or bars, the
 * newest (of named bars each) with its value. Loads what it draws with at the first call. Throws a `CannotDraw` on a
 * machine that cannot draw texts.
 */
export async function drawChart(spec: ChartSpec, told: ChartTold): Promise<Buffer> {
  const plan = planChart(spec, told);
  const nothing = messagesFor(told.language)('text.no-figures');
  const texts = [plan.title, nothing, ...plan.labels, ...plan.notes, ...plan.series.map(({ name }) => name)];
  const { createCanvas } = await canvasFor([...texts, plan.tick(plan.scale.max), plan.figure(plan.scale.max)]);
  const canvas = createCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  context.fillStyle = PAPER;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const top = writeTitle(context, plan.title.replaceAll(ARROW, '›'), plan.notes);
  const isEmpty = plan.series.every(({ values }) => values.every((value) => value === null));
  if (isEmpty) write(context, nothing, { x: EDGE, y: HEIGHT / 2, size: TEXT.label, colour: SOFT });
  else await plotChart(context, createCanvas(WIDTH, HEIGHT), plan, { top, edge: EDGE });
  return canvas.encode('png');
}

/** Returns how much of the height it takes. */
function writeTitle(context: SKRSContext2D, title: string, notes: readonly string[]): number {
  const width = WIDTH - 2 * EDGE;
  let y = EDGE / 2;
  context.font = fontOf(TEXT.title, 'bold');
  for (const line of inLines(title, width, 2, (text) => context.measureText(text).width)) {
    y += TEXT.title * 1.2;
    write(context, line, { x: EDGE, y: y - TEXT.title * 0.25, size: TEXT.title, colour: INK, bold: true });
  }
  context.font = fontOf(TEXT.small);
  for (const note of notes) {
    for (const line of inLines(note, width, 1, (text) => context.measureText(text).width)) {
      y += TEXT.small * 1.3;
      write(context, line, { x: EDGE, y: y - TEXT.small * 0.25, size: TEXT.small, colour: SOFT });
    }
  }
  return y + EDGE / 2;
}

interface Written {
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly size: number;
  readonly colour: string;
  readonly bold?: true;
}

function write(context: SKRSContext2D, text: string, { x, y, size, colour, bold }: Written): void {
  context.font = fontOf(size, bold ? 'bold' : 'normal');
  context.fillStyle = colour;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.fillText(text, x, y);
}
