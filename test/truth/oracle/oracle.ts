/** The questions computed from the CSV files alone, to hold the product's answers against. */
export { agreements } from './agreements.ts';
export type { Ask, Result, Row, Value } from './answer.ts';
export { cluster, clusterMatrix } from './cluster.ts';
export { cohort, cohortCounts } from './cohort.ts';
export { customers } from './customers.ts';
export { expired } from './expired.ts';
export { expiring, renewing } from './expiring.ts';
export { type Group, type GroupBy, groups, type KeysOf } from './groups.ts';
export { licenses } from './licenses.ts';
export { lowAssignment } from './low-assignment.ts';
export { newLines } from './new.ts';
export { overage } from './overage.ts';
export { overview } from './overview.ts';
export { type ReadOptions, readWorld } from './read.ts';
export { calling, course, endpoints, features, quality, queues, queuesByCustomer, unusedFeatures } from './weekly.ts';
export type { Customer, Person, World } from './world.ts';
