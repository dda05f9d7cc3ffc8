import { csvLine } from '../answers/csv.ts';
import { officialHeaders, type ReportName } from '../words/headers.ts';
import { reportNamed } from './reports/index.ts';

/** An empty file of the report with its official headers and one sample row, to be filled or compared with. */
export function templateOf(name: ReportName): string {
  const { sample } = reportNamed(name);
  const columns = [...officialHeaders(name)];
  return csvLine(columns.map(([, header]) => header)) + csvLine(columns.map(([key]) => sample[key] ?? ''));
}
