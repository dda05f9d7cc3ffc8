import { type ImportDetails, parseDetails } from '../../db/import-details.ts';
import type { ImportRow } from '../../db/readings/imports.ts';
import type { Span } from './span.ts';

/** What an import remembers of whom and of which week the person said that its file is. */
export function subjectDetails(span: Span | undefined): Pick<ImportDetails, 'customer' | 'week'> {
  const whose = span?.whose;
  return { customer: whose === undefined ? null : `${whose.source} ${whose.key}`, week: span?.week ?? null };
}

/** Whether an import is about the same customer and week as a file: the same content may be two customers'. */
export function isSameSubject(row: Pick<ImportRow, 'details'>, span: Span | undefined): boolean {
  if (span === undefined) return true;
  const before = parseDetails(row.details);
  const now = subjectDetails(span);
  return before.customer === now.customer && before.week === now.week;
}
