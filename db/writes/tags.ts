import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';
import { redrawCustomers } from './redraw.ts';
import { shownTags } from './shown-customer.ts';
import { counts, spokenOf } from './spoken-of.ts';

export interface TagWord {
  customerId: number;
  /** As written. */
  tag: string;
  /** `foldTag` of it, by which tags are the same. */
  folded: string;
  verdict: 'on' | 'off';
  /** E-mail; null for the command line. */
  by: string | null;
  /** Where it was said; the terminal unless given. */
  place?: string;
}

/**
 * Sets a tag on a customer or takes it off, for this and every later import. Returns false where that changes nothing,
 * now or later: then nothing is written. Throws a UserError for a customer that does not exist.
 */
export async function setTag(db: Database, clock: Clock, word: TagWord): Promise<boolean> {
  const { customerId, tag, folded, verdict, by } = word;
  return write(db, clock, () => {
    const at = clock.now();
    const { name, tags, accounts } = spokenOf(db, customerId);
    const last = db.sqlite
      .prepare<[number, string], string>(
        `select w.verdict from accounts a cross join tag_words w on w.key = a.key and w.source = a.source
         where a.customer_id = ? and w.folded = ? and ${counts} order by w.id desc limit 1`,
      )
      .pluck()
      .get(customerId, folded);
    if (last === verdict) return false;
    // What no list names and nobody set need not be taken off.
    if (verdict === 'off' && last === undefined && !shownTags(tags).has(folded)) return false;
    const add = db.sqlite.prepare(
      'insert into tag_words (source, key, tag, folded, verdict, at, "by") values (?, ?, ?, ?, ?, ?, ?)',
    );
    for (const { source, key } of accounts) add.run(source, key, tag, folded, verdict, at, by);
    redrawCustomers(db, [customerId]);
    const action = verdict === 'on' ? 'tag' : 'untag';
    const place = word.place === undefined ? {} : { place: word.place };
    recordChange(db, {
      at,
      actor: by,
      ...place,
      action,
      subject: name,
      detail: { customers: [customerId], tag },
    });
    return true;
  });
}
