import { column } from '../column.ts';
import type { Into } from '../report.ts';
import { cloudascent } from './cloudascent.ts';

/** M365 and Surface share one layout; the file's name or `--report` tells which of the two it is. */
const shared = { star: ['m365', 'surface'], also: ['o365'] } as const;

export const cloudascentM365 = cloudascent({ name: 'cloudascent-m365', ...shared, own: ['m365', 'o365'] });

export const cloudascentSurface = cloudascent({ name: 'cloudascent-surface', ...shared, own: ['surface'] });

export const cloudascentAzure = cloudascent({ name: 'cloudascent-azure', star: ['azure'], own: ['azure'] });

export const cloudascentD365 = cloudascent({
  name: 'cloudascent-d365',
  star: ['d365bc', 'd365sp'],
  also: ['powerApps', 'd365fo', 'd365ce'],
  own: ['d365bc', 'd365sp', 'powerApps', 'd365fo', 'd365ce'],
});

/** The propensity to buy Microsoft 365 with security, given as M365Cluster. */
export const cloudascentSecurity = cloudascent({
  name: 'cloudascent-security',
  star: ['m365'],
  own: ['m365'],
  rename: { m365: 'security' },
});

const renewalColumns = {
  agreementId: column.text({ star: true, filled: true }),
  agreementEndDate: column.day({ star: true }),
  division: column.text(),
  licenseProgram: column.text(),
  expirationType: column.text(),
  expiringRevenue: column.amount(),
};

export const cloudascentRenewals = cloudascent({
  name: 'cloudascent-renewals',
  star: ['m365'],
  also: ['azure', 'd365bc', 'd365sp', 'powerApps', 'd365fo', 'd365ce'],
  own: [],
  columns: renewalColumns,
  store(row, accountId, into: Into) {
    const cell = row as { [K in keyof typeof renewalColumns]: string | null } & { expiringRevenue: number | null };
    const written = into.rows.agreement({
      accountId,
      agreementId: cell.agreementId ?? '',
      division: cell.division ?? '',
      endDate: cell.agreementEndDate,
      program: cell.licenseProgram,
      expirationType: cell.expirationType,
      expiringRevenue: cell.expiringRevenue,
    });
    if (written !== 'added') into.note(written);
    return undefined;
  },
  sample: {
    agreementId: '0098765',
    agreementEndDate: '2027-02-28',
    division: 'M365 E3',
    licenseProgram: 'Open Value',
    expiringRevenue: '12500.00',
  },
});
