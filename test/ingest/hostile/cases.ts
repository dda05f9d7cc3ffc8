import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkDatabase } from '../../../db/check.ts';
import type { Database } from '../../../db/open.ts';
import { printable } from '../../../src/answers/text.ts';
import { type Clock, systemClock } from '../../../src/base/clock.ts';
import { describeResult } from '../../../src/ingest/describe.ts';
import { importFile } from '../../../src/ingest/import-file.ts';
import { exitCodeOf } from '../../../src/ingest/import-many.ts';
import type { ImportOptions, Watcher } from '../../../src/ingest/job.ts';
import type { ImportResult } from '../../../src/ingest/result.ts';
import { newDatabase } from '../../db/empty-database.ts';
import { type Facts, readFacts, rejectsOfImport } from './facts.ts';

/** A file that the test writes to the disk: its name, perhaps with folders, and its bytes. */
export interface HostileFile {
  name?: string;
  content: string | Uint8Array;
  options?: ImportOptions;
}

export interface Ending {
  outcome: ImportResult['outcome'];
  exit: 0 | 1 | 2 | 3 | 4;
  rows: number;
  accepted: number;
  rejected: number;
  report?: ImportResult['report'];
  asOf?: ImportResult['asOf'];
  /** Words that the reasons, notes or next step must hold. */
  says?: string | readonly string[];
  /** Line, column and reason (a part of it) of every rejected row. */
  rejects?: readonly (readonly [line: number, column: string | null, reason: string])[];
  /** What readings see afterwards; all of it is compared with before where nothing may have changed. */
  stored?: Partial<Facts>;
}

export interface Case extends HostileFile {
  it: string;
  /** Files that are in before. */
  before?: readonly HostileFile[];
  ends: Ending;
}

type More = Partial<Omit<Ending, 'outcome' | 'exit'>>;

/** All rows are in. */
export const taken = (rows: number, stored: Partial<Facts> = {}, more: More = {}): Ending => ({
  ...{ outcome: 'imported', exit: 0, rows, accepted: rows, rejected: 0, rejects: [], stored },
  ...more,
});

/** Some rows are in, the others are rejected for these reasons. */
export function partly(
  rows: number,
  rejects: NonNullable<Ending['rejects']>,
  stored: Partial<Facts> = {},
  more: More = {},
): Ending {
  const rejected = rejects.length;
  return { outcome: 'imported', exit: 3, rows, accepted: rows - rejected, rejected, rejects, stored, ...more };
}

/** Nothing is in; the file is not a readable export of a known kind, or a question about it is open. */
export const refused = (says: Ending['says'] & {}, more: More = {}): Ending => ({
  ...{ outcome: 'refused', exit: 1, rows: 0, accepted: 0, rejected: 0, says },
  ...more,
});

/** No report was recognised in it. */
export const unrecognised = (says: Ending['says'] & {}): Ending => ({ ...refused(says), exit: 2, report: null });

/** All rows were read, and none counts until a person decides. */
export const held = (rows: number, says: Ending['says'] & {}, more: More = {}): Ending => ({
  ...{ outcome: 'held', exit: 4, rows, accepted: rows, rejected: 0, says },
  ...more,
});

export const duplicate = (rows: number, more: More = {}): Ending => ({
  ...{ outcome: 'duplicate', exit: 0, rows, accepted: rows, rejected: 0, says: 'is in already' },
  ...more,
});

const silent: Watcher = { onWait() {}, onStart() {}, onProgress() {}, onJoining() {} };
/** The tests' today: a Saturday after the snapshots they import. */
export const clock: Clock = { ...systemClock, now: () => Date.UTC(2026, 10, 21, 9) };

/** A database and a folder of its own, for as many imports as a story takes. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  readonly db: Database;
  #files = 0;

  constructor() {
    this.db = newDatabase(join(this.folder, 'pulse.db'));
  }

  /** Writes the file to the disk and imports it. */
  import({ name = 'export-2026-11-15.csv', content, options = {} }: HostileFile): Promise<ImportResult> {
    const path = join(this.folder, `in-${++this.#files}`, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return importFile(this.db, clock, path, options, silent);
  }

  facts(): Facts {
    return readFacts(this.db);
  }

  close(): void {
    this.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs `story` with a fresh desk. */
export async function atDesk(story: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = new Desk();
  try {
    await story(desk);
    expect(await checkDatabase(desk.db)).toEqual([]);
  } finally {
    desk.close();
  }
}

/** Imports the file of each case, and holds everything it promises against what came of it. */
export function testCases(cases: readonly Case[]): void {
  test.each(cases.map((given) => [given.it, given] as const))('%s', (_, given) =>
    atDesk(async (desk) => {
      for (const file of given.before ?? []) expect(await desk.import(file)).toMatchObject({ outcome: 'imported' });
      const factsBefore = desk.facts();
      const result = await desk.import(given);
      compare(desk, result, given.ends);
      if (given.ends.outcome !== 'imported') expect(desk.facts()).toEqual(factsBefore);
    }),
  );
}

/** Fails unless `result` and the database are as `ends` says. */
export function compare(desk: Desk, result: ImportResult, ends: Ending): void {
  const { outcome, exit, rows, accepted, rejected, report, asOf, says = [], rejects, stored } = ends;
  const told = [...result.reasons, ...result.notes, result.next ?? ''].join('\n');
  expect({ ...result, exit: exitCodeOf([result]), told }).toMatchObject({ outcome, exit, rows, accepted, rejected });
  if (report !== undefined) expect(result.report).toBe(report);
  if (asOf !== undefined) expect(result.asOf).toBe(asOf);
  for (const words of typeof says === 'string' ? [says] : says) expect(told).toContain(words);
  if (outcome !== 'imported') expect(result.next ?? '').not.toBe('');
  expect(describeResult(result).map(printable).join('')).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
  if (rejects) {
    const found = result.importId === undefined ? [] : rejectsOfImport(desk.db, result.importId);
    const short = found.map(({ line, column, reason }, at) => {
      const wanted = rejects[at]?.[2] ?? reason;
      return [line, column, reason.includes(wanted) ? wanted : reason];
    });
    expect(short).toEqual(rejects);
  }
  if (stored) expect(desk.facts()).toMatchObject(stored);
}
