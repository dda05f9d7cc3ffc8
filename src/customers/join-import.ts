import type { Database } from '../../db/open.ts';
import { stateOf } from '../../db/readings/remember.ts';
import { write } from '../../db/write.ts';
import { type AccountView, prepareIdentity } from '../../db/writes/identity.ts';
import { customersWithNews } from '../../db/writes/news.ts';
import { prepareProjection } from '../../db/writes/projection.ts';
import { dropStaged, settleUndone } from '../../db/writes/staged.ts';
import { findUnsupported } from '../../db/writes/support.ts';
import type { Clock } from '../base/clock.ts';
import { takeWithin } from '../base/time-box.ts';
import { AccountJoiner } from './join-accounts.ts';
import type { JoinCounts } from './placements.ts';

/** How long one commit may hold the write lock while others wait. */
const COMMIT_MS = 20;

/**
 * Puts every account that an import names under a customer and prepares what the customers will show. Nothing of it is
 * visible until the import is finished. Safe to run again after a kill, once the import has been purged.
 */
export async function joinImport(db: Database, clock: Clock, importId: number, asOf: string): Promise<JoinCounts> {
  // Of an import that was held, a try that was killed may have left some.
  await dropStaged(db, clock, importId);
  const identity = prepareIdentity(db, importId, clock.now());
  const joiner = new AccountJoiner(identity);
  const { placements } = joiner;
  for (let after = 0; ; ) {
    const accounts: AccountView[] = identity.toDecide(after, asOf);
    const last = accounts.at(-1);
    if (last === undefined) break;
    await inShortCommits(db, clock, accounts, (account) => joiner.decide(account));
    after = last.id;
  }
  const changed = joiner.touched;
  for (const page of customersWithNews(db, importId)) for (const id of page) changed.add(id);
  const customers = [...new Set([...changed].map((id) => placements.current(id)))];
  const projection = prepareProjection(db, importId);
  await inShortCommits(db, clock, customers, (id) => projection.prepare(id, placements.members(id)));
  return placements.counts;
}

/**
 * Prepares taking an import back: stages what the customers behind its accounts will show once it no longer counts, so
 * that the moment itself is one short commit. Returns what is left to do in that commit, to be called inside `write`.
 * Nothing is visible before, and it may be done again after a kill.
 */
export async function prepareUndo(db: Database, clock: Clock, importId: number): Promise<() => void> {
  const since = stateOf(db);
  // What the import itself had staged has been shown long ago.
  await dropStaged(db, clock, importId);
  const projection = prepareProjection(db, importId, 'not');
  for (const page of customersWithNews(db, importId))
    await inShortCommits(db, clock, [...new Set(page)], (id) => projection.prepare(id));
  const unsupported = findUnsupported(db, importId);
  return () => settleUndone(db, importId, unsupported, since);
}

async function inShortCommits<T>(
  db: Database,
  clock: Clock,
  queue: readonly T[],
  take: (item: T) => void,
): Promise<void> {
  for (let from = 0; from < queue.length; )
    from += await write(db, clock, () => takeWithin(clock, COMMIT_MS, queue, from, take));
}
