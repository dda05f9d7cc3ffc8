import { foldValue } from '../words/fold.ts';
import { columnOf, headerOf, type ReportName } from '../words/headers.ts';
import type { Report } from './report.ts';
import { reports } from './reports/index.ts';

/** Which cell of a row each of the report's columns is, and which columns it does not know. */
export interface Binding {
  readonly report: Report;
  /** Cell number by column key. */
  readonly cells: ReadonlyMap<string, number>;
  /** Columns that are not taken in, by cell number. */
  readonly unknown: ReadonlyMap<number, string>;
}

export type Recognition =
  | { readonly kind: 'recognised'; readonly binding: Binding }
  | { readonly kind: 'unknown'; readonly reason: string; readonly next: string };

interface Candidate {
  binding: Binding;
  known: number;
  stars: number;
  missing: string[];
  repeated: string[];
}

/**
 * Decides which report a header row belongs to: all starred columns there, most headers known. What cannot be told
 * apart is refused naming both, because a wrong guess would end up as wrong numbers. The file's name decides only
 * between CloudAscent M365 and Surface, whose layouts are the same; `wanted` decides always.
 */
export function recognise(headers: readonly string[], fileName: string, wanted?: ReportName): Recognition {
  const named = headers.filter((header) => header.trim() !== '').length;
  const candidates = reports
    .filter((report) => wanted === undefined || report.name === wanted)
    .map((report) => bind(report, headers))
    .sort((a, b) => b.known - a.known || b.stars - a.stars);
  const complete = candidates.filter((found) => found.missing.length === 0 && mostlyKnown(found, named));
  const [best, second] = complete;
  if (best === undefined) return incomplete(nearestOf(candidates), named);
  if (best.repeated.length > 0) {
    return unknown(
      `The column ${best.repeated.join(', ')} is there twice, so it is unclear which of the two counts.`,
      'Delete or rename one of the two columns and import the file again.',
    );
  }
  const rival = candidates.find((found) => found.known > best.known && mostlyKnown(found, named));
  if (rival) return lookalike(best, rival);
  const { weekly } = best.binding.report;
  const twin = weekly && candidates.find((found) => found !== best && lacksOneThatMayBeHere(found, best));
  if (twin) return lookalike(best, twin);
  if (
    best.binding.report.name === 'cloudascent-security' &&
    claims(fileName, 'm365') &&
    !claims(fileName, 'security')
  ) {
    const m365 = candidates.find((found) => found.binding.report.name === 'cloudascent-m365');
    if (m365) return lookalike(best, m365);
  }
  if (second && second.known === best.known && second.stars === best.stars) return tie(best, second, fileName);
  return { kind: 'recognised', binding: best.binding };
}

/**
 * Whether a report knows every column that the best one knows and lacks one that may stand here under a strange name: figures by
 * feature would pass for those of whole customers.
 */
function lacksOneThatMayBeHere(found: Candidate, best: Candidate): boolean {
  if (best.binding.unknown.size === 0 || found.missing.length !== 1) return false;
  return found.known === best.known && [...best.binding.cells.keys()].every((key) => found.binding.cells.has(key));
}

function bind(report: Report, headers: readonly string[]): Candidate {
  const cells = new Map<string, number>();
  const unknown = new Map<number, string>();
  const repeated: string[] = [];
  headers.forEach((header, index) => {
    if (header.trim() === '') return;
    const key = columnOf(report.name, header);
    if (key === undefined || report.columns[key] === undefined) {
      unknown.set(index, header.trim());
      return;
    }
    const before = cells.get(key);
    const chosen = before === undefined ? index : chooseColumn(report, key, headers, before, index);
    if (chosen === 'repeated') repeated.push(`"${header.trim()}"`);
    else if (before !== undefined) {
      const other = chosen === index ? before : index;
      unknown.set(other, headers[other]?.trim() ?? '');
    }
    if (chosen === index) cells.set(key, index);
  });
  return { binding: { report, cells, unknown }, known: cells.size, ...demandsOf(report, cells), repeated };
}

