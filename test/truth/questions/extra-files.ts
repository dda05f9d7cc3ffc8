import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportOptions } from '../../../src/ingest/job.ts';

/** A file that the demo does not have, made from one that it has. */
interface ExtraFile {
  readonly name: string;
  readonly options: ImportOptions;
}

/** An export of some of the lines, imported as a part. */
export const PART = 'partner-hub-subscriptions-2026-11-22.csv';

/**
 * Writes what the demo lacks: a partial export with changed, renewed and new lines, the month's M365 report downloaded
 * once more later on, with other clusters and fewer customers, and a security report downloaded again on its own day.
 */
export function writeExtraFiles(folder: string): ExtraFile[] {
  const write = (name: string, from: string, change: (line: string, at: number) => readonly string[]) => {
    const [header = '', ...lines] = readFileSync(join(folder, from), 'utf8').trimEnd().split('\n');
    writeFileSync(join(folder, name), `${[header, ...lines.flatMap(change)].join('\n')}\n`);
  };
  write(PART, 'partner-hub-subscriptions-2026-11-15.csv', partOf);
  const month = 'cloudascent-m365-2026-11-23.csv';
  write(month, 'cloudascent-m365-2026-10-25.csv', (line, at) =>
    at % 11 === 0 ? [] : [at % 5 === 0 ? moved(line) : line],
  );
  const again = 'cloudascent-security-2026-10-25_again.csv';
  write(again, 'cloudascent-security-2026-10-25.csv', (line, at) =>
    at % 13 === 0 ? [] : [line.replace(',Educate,', ',Nurture,')],
  );
  return [
    { name: PART, options: { asOf: '2026-11-22', report: 'partner-hub-subscriptions', extent: 'part' } },
    { name: month, options: { asOf: '2026-11-23', report: 'cloudascent-m365' } },
    { name: again, options: { asOf: '2026-10-25', report: 'cloudascent-security' } },
  ];
}

/** Every seventh line with more licences, some of them with another end or as a further line of the customer. */
function partOf(line: string, at: number): string[] {
  if (at % 7 !== 0) return [];
  const cells = line.split(',');
  const counts = cells.slice(-4).map((cell) => (/^\d+$/.test(cell) ? String(Number(cell) + 7) : cell));
  const [id = '', ...more] = cells.slice(-11, -4);
  const [product, type, status, start, end, autoRenew] = more;
  const head = cells.slice(0, -11);
  const changed = [...head, id, product, type, status, start, at % 2 === 0 ? '2027-02-14' : end, autoRenew, ...counts];
  const added = [...head, `SubPart${at}`, product, 'Subscription', 'Active', '2026-11-20', '2027-11-19', '', ...counts];
  return [changed.join(','), ...(at % 3 === 0 ? [added.join(',')] : [])];
}

function moved(line: string): string {
  return line.includes(',Act Now,High,')
    ? line.replaceAll(',Act Now,High,', ',Evaluate,Medium,')
    : line.replaceAll(',Evaluate,Medium,', ',Act Now,High,');
}
