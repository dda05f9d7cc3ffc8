import type { KnownPlay } from '../db/readings/lists/play-members.ts';
import { playCounts } from '../db/readings/propensity-plays.ts';
import type { Table, Value } from '../src/answers/answer.ts';
import { groupOfPlay, playGroups } from '../src/words/areas.ts';
import type { Asked } from './asked.ts';

/**
 * The plays by group, those with most customers first and those with nobody behind all others, with how many of the
 * asked-for customers are in each. Of a play that the newest files have no column for the number is unknown.
 */
export async function playTable(
  asked: Asked,
  known: readonly KnownPlay[],
  absent: readonly KnownPlay[],
): Promise<Table> {
  const { filters, columns } = asked;
  const counts = await playCounts(asked.lens, { filters, columns });
  const row = ({ play, reports }: KnownPlay, customers: Value) => ({
    group: groupOfPlay(play, reports),
    cohort: play,
    customers,
  });
  const rows = [
    ...known.map((each) => row(each, counts.get(each.play) ?? 0)),
    ...absent.map((each) => row(each, null)),
  ].sort(
    (a, b) =>
      Number(!a.customers) - Number(!b.customers) ||
      playGroups.indexOf(a.group) - playGroups.indexOf(b.group) ||
      Number(b.customers ?? -1) - Number(a.customers ?? -1) ||
      (a.cohort < b.cohort ? -1 : 1),
  );
  const wanted = rows.slice(0, asked.top ?? rows.length);
  const size = Math.min(asked.pageSize, Math.max(wanted.length, 1));
  const pages = Math.max(1, Math.ceil(wanted.length / size));
  const page = Math.min(asked.page, pages);
  return {
    columns: ['group', 'cohort', 'customers'],
    rows: wanted.slice((page - 1) * size, page * size),
    total: rows.length,
    page,
    pages,
  };
}
