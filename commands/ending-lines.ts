import { snapshotOf } from '../db/readings/lens.ts';
import { customerCount, leftOutOf, rateOf, readFacts, rowCount, sumOf } from '../db/readings/lists/facts.ts';
import { LINES } from '../db/readings/lists/line-changes.ts';
import { autoRenews, currentLines, endedBetween, endsWithin, renewalUnknown } from '../db/readings/lists/lines.ts';
import { type Period, periodWindow } from '../src/words/periods.ts';
import type { Asked } from './asked.ts';
import { type Listed, list } from './listing.ts';

/** The columns of lines that end, or renew, in a period; `dateColumn` is what its day is called. */
export function endingColumns(dateColumn: 'end_date' | 'renewal_date'): readonly string[] {
  return [
    'customer',
    'subscription_id',
    'product',
    'type',
    'days_left',
    dateColumn,
    'auto_renew',
    'total',
    'used',
    'assigned',
    'available',
    'used_3m',
    'successor',
  ];
}

/** Lines that end in a period ahead, those that renew by themselves or those that do not, with what both lists tell. */
export async function listEnding(asked: Asked, period: Period, renewing: boolean) {
  const { lens } = asked;
  const { from, to } = periodWindow(period, lens.asOf, 'ahead');
  const listed = await list(asked, {
    subject: currentLines,
    conditions: [endsWithin(from, to), autoRenews(renewing)],
    columns: endingColumns(renewing ? 'renewal_date' : 'end_date'),
    order: [
      { column: 'ends_on', descending: false },
      { column: 'total', descending: true },
    ],
    facts: {
      customers: customerCount(),
      subscriptions: rowCount(),
      total: sumOf('total'),
      assigned_rate: rateOf('assigned', 'total'),
      usage_rate: rateOf('used', 'total'),
      auto_renew_unknown: rowCount(renewalUnknown),
      without_assigned: leftOutOf('assigned', 'total'),
      without_used: leftOutOf('used', 'total'),
    },
    rowsAre: 'subscriptions',
    sums: ['total', 'assigned', 'used', 'available'],
    month: 'end_date',
  });
  return { listed, from, to };
}

/** How many lines end in a period whatever happens then, and how many that do not renew have ended since the export. */
export async function endingBeside(asked: Asked, listed: Listed<string>, from: string, to: string) {
  const { lens } = asked;
  const any = await readFacts(
    lens,
    { ...listed.selection, conditions: [endsWithin(from, to)] },
    { ending_any: rowCount() },
  );
  const exported = snapshotOf(lens, LINES)?.asOf ?? lens.asOf;
  const ended = await readFacts(
    lens,
    { ...listed.selection, conditions: [endedBetween(exported, lens.asOf), autoRenews(false)] },
    { ended_since_export: rowCount() },
  );
  return { ending_any: any.ending_any ?? 0, ended_since_export: ended.ended_since_export ?? 0 };
}
