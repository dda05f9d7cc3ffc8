import { assertNever } from '../base/errors.ts';
import type { Loaded } from './load.ts';
import type { NoteKey } from './report.ts';

/** What is worth saying about rows that are in, and about what was left out: each a sentence. */
export function describeNotes(loaded: Loaded, keptOut: readonly string[]): string[] {
  const notes = loaded.commonestReason === undefined ? [] : [loaded.commonestReason];
  notes.push(...loaded.said);
  notes.push(...[...loaded.notes].map(([key, count]) => sentence(key, count)));
  if (loaded.totalsLine !== undefined) notes.push(`Line ${loaded.totalsLine} holds totals and was left out.`);
  if (keptOut.length > 0) notes.push(`Columns not taken in: ${keptOut.join(', ')}.`);
  if (loaded.rejectsNotKept > 0) {
    const kept = loaded.rejected - loaded.rejectsNotKept;
    notes.push(`Only the first ${kept} rejected rows are kept for download.`);
  }
  return notes;
}

function sentence(key: NoteKey, count: number): string {
  const one = count === 1;
  switch (key) {
    case 'repeated':
      return `${one ? '1 row is' : `${count} rows are`} the same as an earlier one and counted once.`;
    case 'summed':
      return `${one ? '1 row was' : `${count} rows were`} added to an earlier one of the same customer, product and subscription.`;
    case 'summed-week':
      return `${one ? '1 row was' : `${count} rows were`} added to an earlier one of the same week and customer.`;
    case 'summed-slot':
      return `${one ? '1 interval was' : `${count} intervals were`} shorter than a quarter of an hour and added up to quarters.`;
    case 'newer-leg':
      return `Older readings of a call record that newer ones replaced: ${count}.`;
    case 'other-channel':
      return `Rows of other channels than telephony, left out: ${count}.`;
    case 'ungraded':
      return `${one ? '1 leg has' : `${count} legs have`} neither packet loss, latency nor jitter, so ${one ? 'it is' : 'they are'} not graded and not counted.`;
    case 'cluster-disagrees':
      return `${one ? '1 cluster is not the one its' : `${count} clusters are not the ones their`} Fit stands for, and kept as the file gives it.`;
    case 'first-kept':
      return `${count} more ${one ? 'row gives' : 'rows give'} a customer another cluster than an earlier row did; the first counts.`;
    default:
      return assertNever(key);
  }
}
