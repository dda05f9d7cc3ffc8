import type { Database } from '../open.ts';
import { copyCustomer } from './projection.ts';
import { newestVerdict } from './separation.ts';

/** Joins that some rule made since an import began, so that they may rest on its word; but not its own merges. */
const restsOnIt = (join: string) => `${join}.import_id is not null and ${join}.rule in ('id-pair', 'domain', 'name')
  and ${join}.decided_at >= (select started_at from imports where id = @importId)
  and (${join}.from_customer_id is null or ${join}.import_id <> @importId)`;

interface Said {
  id: number;
  key: string;
  domain: string | null;
  foldedName: string;
  isGoing: 0 | 1;
}

/**
 * Groups of records that stand together only as long as an import counts: without what it says, some have neither
 * domain nor name nor id in common with the others. Reads only, so that it can be asked before the import is undone.
 */
export function findUnsupported(db: Database, importId: number): number[][] {
  const customers = db.sqlite
    .prepare<[Record<string, unknown>], number>(
      `select distinct a.customer_id from profiles t cross join accounts a on a.id = t.account_id
       where t.import_id = @importId and exists (select 1 from accounts b cross join joins j on j.account_id = b.id
         where b.customer_id = a.customer_id and ${restsOnIt('j')})`,
    )
    .pluck()
    .all({ importId }) as number[];
  const readSaid = prepareSaid(db, importId);
  const groups: number[][] = [];
  for (const customerId of customers) {
    const said = readSaid(customerId);
    const staying = said.filter(({ isGoing }) => isGoing === 0);
    const left = new Set(staying.map(({ id }) => id));
    for (const together of components(said)) {
      const rest = new Set(together.filter((id) => left.has(id)));
      if (components(staying).filter((part) => part.some((id) => rest.has(id))).length > 1) groups.push([...rest]);
    }
  }
  return groups;
}

/**
 * Parts what `findUnsupported` found, now that the import does not count: the record that was there first keeps the
 * customer; what a rule has brought to it since, on the word of the import, is a customer of its own. Returns the
 * customers concerned. To be called inside `write`.
 */
export function partUnsupported(db: Database, importId: number, groups: readonly (readonly number[])[]): number[] {
  const concerned = new Set<number>();
  const readSaid = prepareSaid(db, importId);
  const customerOf = db.sqlite
    .prepare<[number], number | null>('select customer_id from accounts where id = ?')
    .pluck();
  const { isLater, moveOut, isSame } = prepareMoves(db, importId);
  for (const group of groups) {
    for (const customerId of new Set(group.map((id) => customerOf.get(id)))) {
      if (typeof customerId !== 'number') continue;
      const staying = readSaid(customerId).filter(({ isGoing }) => isGoing === 0);
      const parts = components(staying, isSame).filter((part) => part.some((id) => group.includes(id)));
      const later = parts.map((part) => part.some(isLater));
      const first = Math.max(0, later.indexOf(false));
      for (const [place, part] of parts.entries()) {
        if (place === first || !later[place]) continue;
        concerned.add(customerId).add(moveOut(customerId, part));
      }
    }
  }
  return [...concerned];
}

/** What each record of a customer says, or said in the import that goes. */
function prepareSaid(db: Database, importId: number): (customerId: number) => Said[] {
  const said = db.sqlite.prepare<[Record<string, unknown>], Said>(
    `select distinct a.id, a.key, p.domain, p.folded_name as foldedName, i.id = @importId as isGoing
     from accounts a cross join profiles p on p.account_id = a.id cross join imports i on i.id = p.import_id
     where a.customer_id = @customerId and (i.status = 'done' or i.id = @importId) order by a.id`,
  );
  return (customerId) => said.all({ customerId, importId });
}

function prepareMoves(db: Database, importId: number) {
  const later = db.sqlite.prepare<[Record<string, unknown>]>(
    `select 1 from joins j where j.id = (select max(k.id) from joins k where k.account_id = @id) and ${restsOnIt('j')}`,
  );
  const same = db.sqlite.prepare<[number, number]>(
    `select 1 from accounts x, accounts y where x.id = ? and y.id = ? and ${newestVerdict('x', 'y')} = 'same'`,
  );
  const move = db.sqlite.prepare<[number, number]>('update accounts set customer_id = ? where id = ?');
  // The last step of its history leads elsewhere; where it was a placement on that word, it is one of its own now.
  const rewrite = db.sqlite.prepare<[Record<string, unknown>]>(
    `update joins set to_customer_id = @to,
       rule = case when from_customer_id is null and @isFirst then 'new' else rule end,
       evidence = case when from_customer_id is null and @isFirst
         then (select a.key from accounts a where a.id = @id) else evidence end
     where id = (select max(k.id) from joins k where k.account_id = @id)`,
  );
  return {
    isLater: (id: number) => later.get({ id, importId }) !== undefined,
    isSame: (one: number, other: number) => same.get(one, other) !== undefined,
    moveOut(from: number, part: readonly number[]): number {
      const to = copyCustomer(db, from);
      for (const [place, id] of part.entries()) {
        move.run(to, id);
        rewrite.run({ to, id, isFirst: place === 0 ? 1 : 0 });
      }
      return to;
    },
  };
}

/** The records put together by what they have in common: a domain, a name, an id, or a person's word. */
function components(said: readonly Said[], isSame: (one: number, other: number) => boolean = () => false): number[][] {
  const groups = new Map<number, number[]>(said.map(({ id }) => [id, [id]]));
  const unite = (one: number, other: number) => {
    const [to = [], from = []] = [groups.get(one), groups.get(other)];
    if (to === from) return;
    to.push(...from);
    for (const id of from) groups.set(id, to);
  };
  const firstWith = new Map<string, number>();
  for (const record of said) {
    for (const mark of marksOf(record)) {
      const first = firstWith.get(mark);
      if (first === undefined) firstWith.set(mark, record.id);
      else unite(first, record.id);
    }
  }
  const ids = [...groups.keys()];
  for (const [place, one] of ids.entries())
    for (const other of ids.slice(place + 1))
      if (groups.get(one) !== groups.get(other) && isSame(one, other)) unite(one, other);
  return [...new Set(groups.values())].map((part) => [...part].sort((a, b) => a - b));
}

function marksOf({ key, domain, foldedName }: Said): string[] {
  return [
    `name ${foldedName}`,
    ...(domain === null ? [] : [`domain ${domain}`]),
    ...(key.startsWith('id:') ? [key] : []),
  ];
}
