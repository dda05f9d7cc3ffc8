import { readYesNo } from '../words/values.ts';

/**
 * Whether a cell of a solution play's column says Yes; undefined when it says neither. Digits do not count: a column of
 * zeros and ones that no report knows is as likely a number.
 */
export function readPlay(text: string): boolean | undefined {
  return /^\s*\d\s*$/.test(text) ? undefined : readYesNo(text);
}
