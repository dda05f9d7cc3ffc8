import { column, index, table, uniqueIndex } from '../columns.ts';
import { imports } from './imports.ts';

/** One customer's propensity in one area, as one report of one cycle gives it. */
export const propensities = table(
  'propensities',
  {
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    accountId: column.integer().notNull(),
    /** azure · m365 · d365-bc · d365-sp · power-apps · surface · security · … */
    area: column.text().notNull(),
    /** 1 when the report is the area's own, which wins over the same column in another report. */
    own: column.flag().notNull(),
    /** act-now · evaluate · nurture · educate · unknown */
    cluster: column.text().notNull(),
    fitBand: column.text(),
    fitScore: column.real(),
    intentBand: column.text(),
    intentScore: column.real(),
    /** A1 … ET10; the fit's letter alone where the intent is unknown; null where the fit is. */
    cell: column.text(),
    /** 1 when the cluster is not the one that Fit stands for. The file's value is kept. */
    disagrees: column.flag().notNull(),
    /** Revenue potential as written, and its lower edge in US dollars. */
    potential: column.text(),
    potentialFrom: column.real(),
    why: column.text(),
  },
  (t) => [
    uniqueIndex('propensities_key').on(t.importId, t.accountId, t.area),
    index('propensities_by_cluster').on(t.importId, t.area, t.cluster),
  ],
);

/** A solution play marked Yes for a customer. Which plays a file knows stands in its import's details. */
export const cohorts = table(
  'cohorts',
  {
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    accountId: column.integer().notNull(),
    cohort: column.text().notNull(),
  },
  (t) => [
    uniqueIndex('cohorts_key').on(t.importId, t.accountId, t.cohort),
    index('cohorts_by_cohort').on(t.importId, t.cohort),
  ],
);

/** One division of one agreement up for renewal. */
export const agreements = table(
  'agreements',
  {
    importId: column
      .integer()
      .notNull()
      .references(() => imports.id),
    accountId: column.integer().notNull(),
    agreementId: column.text().notNull(),
    division: column.text().notNull(),
    endDate: column.day(),
    program: column.text(),
    expirationType: column.text(),
    /** US dollars; null where the export was made without the right to see money. */
    expiringRevenue: column.real(),
  },
  (t) => [
    uniqueIndex('agreements_key').on(t.importId, t.accountId, t.agreementId, t.division),
    index('agreements_by_end').on(t.importId, t.endDate),
  ],
);
