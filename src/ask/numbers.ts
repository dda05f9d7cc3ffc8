import type { ColumnKind } from '../words/columns.ts';

const times: Readonly<Record<string, number>> = {
  k: 1e3,
  tsd: 1e3,
  mil: 1e3,
  m: 1e6,
  mio: 1e6,
  千: 1e3,
  万: 1e4,
  萬: 1e4,
};
const shape = /^(-?)(?:[A-Z]{0,3}\$|[€£¥])?(\d[\d.,'’ ]*)(k|tsd|mil|mio|m|千|万|萬)?( ?%)?$/i;
const grouped = /^[1-9]\d{0,2}(?:([.,'’ ])\d{3})(?:\1\d{3})*$/;
/** Far beyond any licence or revenue, and still exact with six decimals. */
const largest = 1e9;

/**
 * A number as people write it: `1,000`, `1.000`, `10k`, `0,5`, `20 %`. Rates and changes are fractions (`20%` is 0.2);
 * one above 2 without a percent sign is `percent?`, because 20 could be 20 % or twentyfold. Undefined when none.
 */
export function readNumber(text: string, kind: ColumnKind): number | 'percent?' | undefined {
  const [, minus, digits = '', unit, percent] = shape.exec(text.trim()) ?? [];
  const isFraction = kind === 'rate' || kind === 'change';
  const plain = decimal(digits.trim(), isFraction);
  if (plain === undefined || (percent !== undefined && !isFraction)) return undefined;
  const size = rounded(plain * (times[unit?.toLowerCase() ?? ''] ?? 1) * (percent === undefined ? 1 : 0.01));
  if (size > largest) return undefined;
  if (isFraction && percent === undefined && size > 2) return 'percent?';
  // Not -0, which prints as 0 and would be another value.
  return minus === '-' && size !== 0 ? -size : size;
}

/** Whole numbers as counts in settings are written: `20`, `1,000`. Undefined for anything else, and for 0. */
export function readWhole(text: string): number | undefined {
  const number = readNumber(text, 'count');
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : undefined;
}

/** In fractions a single point or comma is always the decimal one; elsewhere three digits behind it make a group. */
function decimal(digits: string, isFraction: boolean): number | undefined {
  if (digits === '') return undefined;
  if (!isFraction && grouped.test(digits)) return Number(digits.replace(/\D/g, ''));
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last < 0) return /^\d+$/.test(digits) ? Number(digits) : undefined;
  const whole = digits.slice(0, last);
  const rest = digits.slice(last + 1);
  if (!/^\d+$/.test(rest) || !(/^\d+$/.test(whole) || grouped.test(whole))) return undefined;
  if (whole.includes(digits.charAt(last))) return undefined;
  return Number(`${whole.replace(/\D/g, '')}.${rest}`);
}

function rounded(number: number): number {
  return Number(number.toFixed(6));
}
