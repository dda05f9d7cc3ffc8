import type { ImportResult } from './result.ts';

/** What `--format json` says of one file, with its keys in the order the formats promise. */
export function resultDocument(result: ImportResult) {
  const { file, report, asOf, rows, accepted, rejected, outcome, reasons, next, importId, notes, joins, change } =
    result;
  return {
    file,
    report,
    asOf,
    rows,
    accepted,
    rejected,
    outcome,
    reasons,
    next: next ?? null,
    import: importId ?? null,
    notes,
    joins: joins ?? null,
    change: change ?? null,
  };
}
