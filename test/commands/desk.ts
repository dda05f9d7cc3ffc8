import type { Surface } from '../../commands/asked.ts';
import type { Body, Command } from '../../commands/command.ts';
import { customer } from '../../commands/customer.ts';
import type { Filter } from '../../db/readings/filter.ts';
import { openLens } from '../../db/readings/lens.ts';
import { askerOf } from '../../src/access/asker.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { Language } from '../../src/words/languages.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { openWorkspaceWith, type Workspace } from '../customers/workspace.ts';

export const TODAY = '2026-11-21';

const LINES =
  'Customer,Customer ID,Domain,Country,Product,Subscription Type,Subscription ID,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses';
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Four companies: two of one name in two countries, one of Ana's, one that only the portal knows. */
export const files: Readonly<Record<string, readonly string[]>> = {
  'partner-hub-subscriptions-2026-11-08.csv': [
    LINES,
    `Nova Foods Ltda,${id(1)},nova.com.br,BR,Webex Calling,Subscription,S1,2025-12-01,2026-12-01,No,100,80,60`,
    `Harbor Ltd,${id(2)},harbor.co.uk,GB,Webex Meetings,Subscription,S3,2025-01-01,2028-01-01,Yes,50,40,30`,
  ],
  'partner-hub-subscriptions-2026-11-15.csv': [
    LINES,
    `Nova Foods Ltda,${id(1)},nova.com.br,BR,Webex Calling,Subscription,S1,2025-12-01,2026-12-01,No,100,88,66`,
    `Nova Foods Ltda,${id(1)},nova.com.br,BR,Webex Meetings,Trial,,2026-10-01,2027-06-30,No,20,2,`,
    `Harbor Ltd,${id(2)},harbor.co.uk,GB,Webex Meetings,Subscription,S3,2025-01-01,2028-01-01,Yes,50,40,30`,
    `Mirante SA,${id(3)},mirante.com.ar,AR,Webex Suite,Subscription,S4,2025-01-01,2028-01-01,Yes,10,9,8`,
    `Mirante SA,${id(4)},mirante.es,ES,Webex Suite,Subscription,S5,2025-01-01,2028-01-01,Yes,10,9,8`,
  ],
  'crm-customers-2026-11-20.csv': [
    'Customer,Owner,Domain,Tags,Industry,Country',
    'Nova Foods,ana@reseller.example,nova.com.br,gold,Food,BR',
    'Harbor,ben@reseller.example,harbor.co.uk,,Logistics,GB',
  ],
  'cloudascent-azure-2026-10-25.csv': [
    'CustomerID,AccountName,Domain,Country,AzureCluster,AzureFit,AzureIntent,Azure Revenue Potential,Azure Signal Explainability',
    '70001,Nova Foods,nova.com.br,Brazil,Act Now,High,High,5K-10K,Hiring',
    '70002,Harbor,harbor.co.uk,United Kingdom,Nurture,Low,Low,0-1K,Moving',
  ],
  'cloudascent-renewals-2026-10-25.csv': [
    'CustomerID,AccountName,Domain,AgreementID,AgreementEndDate,ExpiringRevenue,RevSumDivisionName,M365Cluster',
    '70001,Nova Foods,nova.com.br,A-9,2027-01-31,1234.5,Office 365,Evaluate',
  ],
  'people-2026-11-21.csv': [
    'E-mail,Name,Role,Scope,Time Zone',
    'ada@reseller.example,Ada,admin,all,Europe/London',
    'eve@reseller.example,Eve,editor,all,',
    'ana@reseller.example,Ana,editor,own,America/Sao_Paulo',
    'ben@reseller.example,Ben,viewer,own,',
  ],
};

/** A database with some of the files in it, and a way to ask it as somebody. */
export interface Desk {
  readonly workspace: Workspace;
  /** Asks as this person; null is the command line. `args` is what stands behind the name, as the reader gives it. */
  ask<Args>(as: string | null, command: Command<Args>, args?: object, more?: More): Promise<Body>;
}

interface More {
  readonly language?: Language;
  readonly filters?: readonly Filter[];
  readonly commands?: readonly Command[];
  readonly surface?: Surface;
  readonly timeZone?: string;
}

/** To be called inside a test. */
export async function openDesk(given: readonly string[] = Object.keys(files)): Promise<Desk> {
  const texts = given.map((name) => [name, `${files[name]?.join('\n')}\n`]);
  const workspace = await openWorkspaceWith(Object.fromEntries(texts));
  const { db } = workspace;
  return {
    workspace,
    async ask(as, command, args = {}, more = {}) {
      const say = messagesFor(more.language ?? 'en');
      const asker = await askerOf(db, as, say);
      const owner = asker.scope === 'own' ? asker.email : null;
      const lens = await openLens(db, { asOf: TODAY, owner, cycleDay: 25 });
      const asked = {
        db,
        clock: systemClock,
        lens,
        asOf: TODAY,
        today: TODAY,
        asker,
        language: more.language ?? 'en',
        say,
        filters: more.filters ?? [],
        columns: [],
        by: null,
        sort: null,
        top: null,
        page: 1,
        pageSize: 50,
        commands: more.commands ?? [customer as Command],
        place: null,
        speaker: null,
        digests: null,
        alerts: null,
        surface: more.surface ?? 'terminal',
        timeZone: more.timeZone ?? null,
        narrowing: '',
      } as const;
      return command.run(asked, command.args.parse(args));
    },
  };
}
