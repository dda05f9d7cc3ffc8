import {
  agreements,
  calling,
  cluster,
  cohort,
  customers,
  expired,
  expiring,
  features,
  licenses,
  lowAssignment,
  newLines,
  overage,
  overview,
  quality,
  queues,
  renewing,
} from '../oracle/oracle.ts';
import { question } from './question.ts';

const needs = 'partner-hub-subscriptions';
const ENDING = 'days_left -total';
const CELLS = 'cell -potential';
export const PLAY = 'MW_Transition Customer - Compete Google Workspace';

/** Every question of this test, by a short name. */
export const questions = {
  expiring: question('expiring 90d', expiring, ENDING, { period: 90, needs }),
  expiringYear: question('expiring 365d', expiring, ENDING, { period: 365, needs }),
  expiringToday: question('expiring today', expiring, ENDING, { period: 0, needs }),
  expiringQ1: question('expiring 2027-01-01..2027-03-31', expiring, ENDING, {
    period: { from: '2027-01-01', to: '2027-03-31' },
    needs,
  }),
  expiringPast: question('expiring 2026-10-01..2026-12-15', expiring, ENDING, {
    period: { from: '2026-10-01', to: '2026-12-15' },
    needs,
  }),
  renewing: question('renewing 90d', renewing, ENDING, { period: 90, needs }),
  expired: question('expired 30d', expired, 'days_since_end', { period: 30, needs }),
  expiredLong: question('expired 120d', expired, 'days_since_end', { period: 120, needs }),
  new: question('new 90d', newLines, 'days_since_added', { period: 90, needs }),
  newMonth: question('new 30d', newLines, 'days_since_added', { period: 30, needs }),
  newYear: question('new 400d', newLines, 'days_since_added', { period: 400, needs }),
  low: question('low-assignment', lowAssignment, 'assigned_rate', { needs }),
  overage: question('overage', overage, '-overage', { needs }),
  licenses: question('licenses', licenses, 'week', { needs }),
  overview: question('overview', (world, ask) => overview(world, ask), '-customers', { needs }),
  overviewCalling: question('overview calling', (world, ask) => overview(world, ask, 'calling'), '-customers', {
    needs,
  }),
  overviewMeetings: question('overview meetings', (world, ask) => overview(world, ask, 'meetings'), '-customers', {
    needs,
  }),
  calling: question('calling', calling, '-enough change', { needs: 'partner-hub-calling-usage' }),
  quality: question('quality', quality, '-poor', { needs: 'partner-hub-call-quality' }),
  queues: question('queues', queues, '-enough -abandon_rate', { needs: 'partner-hub-call-queues' }),
  features: question('features', features, '-calls'),
  customers: question('customers', customers, 'customer'),
  expiringSoon: question(
    'customers expiring-soon',
    (world, ask) => customers(world, also(ask, 'status:expiring_soon')),
    'customer',
  ),
  actNow: question('cluster act-now', (world, ask) => cluster(world, ask, { clusters: ['act-now'] }), CELLS),
  security: question('cluster security', (world, ask) => cluster(world, ask, { areas: ['security'] }), CELLS),
  evaluateM365: question(
    'cluster evaluate m365',
    (world, ask) => cluster(world, ask, { clusters: ['evaluate'], areas: ['m365'] }),
    CELLS,
  ),
  cohort: question(`cohort "${PLAY}"`, (world, ask) => cohort(world, ask, PLAY), 'customer'),
  agreements: question('agreements 180d', agreements, 'days_left -expiring_revenue', { period: 180 }),
} as const;

function also<A extends { readonly where?: readonly string[] }>(ask: A, filter: string): A {
  return { ...ask, where: [...(ask.where ?? []), filter] };
}
