import { numbers } from './formats.ts';
import type { Language } from './languages.ts';
import { messagesFor } from './messages.ts';

/** A change of a rate (0.035) in points with its sign: `+3.5 points`. Percent of a percentage would be read as its share. */
export function signedPoints(change: number, language: Language): string {
  const points = numbers(language).format(Math.abs(change) * 100);
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  return messagesFor(language)('digest.points', { sign, points });
}
