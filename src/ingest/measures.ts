import { type DecimalMark, readCount, readDecimal } from './numbers.ts';
import { Problem } from './problem.ts';

/** What the numbers of a column count, where the file has to show it. */
export type Unit = 'percent' | 'fraction' | 'seconds' | 'minutes' | 'milliseconds';

const CLOCK = /^(\d{1,6}):([0-5]?\d)(?::([0-5]?\d)(?:[.,](\d+))?)?$/;
const NEGATIVE = /^\(.*\)$|^[-−]/;
const UNIT_BEHIND = /\s*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|秒|分钟|分)\.?$/i;

/** Whether a cell is written as H:MM:SS or M:SS. */
export function isClockTime(text: string): boolean {
  return CLOCK.test(text.trim());
}

/** A share of 1: `5%` is 0.05; a bare number is a percentage where `unit` says so, else a fraction. */
export function readRate(text: string, mark: DecimalMark, unit: Unit | undefined): number | Problem {
  const plain = text.normalize('NFKC').trim();
  const isPercent = plain.endsWith('%') || unit === 'percent';
  const value = readDecimal(plain.replace(/\s*%$/, ''), { decimalMark: mark });
  if (value instanceof Problem) return value;
  if (value < 0) return new Problem('is negative');
  const rate = isPercent ? value / 100 : value;
  return rate > 1 ? new Problem('is over 100 %') : rate;
}

/** Seconds: from `0:01:35` or `1:35`, whatever the unit; else from a number of seconds, or minutes where `unit` says so. */
export function readSeconds(text: string, mark: DecimalMark, unit: Unit | undefined): number | Problem {
  const plain = text.normalize('NFKC').trim();
  const clock = CLOCK.exec(plain);
  if (clock) {
    const [, first = '0', second = '0', third, fraction = '0'] = clock;
    if (third === undefined) return Number(first) * 60 + Number(second);
    return Number(first) * 3600 + Number(second) * 60 + Number(third) + Number(`0.${fraction}`);
  }
  if (NEGATIVE.test(plain)) return new Problem('is negative');
  const behind = UNIT_BEHIND.exec(plain)?.[1]?.toLowerCase();
  const value = readDecimal(plain.replace(UNIT_BEHIND, ''), { decimalMark: mark });
  if (value instanceof Problem) return new Problem('is no time; write it as seconds or H:MM:SS');
  return value * secondsIn(behind, unit);
}

function secondsIn(behind: string | undefined, unit: Unit | undefined): number {
  if (behind === undefined) return unit === 'minutes' ? 60 : 1;
  if (/^(ms|milli)/.test(behind)) return 0.001;
  return /^(m|分)/.test(behind) ? 60 : 1;
}

/** Milliseconds: `35`, `35 ms`, or seconds where `unit` says so. */
export function readMilliseconds(text: string, mark: DecimalMark, unit: Unit | undefined): number | Problem {
  const plain = text.normalize('NFKC').trim();
  if (NEGATIVE.test(plain)) return new Problem('is negative');
  const value = readDecimal(plain.replace(/\s*(ms|毫秒)$/i, ''), { decimalMark: mark });
  return value instanceof Problem || unit !== 'seconds' ? value : value * 1000;
}

/** A whole number, rounded where the file has a fraction; three digits behind one mark are thousands. */
export function readWholeNumber(text: string): number | Problem {
  const count = readCount(text);
  const value = count instanceof Problem ? readDecimal(text, { thousandsFirst: true }) : count;
  if (value instanceof Problem) return value;
  return value < 0 ? new Problem('is negative') : Math.round(value);
}
