import { addDays } from '../../src/base/days.ts';
import { foldSpelling } from '../../src/words/fold.ts';
import type { Database } from '../open.ts';

/** Beyond this many names the accounts that were seen first are forgotten, and read again when they return. */
const NAMES_KEPT = 100_000;
/** How far from a row's week its queue is looked for under another spelling. */
const DAYS_AROUND = 56;
const FILES_AROUND = 32;
const WEEKS_KEPT = 8;

interface NearFile {
  readonly id: number;
  readonly week: string;
  readonly accountId: number;
}

const byImport = (a: NearFile, b: NearFile) => a.id - b.id;

/**
 * Queues of an account that differ only in case or blanks are one: gives a queue the spelling under which the account
 * has it already, in this import or in one near its week that counts. To be called inside `write`.
 */
export function prepareQueueSpellings(
  db: Database,
  importId: number,
): (row: { readonly week: string; readonly accountId: number; readonly queue: string }) => string {
  const files = db.sqlite.prepare<[string, string, number], NearFile>(
    `select i.id, w.week, w.account_id as accountId from import_weeks w cross join imports i on i.id = w.import_id
     where w.week between ? and ? and (i.id = ? or i.status = 'done')
       and i.report in ('partner-hub-call-queues', 'call-queue-stats') order by i.id`,
  );
  const names = db.sqlite
    .prepare<[number, string, number], string>(
      'select queue from queue_weeks where import_id = ? and week = ? and account_id = ? order by rowid',
    )
    .pluck();
  const accounts = new Map<number, Map<string, string>>();
  let kept = 0;

  const near = new Map<string, Map<number, NearFile[]>>();

  /** The files around a week by the account they are about, the oldest first. */
  function around(week: string): Map<number, NearFile[]> {
    const found = near.get(week);
    if (found !== undefined) return found;
    if (near.size >= WEEKS_KEPT) near.clear();
    const made = new Map<number, NearFile[]>();
    for (const file of files.all(addDays(week, -DAYS_AROUND), addDays(week, DAYS_AROUND), importId)) {
      const known = made.get(file.accountId);
      if (known) known.push(file);
      else made.set(file.accountId, [file]);
    }
    near.set(week, made);
    return made;
  }

  function known(week: string, accountId: number): Map<string, string> {
    const spellings = new Map<string, string>();
    const told = around(week);
    // Of several spellings the one that came first stays.
    for (const file of [0, accountId].flatMap((id) => (told.get(id) ?? []).slice(-FILES_AROUND)).sort(byImport))
      for (const name of names.all(file.id, file.week, accountId)) {
        const folded = foldSpelling(name);
        if (!spellings.has(folded)) spellings.set(folded, name);
      }
    kept += spellings.size;
    return spellings;
  }

  function forget(): void {
    for (const [accountId, spellings] of accounts) {
      if (kept <= NAMES_KEPT) return;
      accounts.delete(accountId);
      kept -= spellings.size;
    }
  }

  return ({ week, accountId, queue }) => {
    let spellings = accounts.get(accountId);
    if (spellings === undefined) {
      forget();
      spellings = known(week, accountId);
      accounts.set(accountId, spellings);
    }
    const folded = foldSpelling(queue);
    const spelled = spellings.get(folded);
    if (spelled !== undefined) return spelled;
    spellings.set(folded, queue);
    kept++;
    return queue;
  };
}
