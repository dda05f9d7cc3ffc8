import { type SQL, sql } from 'drizzle-orm';
import { areasOfPlay } from '../../../src/words/areas.ts';
import { parseDetails } from '../../import-details.ts';
import type { CountingImport, Lens } from '../lens.ts';
import { remembered } from '../remember.ts';
import { type Cycle, cyclesOf } from './cycles.ts';
import { temporaryTable } from './temp-tables.ts';

/**
 * Who is in which solution play in one cycle: a table of `customer_id`, `area` and `play`, one row for each area that the
 * play is about, whatever number of reports and records say so.
 */
export function membersOf(lens: Lens, cycle: Cycle | undefined): SQL {
  const imports = cycle?.imports ?? [];
  const name = temporaryTable(
    lens.db,
    `members ${imports.map((each) => each.id).join(' ')}`,
    'customer_id integer, area text, play text, primary key (customer_id, area, play)',
    (table) => {
      for (const { id, plays, report, later } of imports.map((each, at) =>
        knownTo(lens, each, imports.slice(at + 1)),
      )) {
        for (const play of plays) {
          // A part's word on a company replaces what came before, where it has a column for the play.
          const after = later.filter((one) => one.plays.includes(play)).map((one) => one.id);
          const replaced = `not exists (select 1 from profiles n where n.account_id = h.account_id
            and n.import_id in (${after.join(', ')}))`;
          const take = lens.db.sqlite.prepare(
            `insert or ignore into ${table} select a.customer_id, ?, h.cohort from cohorts h cross join accounts a
             on a.id = h.account_id where h.import_id = ? and h.cohort = ? and a.customer_id is not null
             ${after.length > 0 ? `and ${replaced}` : ''}`,
          );
          for (const area of areasOfPlay(report, play)) take.run(area, id, play);
        }
      }
      const bare = table.slice('temp.'.length);
      lens.db.sqlite.exec(`create index temp.${bare}_by_play on ${bare} (play, customer_id)`);
    },
  );
  return sql.raw(name);
}

interface Known {
  readonly id: number;
  readonly report: string;
  readonly plays: readonly string[];
  /** Imports of the same report that came after. */
  readonly later: readonly { id: number; plays: readonly string[] }[];
}

function knownTo(lens: Lens, own: CountingImport, after: readonly CountingImport[]): Known {
  const later = after.filter(({ report }) => report === own.report);
  return {
    id: own.id,
    report: own.report,
    plays: playColumns(lens, own.id),
    later: later.map(({ id }) => ({ id, plays: playColumns(lens, id) })),
  };
}

/** The plays that an import's file has a column for. */
function playColumns(lens: Lens, importId: number): string[] {
  const details = lens.db.sqlite.prepare<[number], string>('select details from imports where id = ?').pluck();
  return parseDetails(details.get(importId) ?? '{}').plays;
}

/** A play with the reports that have a column for it. */
export interface KnownPlay {
  readonly play: string;
  readonly reports: readonly string[];
}

/** The plays that the newest cycle's files have a column for, in alphabetical order; of any other play nothing is known. */
export async function playsNow(lens: Lens): Promise<readonly KnownPlay[]> {
  return playsKnown(lens, cyclesOf(lens).now?.imports ?? []);
}

/** Plays without a column now that earlier files had one for: those of the cycle right before, and of any. */
export async function playsOfBefore(
  lens: Lens,
  now: readonly KnownPlay[],
): Promise<{ justBefore: readonly KnownPlay[]; ever: readonly KnownPlay[] }> {
  const gone = ({ play }: KnownPlay) => !now.some((each) => each.play === play);
  const justBefore = await playsKnown(lens, cyclesOf(lens).before?.imports ?? []);
  const all = lens.imports.filter(({ report }) => report.startsWith('cloudascent-'));
  return { justBefore: justBefore.filter(gone), ever: (await playsKnown(lens, all)).filter(gone) };
}

async function playsKnown(lens: Lens, imports: readonly CountingImport[]): Promise<readonly KnownPlay[]> {
  const ids = imports.map((each) => each.id);
  return remembered(lens.db, `plays known ${ids.join(' ')}`, async () => {
    const found = new Map<string, string[]>();
    for (const { id, report } of imports)
      for (const play of playColumns(lens, id)) {
        const reports = found.get(play) ?? [];
        if (!reports.includes(report)) found.set(play, [...reports, report]);
      }
    return [...found].map(([play, reports]) => ({ play, reports })).sort((a, b) => (a.play < b.play ? -1 : 1));
  });
}
