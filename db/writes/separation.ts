import type { Database } from '../open.ts';

/** The newest word of a person on two accounts `x` and `y`; null where nobody said anything. */
export const newestVerdict = (x: string, y: string) => `(select v.verdict from verdicts v
  where (v.source_a = ${x}.source and v.key_a = ${x}.key and v.source_b = ${y}.source and v.key_b = ${y}.key)
     or (v.source_a = ${y}.source and v.key_a = ${y}.key and v.source_b = ${x}.source and v.key_b = ${x}.key)
  order by v.id desc limit 1)`;

/** Tells whether a person has said that an account does not belong with some account of a customer. */
export function prepareSeparation(db: Database): (accountId: number, customerId: number) => boolean {
  const separated = db.sqlite.prepare<[number, number]>(
    `select 1 from accounts x cross join accounts y where x.id = ? and y.customer_id = ? and y.id <> x.id
       and ${newestVerdict('x', 'y')} = 'different' limit 1`,
  );
  return (accountId, customerId) => separated.get(accountId, customerId) !== undefined;
}
