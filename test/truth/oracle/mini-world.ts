import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The date that the questions of the mini world are asked on. */
export const AS_OF = '2026-11-21';

const HUB = 'Customer,Customer ID,Domain,Country,Managed By,Tags';
const SUBSCRIPTIONS = `${HUB},Subscription ID,Product,Subscription Type,Status,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses,Used Licenses Last 3 Months`;
const CUSTOMERS = 'Customer,Customer ID,Domain,Status,Managed By,Tags,Country,Created,Last Admin Sign-in';
const CRM = 'Customer,Owner,Segment,Industry,Domain,Tags,Customer ID,Country';
const ACCOUNT = 'CustomerID,AccountName,Domain,OrgSize,City,State,Country,IsNonprofit';
const M365 = `${ACCOUNT},MW_Test play,M365Cluster,M365Fit,M365Intent,M365 Revenue Potential,M365 Signal Explainability,SurfaceCluster,SurfaceFit,Surface Intent,Surface Revenue Potential,Surface Signal Explainability,Has Azure`;
const RENEWALS = `${ACCOUNT},LicenseProgram,AgreementID,AgreementEndDate,ExpirationType,ExpiringRevenue,RevSumDivisionName,AzureCluster,M365Cluster`;

const id = (letter: string): string => `${letter.repeat(8)}-1111-4111-8111-111111111111`;
const ALPHA = `Alpha Foods Ltda,${id('a')},alpha.com.br,BR,Partner,gold`;
const BETA = `Beta GmbH,${id('b')},,DE,External,`;
const GAMMA = `"Gamma ""G"", Inc",${id('c')},gmail.com,US,Partner,Gold;lost`;
const DELTA = `Delta,${id('d')},www.delta.fr,,Partner,`;
const EPSILON = `Epsilon,${id('e')},epsilon.it,IT,Partner,silver`;
const ALPHA_ACCOUNT = '111,ALPHA FOODS,mail.alpha.com.br,40,Campinas,SP,Brazil,No';

const S1 = `${ALPHA},S1,Webex Calling - Professional,Subscription,Active,2025-12-01,2026-11-30,No,100,60,30,35`;
const UNCHANGED = [
  S1,
  `${BETA},S5,Webex Meetings,Subscription,Active,2026-01-01,2026-12-31,Yes,10,4,,`,
  `${BETA},S6,Webex Messaging,Subscription,Expired,2024-11-11,2026-11-10,No,5,5,5,5`,
  ...[0, 1, 2, 3, 4, 5, 6, 7].map(
    (n) => `${EPSILON},E${n},Call on Webex,Subscription,Active,2024-01-01,2029-01-01,Yes,10,${n},${n},${n}`,
  ),
];
const meetings = (figures: string): string =>
  `${ALPHA},S3,Webex Meetings,Subscription,Active,2020-01-01,9999-12-31,,${figures}`;
const beta = (figures: string): string =>
  `${BETA},S4,Webex Meetings,Subscription,Active,2025-11-19,2026-11-18,No,${figures}`;
const delta = (figures: string): string =>
  `${DELTA},S11,Webex Calling - Professional,Subscription,Active,2026-11-01,2027-10-31,Yes,${figures}`;

