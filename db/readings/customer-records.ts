import type { IsoDate } from '../../src/base/days.ts';
import type { Lens } from './lens.ts';

/** A record of a customer in one source, and why it stands under this customer. */
export interface CustomerSource {
  /** webex · cloudascent · crm */
  readonly source: string;
  readonly name: string;
  /** The id that the source gave it; null for one known by its name alone. */
  readonly id: string | null;
  /** The newest day of which the source speaks of it. */
  readonly asOf: IsoDate;
  /** new · id-pair · domain · name · person · split · undo */
  readonly rule: string;
}

/**
 * The records of a customer as of the lens's day: the newest word of each source, and the rule that counts. The customer
 * has to be within the scope.
 */
export async function sourcesOfCustomer(lens: Lens, id: number): Promise<CustomerSource[]> {
  const newest = (what: string) => `(select ${what} from profiles p cross join imports i on i.id = p.import_id
    where p.account_id = a.id and i.status = 'done' and i.as_of <= @asOf order by i.as_of desc, i.id desc limit 1)`;
  return lens.db.sqlite
    .prepare<[Record<string, unknown>], CustomerSource>(
      `select * from (select a.source, ${newest('p.name')} as name, case when a.key like 'id:%' then substr(a.key, 4) end as id,
         ${newest('i.as_of')} as asOf, (select j.rule from joins j left join imports i on i.id = j.import_id
           where j.account_id = a.id and (j.import_id is null or i.status = 'done'
             or (i.status = 'undone' and j.from_customer_id is null)) order by j.id desc limit 1) as rule
       from accounts a where a.customer_id = @id order by a.source = 'crm', a.source desc, a.id) where asOf is not null`,
    )
    .all({ id, asOf: lens.asOf });
}
