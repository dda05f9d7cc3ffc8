import { type ImportDetails, importDetailsShape } from '../../db/import-details.ts';
import { headerOf } from '../words/headers.ts';
import type { Loaded } from './load.ts';
import { describeNotes } from './notes.ts';
import type { Table } from './reading/index.ts';
import type { Survey } from './survey.ts';

/** What an import remembers of its file; once it is loaded also what is worth saying about its rows. */
export function describeFile(table: Table, found: Survey, loaded?: Loaded): ImportDetails {
  const format =
    table.kind === 'xlsx'
      ? `xlsx, sheet ${table.sheet}`
      : table.kind === 'json'
        ? `JSON, ${table.encoding}`
        : `${table.encoding}, separated by ${JSON.stringify(table.delimiter)}`;
  const plays = [...found.plays.values()].filter((play) => !loaded?.notPlays.has(play));
  const keptOut = [...found.binding.unknown.values()].filter((header) => !plays.includes(header));
  return importDetailsShape.parse({
    headers: found.headers,
    columns: [...found.binding.cells.keys()].map((key) => headerOf(found.binding.report.name, key) ?? key),
    headerLine: found.headerLine,
    format: table.container === 'none' ? format : `${format}, in a ${table.container}`,
    keptOut,
    plays,
    notes: loaded ? describeNotes(loaded, keptOut) : [],
    rejectsNotKept: loaded?.rejectsNotKept ?? 0,
  });
}
