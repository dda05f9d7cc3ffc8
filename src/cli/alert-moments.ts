import { addDays, isIsoDate } from '../base/days.ts';
import { UserError } from '../base/errors.ts';

/** From one moment up to another, which does not belong to it; epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

const moment = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * `--from` and `--to`: whole days in UTC, both of which belong to it, or moments; without a distance from UTC those are UTC
 * too. Throws a UserError for anything else and where the end is not behind the beginning.
 */
export function spanOf(from: string, to: string): Span {
  const span = {
    from: isIsoDate(from) ? Date.parse(from) : momentOf('--from', from),
    until: isIsoDate(to) ? Date.parse(addDays(to, 1)) : momentOf('--to', to),
  };
  if (span.until <= span.from)
    throw new UserError(`--to ${to} is not after --from ${from}.`, { exitCode: 2, next: `--from ${to} --to ${from}` });
  return span;
}

function momentOf(flag: string, text: string): number {
  const [, day = '', time = '', seconds = ':00', zone = 'Z'] = moment.exec(text.trim()) ?? [];
  const at = isIsoDate(day) ? Date.parse(`${day}T${time}${seconds}${zone.toUpperCase()}`) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new UserError(
    `${flag} must be a day or a moment, such as 2026-11-01 or 2026-11-01T08:00Z, and not "${text}".`,
    {
      exitCode: 2,
      next: `${flag} 2026-11-01`,
    },
  );
}

/** `1999-01-18T15:30:00Z`: a moment to the second, as JSON says it. */
export function instantText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** `1999-01-18 15:30`: the same for people, in UTC. */
export function minuteText(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
