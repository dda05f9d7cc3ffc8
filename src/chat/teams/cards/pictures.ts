import { drawChart } from '../../../answers/charts/draw-chart.ts';
import type { Log } from '../../../base/log.ts';
import type { Card, CardPart } from '../../card/card.ts';
import { limits } from '../limits.ts';
import type { Pictures } from './drawing.ts';

/**
 * The pictures of a card's charts, for clients that draw none themselves; without a title, as it stands above them. Never
 * throws: what cannot be drawn is told in words instead.
 */
export async function picturesOf({ parts, language = 'en' }: Card, log: Log): Promise<Pictures> {
  const pictures = new Map<CardPart, string>();
  for (const part of parts) {
    if (part.kind !== 'chart') continue;
    try {
      const png = await drawChart(part.chart, { title: '', language });
      if (png.length > limits.chart.pictureBytes) log.warn({ bytes: png.length }, 'a picture is too large for Teams');
      else pictures.set(part, `data:image/png;base64,${png.toString('base64')}`);
    } catch (error) {
      log.error({ err: error }, 'a picture is not shown; its text is');
    }
  }
  return pictures;
}
