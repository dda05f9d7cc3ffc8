import { isIsoDate } from '../base/days.ts';

/** The one ISO day a date in another order can mean; undefined when it could be two, or none. */
export function isoAdvice(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/.exec(text) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) return existing(year, month, day);
  const [, one = '', other = '', of = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text) ?? [];
  const readings = [existing(of, other, one), existing(of, one, other)].filter((found) => found !== undefined);
  return new Set(readings).size === 1 ? readings[0] : undefined;
}

function existing(year: string, month: string, day: string): string | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : undefined;
}
