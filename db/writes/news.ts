import type { Database } from '../open.ts';
import { shownColumns } from './projection.ts';

const PAGE = 1000;

interface Import {
  id: number;
  report: string;
  asOf: string;
}

/**
 * The customers of which something else may be shown because import `importId` counts, page by page: all that it names
 * but those of which it repeats, word for word, what the list of its report before it said and nobody has contradicted
 * in between. A weekly list repeats nearly everything, so this costs two look-ups for most companies, and not their
 * whole history. Reads only.
 */
export function* customersWithNews(db: Database, importId: number): Generator<number[]> {
  const news = prepareNews(db, importId);
  for (let after = 0; ; ) {
    const page = news.all({ importId, after, limit: PAGE });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page
      .filter(({ isNews, customerId }) => isNews === 1 && customerId !== null)
      .map(({ customerId }) => customerId);
    after = last.accountId;
  }
}

interface Named {
  accountId: number;
  customerId: number;
  isNews: 0 | 1;
}

function prepareNews(db: Database, importId: number) {
  const { before, between } = neighboursOf(db, importId);
  const repeats = shownColumns.map(({ name }) => `q.${name} is t.${name}`).join(' and ');
  const contradicts = shownColumns
    .filter(({ key }) => key !== 'flags')
    .map(({ name }) => `o.${name} <> t.${name}`)
    .join(' or ');
  // Of two accounts of one source the newer word counts, so that even the same word again may change what is shown.
  const isAlone =
    'not exists (select 1 from accounts b where b.customer_id = a.customer_id and b.source = a.source and b.id <> a.id)';
  const isOld =
    before === undefined
      ? '0'
      : `exists (select 1 from profiles q where q.import_id = ${before} and q.account_id = t.account_id and ${repeats})
         and not exists (select 1 from profiles o where o.import_id in (${between.join(', ')})
           and o.account_id = t.account_id and (${contradicts})) and ${isAlone}`;
  return db.sqlite.prepare<[Record<string, unknown>], Named>(
    `select t.account_id as accountId, a.customer_id as customerId, not (${isOld}) as isNews
     from profiles t cross join accounts a on a.id = t.account_id
     where t.import_id = @importId and t.account_id > @after order by t.account_id limit @limit`,
  );
}

/** The import of the same report that counts just before this one, and those of other reports in between. */
function neighboursOf(db: Database, importId: number): { before: number | undefined; between: number[] } {
  const own = db.sqlite
    .prepare<[number], Import>('select id, report, as_of as asOf from imports where id = ?')
    .get(importId);
  if (own === undefined) return { before: undefined, between: [] };
  const others = db.sqlite
    .prepare<[number], Import>(
      "select id, report, as_of as asOf from imports where status = 'done' and id <> ? order by as_of desc, id desc",
    )
    .all(importId);
  const isBefore = (other: Import) => (other.asOf === own.asOf ? other.id < own.id : other.asOf < own.asOf);
  const older = others.filter(isBefore);
  const place = older.findIndex(({ report }) => report === own.report);
  if (place < 0) return { before: undefined, between: [] };
  return { before: older[place]?.id, between: older.slice(0, place).map(({ id }) => id) };
}
