import type { NumberKind } from './number-formats.ts';

const dayMs = 86_400_000;
/** Last serial of 9999-12-31. */
const lastSerial = 2_958_465;

/** A numeric cell as text: ISO date, ISO date-time, H:MM:SS, or a plain decimal number without exponent. */
export function numberText(value: string, kind: NumberKind, date1904: boolean): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  if (kind === 'number') return plainNumber(value.trim(), number);
  const serial = date1904 ? number + 1_462 : number;
  if (kind === 'time' && number >= 0 && number < 10_000) return timeOfDays(number);
  if (serial < 1 || serial >= lastSerial + 1) return plainNumber(value.trim(), number);
  // The 1900 system counts a 29 February 1900 that never was, so its first two months are off by one.
  const days = serial < 60 ? serial - 25_568 : serial - 25_569;
  const iso = new Date(Math.round(days * dayMs)).toISOString();
  const day = iso.slice(0, 10);
  const time = iso.slice(11, 23);
  if (kind === 'date' && time === '00:00:00.000') return day;
  return `${day}T${time.endsWith('.000') ? time.slice(0, 8) : time}`;
}

/** Undoes `_x000D_` and the like, which stand for characters that XML cannot hold. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function plainNumber(text: string, number: number): string {
  if (/^-?\d+$/.test(text)) return text;
  if (Number.isInteger(number)) return number === 0 ? '0' : BigInt(number).toString();
  const [, sign, digits, places] = /^(-?)([\d.]+)e-(\d+)$/.exec(String(number)) ?? [];
  if (digits === undefined) return String(number);
  return `${sign}0.${'0'.repeat(Number(places) - 1)}${digits.replace('.', '')}`;
}

function timeOfDays(days: number): string {
  const seconds = Math.round(days * 86_400);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
