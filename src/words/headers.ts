import { headerKeys } from './fold.ts';
import { type Column, columnsOf, type ReportName } from './header-spellings.ts';
import flagsFile from './headers/flags.json' with { type: 'json' };
import yearly from './headers/yearly.json' with { type: 'json' };

export { type ReportName, reportNames } from './header-spellings.ts';

interface Lookup {
  readonly official: ReadonlyMap<string, string>;
  readonly all: ReadonlyMap<string, string>;
  readonly joined: ReadonlyMap<string, string>;
  readonly sorted: ReadonlyMap<string, string>;
}

const lookups = new Map<ReportName, Lookup>();
const yearlyHeaders = Object.entries(yearly).map(([key, pattern]) => ({ key, pattern: new RegExp(pattern, 'u') }));
const flags: ReadonlyMap<string, string> = new Map(Object.entries(flagsFile));

/** Our column keys with the official English header of each, in the order of the report's file. */
export function officialHeaders(report: ReportName): ReadonlyMap<string, string> {
  return lookupOf(report).official;
}

/** The official header of any column the report may carry, also of those its template leaves out. */
export function headerOf(report: ReportName, column: string): string | undefined {
  return lookupOf(report).all.get(column);
}

/**
 * Which of our columns a header names in a report: by its folded spelling, then by its words in any order.
 * Only listed spellings match; undefined when there is none.
 */
export function columnOf(report: ReportName, header: string): string | undefined {
  const lookup = lookupOf(report);
  const { joined, sorted } = headerKeys(header);
  if (joined === '') return undefined;
  return lookup.joined.get(joined) ?? lookup.sorted.get(sorted) ?? yearlyColumn(lookup, joined);
}

/** True for a Yes/No column that says what a customer has (`has:`), false for a play or anything else. */
export function isFlagColumn(column: string): boolean {
  return flags.has(column);
}

/** The name of a flag column after `has:`, such as `azure` for `hasAzure`; undefined for other columns. */
export function flagNameOf(column: string): string | undefined {
  return flags.get(column);
}

/** Headers that carry the fiscal year (`FY24 Offers`) are known in every year. */
function yearlyColumn(lookup: Lookup, joined: string): string | undefined {
  return yearlyHeaders.find(({ key, pattern }) => lookup.all.has(key) && pattern.test(joined))?.key;
}

function lookupOf(report: ReportName): Lookup {
  const known = lookups.get(report);
  if (known !== undefined) return known;
  const made = buildLookup(columnsOf(report));
  lookups.set(report, made);
  return made;
}

function buildLookup(columns: readonly Column[]): Lookup {
  const official = new Map<string, string>();
  const all = new Map<string, string>();
  const joined = new Map<string, string>();
  const sorted = new Map<string, string>();
  for (const { key, spellings, inTemplate } of columns) {
    const first = spellings.en?.[0] ?? key;
    all.set(key, first);
    if (inTemplate) official.set(key, first);
    for (const spelling of Object.values(spellings).flat()) {
      const keys = headerKeys(spelling);
      joined.set(keys.joined, key);
      sorted.set(keys.sorted, key);
    }
  }
  return { official, all, joined, sorted };
}