const FILES: Readonly<Record<string, readonly string[]>> = {
  'partner-hub-subscriptions-2026-11-01.csv': [SUBSCRIPTIONS, ...UNCHANGED, meetings('50,51,10,10'), beta('20,21,0,0')],
  'partner-hub-subscriptions-2026-11-08.csv': [
    SUBSCRIPTIONS,
    ...UNCHANGED,
    meetings('50,53,10,10'),
    beta('20,20,0,0'),
    delta('10,4,0,0'),
    `${GAMMA},S7,Hybrid Services,Subscription,Active,2025-11-10,2026-11-09,No,7,7,7,7`,
    `${GAMMA},S9,Webex Messaging,Subscription,Active,2025-11-13,2026-11-12,No,3,3,3,3`,
  ],
  'partner-hub-subscriptions-2026-11-15.csv': [
    SUBSCRIPTIONS,
    ...UNCHANGED,
    S1,
    `${ALPHA},S2,Webex Suite,Subscription,Active,2026-12-10,2027-12-09,,100,0,,`,
    `${ALPHA},,Webex Suite,Trial,Trial,2026-10-25,2026-11-25,,10,,,`,
    meetings('50,55,10,10'),
    beta('20,29,0,0'),
    `${BETA},Bad,Webex Meetings,Subscription,Active,2026-01-01,2026-12-31,Yes,-5,0,0,0`,
    `${GAMMA},S8,Real-time Translations,Subscription,Active,2026-11-20,2027-11-19,Yes,0,0,0,0`,
    `${GAMMA},S10,Webex Messaging,Subscription,Active,2026-11-13,2027-11-12,Yes,3,1,1,1`,
    `${GAMMA},S10,Webex Messaging,Subscription,Active,2026-11-13,2027-11-12,Yes,4,1,,1`,
    delta('10,5,3,3'),
  ],
  'partner-hub-customers-2026-11-15.csv': [
    CUSTOMERS,
    `Alpha Foods Ltda,${id('a')},alpha.com.br,License overage;Expiring soon,Partner,gold,BR,2020-01-01,`,
    `Beta GmbH,${id('b')},,License overage,External,,DE,2020-01-01,`,
    `"Gamma ""G"", Inc",${id('c')},gmail.com,Subscription,Partner,Gold;lost,US,2020-01-01,`,
    `Zeta,${id('f')},,Ready for order setup,Partner,,,2026-11-01,`,
  ],
  'cloudascent-m365-2026-09-25.csv': [
    M365,
    `${ALPHA_ACCOUNT},No,Evaluate,60,80,0-1K,Hiring,Evaluate,60,80,0-500,,No`,
    '222,BETA,,10,Berlin,,Germany,No,No,Act Now,90,90,5K-10K,,Unknown,,,,,No',
    '333,Lost One,,10,Rome,,Italy,Nonprofit,Yes,Act Now,90,90,5K-10K,,Unknown,,,,,',
  ],
  'cloudascent-m365-2026-10-25.csv': [
    M365,
    `${ALPHA_ACCOUNT},Yes,Act Now,80,20,1K-5K,"Hiring, moving",Evaluate,60,80,0-500,,No`,
    '222,BETA,,10,Berlin,,Germany,No,No,Evaluate,Medium,,10K-25K,,Unknown,,,,,No',
    ',No id,,10,,,,No,No,Act Now,80,20,,,Unknown,,,,,No',
  ],
  'cloudascent-surface-2026-10-25.csv': [
    M365,
    `${ALPHA_ACCOUNT},Yes,Educate,10,10,0-1K,,Nurture,Low,High,500-2K,Old devices,Yes`,
  ],
  'cloudascent-renewals-2026-10-25.csv': [
    RENEWALS,
    ...['10.50,Azure', '10.50,Azure', ',Office 365'].map(
      (end) => `444,Renew Only,,20,Lyon,,France,No,MPSA,9001,2026-12-31,Full,${end},Educate,Act Now`,
    ),
    '444,Renew Only,,20,Lyon,,France,No,MPSA,9002,2027-06-30,Full,7,Azure,Educate,Act Now',
  ],
  'crm-customers-2026-11-20.csv': [
    CRM,
    `ALPHA FOODS,Ann@reseller.example;bob@reseller.example,SMB,Food,,key account;GOLD,${id('a')},Brazil`,
    'beta,ann@reseller.example,,,,,,',
    'Nobody,not a mail at all,,,,,,',
  ],
  'people-2026-11-20.csv': [
    'E-mail,Name,Role,Scope,Slack ID,Teams ID,Time Zone',
    'ann@reseller.example,Ann,viewer,own,,,UTC',
    'nobody,,viewer,own,,,UTC',
  ],
};

/** A part that makes one line renew by itself. */
export const PART = 'partner-hub-subscriptions-2026-11-17.csv';
const PART_ROWS = [SUBSCRIPTIONS, S1.replace(',No,', ',Yes,')];

/** Writes the mini world's files to a new folder of the system's; with the part when asked. */
export function writeMiniWorld({ withPart = false } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  for (const [name, rows] of Object.entries(withPart ? { ...FILES, [PART]: PART_ROWS } : FILES))
    writeFileSync(join(folder, name), `${rows.join('\n')}\n`);
  return folder;
}
