import { shortened } from '../words/shortened.ts';

/** What fills a message with words of ours. */
const ours: ReadonlySet<string> = new Set(['allowed', 'who']);

/** What fills a message, with what was typed cut where it is long. */
export function echoed(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, text]) => [key, ours.has(key) ? text : shortened(text)]));
}