/** Of two headers that mean one column the official spelling counts, else the first; the same header twice is a fault. */
function chooseColumn(
  report: Report,
  key: string,
  headers: readonly string[],
  before: number,
  index: number,
): number | 'repeated' {
  const header = foldValue(headers[index] ?? '');
  if (foldValue(headers[before] ?? '') === header) return 'repeated';
  return foldValue(headerOf(report.name, key) ?? '') === header ? index : before;
}

function demandsOf(report: Report, cells: ReadonlyMap<string, number>): { stars: number; missing: string[] } {
  const header = (key: string) => headerOf(report.name, key) ?? key;
  const starred = Object.entries(report.columns).flatMap(([key, column]) => (column.star ? [key] : []));
  const isThere = (key: string) => cells.has(key) || (report.instead?.[key] ?? []).some((other) => cells.has(other));
  const missing = starred.filter((key) => !isThere(key)).map(header);
  if (report.anyOf && !report.anyOf.some((key) => cells.has(key))) {
    missing.push(`one of ${report.anyOf.map(header).join(', ')}`);
  }
  return { stars: starred.length, missing };
}

/** CloudAscent's plays change every year, so for those reports unknown columns say nothing. */
function mostlyKnown(found: Candidate, named: number): boolean {
  return found.known * 2 > named || (found.binding.report.unknownYesNoArePlays === true && found.known >= 3);
}

/** Of the candidates that know most headers the one that lacks least. */
function nearestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return [...candidates].sort((a, b) => b.known - a.known || a.missing.length - b.missing.length)[0];
}

function incomplete(nearest: Candidate | undefined, named: number): Recognition {
  if (nearest === undefined || nearest.known < 2 || nearest.known * 3 < named) {
    return unknown(
      'None of the known reports has these column headers.',
      'See what can be imported and where to export it: npm run -s pulse -- data   An empty file of a report: npm run -s pulse -- template REPORT',
    );
  }
  const name = nearest.binding.report.name;
  return unknown(
    nearest.missing.length > 0
      ? `This looks like ${name}, but lacks the column ${nearest.missing.join(', ')}.`
      : `This looks like ${name}, but most of its columns are unknown: ${[...nearest.binding.unknown.values()].slice(0, 8).join(', ')}.`,
    `Export it again with all columns, or compare with: npm run -s pulse -- template ${name}`,
  );
}

function lookalike(best: Candidate, rival: Candidate): Recognition {
  const [first, other] = [best.binding.report.name, rival.binding.report.name];
  const lacks = rival.missing.length > 0 ? `, which lacks the column ${rival.missing.join(', ')}` : '';
  return unknown(
    `This could be ${first}, but more of its columns belong to ${other}${lacks}.`,
    `Export it again with all columns, or say which it is: --report ${first} or --report ${other}`,
  );
}

function tie(best: Candidate, second: Candidate, fileName: string): Recognition {
  const pair = [best, second];
  const isLayoutOfBoth = pair.every(({ binding }) => /^cloudascent-(m365|surface)$/.test(binding.report.name));
  const says = isLayoutOfBoth
    ? pair.filter(({ binding }) => claims(fileName, binding.report.name.slice('cloudascent-'.length)))
    : [];
  const [only, another] = says;
  if (only && !another) return { kind: 'recognised', binding: only.binding };
  const [a, b] = pair.map(({ binding }) => binding.report.name).sort();
  return unknown(
    `This could be ${a} or ${b}: both have exactly these columns.`,
    `Say which it is: --report ${a} or --report ${b}`,
  );
}

const nameWords: Record<string, readonly string[]> = {
  m365: ['m365', 'microsoft365', 'modernwork'],
  surface: ['surface', 'superficie'],
  security: ['security', 'seguranca', 'securite', 'seguridad', 'sicherheit', '安全'],
};

function claims(fileName: string, what: string): boolean {
  const folded = foldValue(fileName);
  return (nameWords[what] ?? []).some((word) => folded.includes(word));
}

function unknown(reason: string, next: string): Recognition {
  return { kind: 'unknown', reason, next };
}
