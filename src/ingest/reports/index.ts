import type { ReportName } from '../../words/headers.ts';
import type { Report } from '../report.ts';
import { callMediaQuality } from './call-media-quality.ts';
import { callQueueStats } from './call-queue-stats.ts';
import { callRecords } from './call-records.ts';
import {
  cloudascentAzure,
  cloudascentD365,
  cloudascentM365,
  cloudascentRenewals,
  cloudascentSecurity,
  cloudascentSurface,
} from './cloudascent-reports.ts';
import { crmCustomers } from './crm-customers.ts';
import { partnerHubCustomers } from './partner-hub-customers.ts';
import { partnerHubSubscriptions } from './partner-hub-subscriptions.ts';
import {
  partnerHubCallingUsage,
  partnerHubCallQuality,
  partnerHubCallQueues,
  partnerHubFeatures,
} from './partner-hub-weekly.ts';
import { people } from './people.ts';
import { queueIntervals } from './queue-intervals.ts';
import { rota } from './rota.ts';

/** Every report that can be imported. */
export const reports: readonly Report[] = [
  partnerHubCustomers,
  partnerHubSubscriptions,
  partnerHubCallingUsage,
  partnerHubCallQuality,
  partnerHubCallQueues,
  partnerHubFeatures,
  callQueueStats,
  callMediaQuality,
  callRecords,
  queueIntervals,
  cloudascentM365,
  cloudascentSurface,
  cloudascentAzure,
  cloudascentD365,
  cloudascentRenewals,
  cloudascentSecurity,
  crmCustomers,
  people,
  rota,
];

export function reportNamed(name: ReportName): Report {
  const found = reports.find((report) => report.name === name);
  if (found === undefined) throw new RangeError(`no report ${name}`);
  return found;
}
