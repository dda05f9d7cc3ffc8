import { and, asc, desc, eq, inArray, lte, ne, sql } from 'drizzle-orm';
import type { Database } from '../open.ts';
import { imports, lines, profiles, propensities, rejects } from '../schema/index.ts';

export type ImportRow = typeof imports.$inferSelect;
export type ImportStatus = 'running' | 'held' | 'done' | 'refused' | 'undone' | 'failed';

/** The import with this number. */
export async function importById(db: Database, id: number): Promise<ImportRow | undefined> {
  return db.orm.select().from(imports).where(eq(imports.id, id)).get();
}

/** Imports that hold this content under this report and still matter: done ones before held ones. */
export async function importsOfContent(db: Database, contentHash: string, report: string): Promise<ImportRow[]> {
  return db.orm
    .select()
    .from(imports)
    .where(
      and(eq(imports.contentHash, contentHash), eq(imports.report, report), inArray(imports.status, ['done', 'held'])),
    )
    .orderBy(asc(imports.status), desc(imports.id));
}

/** The import of a report that counts for `asOf`, or for its newest day when none is named. */
export async function newestImport(db: Database, report: string, asOf?: string): Promise<ImportRow | undefined> {
  const day = asOf === undefined ? undefined : eq(imports.asOf, asOf);
  return db.orm
    .select()
    .from(imports)
    .where(and(eq(imports.report, report), eq(imports.status, 'done'), day))
    .orderBy(desc(imports.asOf), desc(imports.id))
    .limit(1)
    .get();
}

/** Newest first. */
export async function listImports(db: Database, limit: number): Promise<ImportRow[]> {
  return db.orm.select().from(imports).orderBy(desc(imports.id)).limit(limit);
}

export async function importsWithStatus(db: Database, status: ImportStatus): Promise<ImportRow[]> {
  return db.orm.select().from(imports).where(eq(imports.status, status)).orderBy(asc(imports.id));
}

/** The newest import of each report that counts: what its data speaks about now. */
export async function newestByReport(db: Database): Promise<ImportRow[]> {
  const all = await db.orm
    .select()
    .from(imports)
    .where(eq(imports.status, 'done'))
    .orderBy(desc(imports.asOf), desc(imports.id));
  const seen = new Set<string>();
  return all.filter((row) => !seen.has(row.report) && seen.add(row.report));
}

/** The whole snapshot of `report` that was the newest at or before `asOf`, other than import `except`. */
export async function snapshotBefore(
  db: Database,
  report: string,
  asOf: string,
  except: number,
): Promise<ImportRow | undefined> {
  return db.orm
    .select()
    .from(imports)
    .where(
      and(
        eq(imports.report, report),
        eq(imports.status, 'done'),
        eq(imports.extent, 'whole'),
        lte(imports.asOf, asOf),
        ne(imports.id, except),
      ),
    )
    .orderBy(desc(imports.asOf), desc(imports.id))
    .limit(1)
    .get();
}

export interface Extent {
  customers: number;
  lines: number;
  /** Products of a licence snapshot, areas of a propensity report. */
  products: string[];
}

/** How much an import holds, for comparing two snapshots of one report. */
export async function extentOf(db: Database, importId: number): Promise<Extent> {
  const count = async (table: typeof profiles | typeof lines) =>
    (await db.orm.select({ n: sql<number>`count(*)` }).from(table).where(eq(table.importId, importId)).get())?.n ?? 0;
  const products = await db.orm
    .selectDistinct({ name: lines.product })
    .from(lines)
    .where(eq(lines.importId, importId))
    .orderBy(lines.product);
  const areas = await db.orm
    .selectDistinct({ name: propensities.area })
    .from(propensities)
    .where(eq(propensities.importId, importId))
    .orderBy(propensities.area);
  return {
    customers: await count(profiles),
    lines: await count(lines),
    products: [...products, ...areas].map(({ name }) => name),
  };
}

/** Rejected rows of an import in the order of the file, a page at a time: `after` is the last id seen. */
export async function rejectsOf(db: Database, importId: number, after: number, limit: number) {
  return db.orm
    .select()
    .from(rejects)
    .where(and(eq(rejects.importId, importId), sql`${rejects.id} > ${after}`))
    .orderBy(asc(rejects.id))
    .limit(limit);
}

/** Imports whose rows do not count and have not been deleted yet. */
export async function unpurgedImports(db: Database): Promise<ImportRow[]> {
  return db.orm
    .select()
    .from(imports)
    .where(and(inArray(imports.status, ['failed', 'refused', 'undone']), eq(imports.purged, 0)));
}
