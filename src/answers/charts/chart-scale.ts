/** What the values of a chart are. */
export type Measure = 'count' | 'rate' | 'seconds' | 'money';

export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Grid lines beyond the first that a phone has place for. */
const LINES = 4;
/** A line of rates is not stretched further than over this much, so that noise does not look like a fall. */
const LEAST_SPAN = 0.1;

/**
 * The axis of values: round steps, from 0 on. Only a line of rates that stays far from 0 begins higher, over at least 10
 * points, as it would be flat otherwise; that is to be said beside it.
 */
export function scaleOf(values: readonly number[], measure: Measure, isLine: boolean): Scale {
  const highest = Math.max(0, ...values);
  const lowest = Math.min(0, ...values);
  const least = values.length === 0 ? 0 : Math.min(...values);
  if (isLine && measure === 'rate' && least > 0.5 && highest <= 1) {
    const span = Math.max(highest - least, LEAST_SPAN);
    const step = stepOf(span, measure);
    const max = Math.min(1, upTo(highest, step));
    const min = downTo(Math.min(least, max - LEAST_SPAN), step);
    if (min > 0.5) return { min, max, step };
  }
  if (highest === lowest) return measure === 'rate' ? { min: 0, max: 0.1, step: 0.05 } : { min: 0, max: 1, step: 1 };
  const step = stepOf(highest - lowest, measure);
  return { min: downTo(lowest, step), max: upTo(highest, step), step };
}

function stepOf(span: number, measure: Measure): number {
  const rough = span / LINES;
  if (measure === 'seconds' && rough > 15) {
    const known = [20, 30, 60, 120, 300, 600, 900, 1800, 3600].find((step) => step >= rough);
    if (known !== undefined) return known;
  }
  const power = 10 ** Math.floor(Math.log10(rough));
  if (measure === 'rate' && rough > 0.2 && rough <= 0.25) return 0.25;
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
  // There is no half customer, and a tenth of a point is noise.
  return measure === 'rate' ? Math.max(step, 0.01) : Math.max(step, 1);
}

/** Steps are kept whole numbers of themselves: 0.1 three times is not 0.3. */
function upTo(value: number, step: number): number {
  return round(Math.ceil(value / step - 1e-9) * step);
}

function downTo(value: number, step: number): number {
  return round(Math.floor(value / step + 1e-9) * step);
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
