import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';
import { redrawCustomers } from './redraw.ts';
import { counts, spokenOf } from './spoken-of.ts';

export interface OwnerWord {
  customerId: number;
  /** E-mail addresses; none: what the lists say counts again. */
  owners: readonly string[];
  /** E-mail; null for the command line. */
  by: string | null;
  /** Where it was said; the terminal unless given. */
  place?: string;
}

/**
 * Gives a customer these owners, over what every list says now or later. Returns false where that was said last
 * already: then nothing is written. Throws a UserError for a customer that does not exist.
 */
export async function setOwners(db: Database, clock: Clock, word: OwnerWord): Promise<boolean> {
  const { customerId, by } = word;
  const owners = [...new Set(word.owners.map((owner) => owner.trim().toLowerCase()))].sort();
  const said = JSON.stringify(owners);
  return write(db, clock, () => {
    const at = clock.now();
    const { name, accounts } = spokenOf(db, customerId);
    const last = db.sqlite
      .prepare<[number], string>(
        `select w.owners from accounts a cross join owner_words w on w.key = a.key and w.source = a.source
         where a.customer_id = ? and ${counts} order by w.id desc limit 1`,
      )
      .pluck()
      .get(customerId);
    if ((last ?? '[]') === said) return false;
    const add = db.sqlite.prepare('insert into owner_words (source, key, owners, at, "by") values (?, ?, ?, ?, ?)');
    for (const { source, key } of accounts) add.run(source, key, said, at, by);
    redrawCustomers(db, [customerId]);
    const place = word.place === undefined ? {} : { place: word.place };
    recordChange(db, {
      at,
      actor: by,
      ...place,
      action: 'assign',
      subject: name,
      detail: { customers: [customerId], owners },
    });
    return true;
  });
}
