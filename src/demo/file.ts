import type { IsoDate } from '../base/days.ts';

/** One export of one day. */
export interface DemoFile {
  /** File name, with the date that the data speaks about. */
  readonly name: string;
  /** Report name as `pulse template` takes it. */
  readonly report: string;
  readonly asOf: IsoDate;
  /** How many of its rows break a rule of the formats, on purpose. */
  readonly rejected: number;
  /** The lines without line break, the header first; made while they are read, so it can be read again. */
  lines(): Iterable<string>;
}

/** A file whose name follows from its report and day. */
export function demoFile(
  report: string,
  asOf: IsoDate,
  rejected: number,
  header: string,
  rows: () => Iterable<string>,
): DemoFile {
  function* lines(): Generator<string> {
    yield header;
    yield* rows();
  }
  return { name: `${report}-${asOf}.csv`, report, asOf, rejected, lines };
}
