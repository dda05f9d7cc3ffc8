import { z } from 'zod/v4';
import { plain } from './texts.ts';

const colour = z.string().regex(/^(?:categorical|sequential|diverging)\w+$|^(?:good|warning|attention|neutral)$/);
const y = z.number().finite();
const x = plain(60);
const points = z
  .array(z.strictObject({ x, y }))
  .refine((all) => new Set(all.map((point) => point.x)).size === all.length, 'has a place twice');
const series = z
  .array(z.strictObject({ legend: plain(60), values: points, color: colour }))
  .min(1)
  .max(6);

/** No title: it stands above, and some clients would show it twice. */
const common = {
  yAxisTitle: z.enum(['%', 's', 'min', 'USD']).optional(),
  spacing: z.string().optional(),
};

/** Native charts without what stands in their place elsewhere, which is an element like others. */
export const charts = {
  line: { type: z.literal('Chart.Line'), ...common, yMin: y.optional(), showLegend: z.boolean(), data: series },
  grouped: { type: z.literal('Chart.VerticalBar.Grouped'), ...common, data: series },
  across: { type: z.literal('Chart.VerticalBar'), ...common, color: colour, showBarValues: z.boolean(), data: points },
  down: { type: z.literal('Chart.HorizontalBar'), ...common, color: colour, data: points },
};
