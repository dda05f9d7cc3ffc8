const PATTERN =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;
const MINUTE_MS = 60_000;

/**
 * A moment as call records write it, in epoch milliseconds: `2026-03-02T14:07:31.120Z`, with an offset, or without any,
 * which is UTC. Undefined where it is none.
 */
export function readMoment(text: string): number | undefined {
  const found = PATTERN.exec(text.trim());
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const milliseconds = Number((found[7] ?? '').padEnd(3, '0').slice(0, 3));
  const at = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const made = new Date(at);
  // A day that no month has would silently become one of the next; a leap second may.
  if (made.getUTCMonth() !== month - 1 && second < 60) return undefined;
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return undefined;
  return at - offsetOf(found[8]) * MINUTE_MS;
}

function offsetOf(zone: string | undefined): number {
  const found = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '');
  if (found === null) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === '-' ? -minutes : minutes;
}
