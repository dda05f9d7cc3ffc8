import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { NewRow } from '../prepared.ts';
import type {
  agreements,
  featureWeeks,
  lines,
  people,
  profiles,
  propensities,
  qualityWeeks,
  queueWeeks,
  rejects,
  rotaRows,
  usageWeeks,
} from '../schema/index.ts';

/** What a report writes, without the number of the import, which is the same for every row of a file. */
type Row<T extends SQLiteTable> = Omit<NewRow<T>, 'importId'>;
export type LineRow = Row<typeof lines>;
export type ProfileRow = Omit<Row<typeof profiles>, 'accountId'>;
export type PropensityRow = Row<typeof propensities>;
export type AgreementRow = Row<typeof agreements>;
export type RotaRow = Row<typeof rotaRows>;
export type PersonRow = Row<typeof people>;
export type RejectRow = Omit<Row<typeof rejects>, 'id'>;
export type UsageWeekRow = Row<typeof usageWeeks>;
export type QualityWeekRow = Row<typeof qualityWeeks>;
export type QueueWeekRow = Row<typeof queueWeeks>;
export type FeatureWeekRow = Row<typeof featureWeeks>;
