import mediaQualityFile from './headers/call-media-quality.json' with { type: 'json' };
import queueStatsFile from './headers/call-queue-stats.json' with { type: 'json' };
import recordsFile from './headers/call-records.json' with { type: 'json' };
import areasFile from './headers/cloudascent-areas.json' with { type: 'json' };
import commonFile from './headers/cloudascent-common.json' with { type: 'json' };
import reportsFile from './headers/cloudascent-reports.json' with { type: 'json' };
import contactCenterFile from './headers/contact-center.json' with { type: 'json' };
import crmFile from './headers/crm-customers.json' with { type: 'json' };
import hubCustomersFile from './headers/partner-hub-customers.json' with { type: 'json' };
import hubSubscriptionsFile from './headers/partner-hub-subscriptions.json' with { type: 'json' };
import peopleFile from './headers/people.json' with { type: 'json' };
import intervalsFile from './headers/queue-intervals.json' with { type: 'json' };
import rotaFile from './headers/rota.json' with { type: 'json' };
import weeklyFile from './headers/weekly.json' with { type: 'json' };
import type { Language } from './languages.ts';

/** The spellings of one column, the official English one first. Names that only the API uses stay English. */
type Spellings = { readonly [language in Language]?: readonly string[] };

export interface Column {
  readonly key: string;
  readonly spellings: Spellings;
  /** False for a column the report may carry but its template leaves out. */
  readonly inTemplate: boolean;
}

type Columns = Readonly<Record<string, Spellings>>;

export const reportNames = [
  'partner-hub-customers',
  'partner-hub-subscriptions',
  'partner-hub-calling-usage',
  'partner-hub-call-quality',
  'partner-hub-call-queues',
  'partner-hub-features',
  'call-queue-stats',
  'call-media-quality',
  'call-records',
  'queue-intervals',
  'cloudascent-m365',
  'cloudascent-surface',
  'cloudascent-azure',
  'cloudascent-d365',
  'cloudascent-renewals',
  'cloudascent-security',
  'crm-customers',
  'people',
  'rota',
] as const;

export type ReportName = (typeof reportNames)[number];

const hub: Columns = hubCustomersFile;
const common: Columns = commonFile;
const weekly: Columns = weeklyFile;

/** As Control Hub writes them. */
const queueStatsOrder = [
  'callQueue',
  'location',
  'phoneNumber',
  'extension',
  'totalHoldTime',
  'avgHoldTime',
  'totalTalkTime',
  'avgTalkTime',
  'totalHandleTime',
  'avgHandleTime',
  'totalWaitTime',
  'avgWaitTime',
  'answeredCalls',
  'answeredShare',
  'abandonedCalls',
  'abandonedShare',
  'avgAbandonedTime',
  'totalAbandonedTime',
  'totalCalls',
  'callsOverflowed',
  'callsTimedOut',
  'callsTransferred',
  'avgAgentsAssigned',
  'avgAgentsHandling',
];

/** Firmographics come first in the portal's files, then propensity, then what the customer owns. */
const beforePropensity = Object.keys(common).indexOf('offers') + 1;

const timeUnits: Spellings = {
  en: ['s', 'sec', 'secs', 'seconds', 'm', 'min', 'mins', 'minutes'],
  pt: ['s', 'segundos', 'min', 'minutos'],
  fr: ['s', 'secondes', 'min', 'minutes'],
  es: ['s', 'segundos', 'min', 'minutos'],
  de: ['s', 'Sekunden', 'min', 'Minuten'],
  zh: ['秒', '分', '分钟'],
};

/** A column of times also as headers that name the unit: `Total Wait Time (min)`, and `Total Wait Mins` as other reports. */
function withUnits(column: Column): Column {
  if (!column.key.endsWith('Time')) return column;
  const spellings = Object.entries(column.spellings).map(([language, forms]) => [
    language,
    forms.flatMap((form) => [
      form,
      ...(timeUnits[language as Language] ?? []).map((unit) => `${form} (${unit})`),
      ...(form.endsWith(' Time') ? ['Mins', 'Minutes', 'Secs', 'Seconds'] : []).map((unit) =>
        form.replace(/Time$/, unit),
      ),
    ]),
  ]);
  return { ...column, spellings: Object.fromEntries(spellings) as Spellings };
}

/** The columns of a report, in the order of its file. */
export function columnsOf(report: ReportName): readonly Column[] {
  switch (report) {
    case 'partner-hub-customers':
      return listed(hub);
    case 'partner-hub-subscriptions':
      return [
        ...listed(hub, ['customer', 'customerId', 'domain', 'country', 'managedBy', 'tags']),
        ...listed(hubSubscriptionsFile),
      ];
    case 'partner-hub-calling-usage':
      return ofWeek('users', 'activeUsers', 'calls', 'minutes');
    case 'partner-hub-call-quality':
      return ofWeek('endpointType', 'calls', 'goodCalls', 'avgPacketLoss', 'avgLatency', 'avgJitter');
    case 'partner-hub-call-queues':
      return ofWeek(
        'callQueue',
        'calls',
        'answeredCalls',
        'abandonedCalls',
        'avgTimeToAnswer',
        'avgWaitBeforeAbandon',
        'callsOverflowed',
        'callsTimedOut',
      );
    case 'partner-hub-features':
      return ofWeek('feature', 'calls');
    case 'call-queue-stats':
      return inOrder(
        [
          ...listed(
            weekly,
            Object.keys(weekly).filter((key) => queueStatsOrder.includes(key)),
          ),
          ...listed(queueStatsFile).map(withUnits),
        ],
        queueStatsOrder,
      );
    case 'call-media-quality':
      return listed(mediaQualityFile);
    case 'call-records':
      return listed(recordsFile);
    case 'queue-intervals':
      return intervalColumns();
    case 'crm-customers':
      return [
        ...listed(hub, ['customer']),
        ...listed(crmFile),
        ...listed(hub, ['domain', 'tags', 'customerId', 'country']),
      ];
    case 'people':
      return listed(peopleFile);
    case 'rota':
      return [
        ...listed(rotaFile, ['rota', 'position']),
        ...listed(peopleFile, ['email']),
        ...listed(rotaFile, ['starts', 'ends']),
      ];
    default:
      return cloudascentColumns(report);
  }
}

/** A weekly report of Partner Hub: the week, the customer, and its own columns. */
function ofWeek(...own: string[]): Column[] {
  return [...listed(weekly, ['weekStarting']), ...listed(hub, ['customer', 'customerId']), ...listed(weekly, own)];
}

/** Counted by any phone system, which has words of its own for what came in. */
function intervalColumns(): Column[] {
  const calls = listed(weekly, ['calls']).map((column) => spelledToo(column, intervalsFile.calls));
  return [
    ...listed(hub, ['customer']),
    ...listed(hub, ['customerId']).map((column) => ({ ...column, inTemplate: false })),
    ...listed(weekly, ['callQueue']),
    ...listed(intervalsFile, ['intervalStart', 'intervalMinutes']),
    ...calls,
    ...listed(weekly, ['answeredCalls', 'abandonedCalls']),
    ...listed(intervalsFile, ['shortAbandonedCalls', 'avgWaitTime']).map(withUnits),
    ...listed(contactCenterFile).map((column) => ({ ...column, inTemplate: false })),
  ];
}

function spelledToo(column: Column, more: Spellings): Column {
  const merged = Object.entries(column.spellings).map(([language, forms]) => [
    language,
    [...forms, ...(more[language as Language] ?? [])],
  ]);
  return { ...column, spellings: Object.fromEntries(merged) as Spellings };
}

/** The columns that a portal's page shares with others, in the order of its own file. */
function inOrder(columns: readonly Column[], order: readonly string[]): Column[] {
  return [...columns].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

function listed(columns: Columns, keys: readonly string[] = Object.keys(columns)): Column[] {
  return keys.map((key) => ({ key, spellings: columns[key] ?? {}, inTemplate: true }));
}

function cloudascentColumns(report: keyof typeof reportsFile): Column[] {
  const own: { readonly areas: readonly string[]; readonly columns: Columns } = reportsFile[report];
  const keys = Object.keys(common);
  const areas = areaColumns(own.areas).map((column) => withMore(column, own.columns[column.key]));
  const areaKeys = new Set(areas.map((column) => column.key));
  const extra = Object.keys(own.columns).filter((key) => !areaKeys.has(key));
  return [
    ...listed(common, keys.slice(0, beforePropensity)),
    ...areas.filter((column) => column.inTemplate),
    ...listed(own.columns, extra),
    ...listed(common, keys.slice(beforePropensity)),
    ...areas.filter((column) => !column.inTemplate),
  ];
}

function withMore(column: Column, more: Spellings | undefined): Column {
  if (more?.en === undefined) return column;
  return { ...column, spellings: { ...column.spellings, en: [...(column.spellings.en ?? []), ...more.en] } };
}

/** Any area may appear in any CloudAscent file; the template shows those the report is about. */
function areaColumns(templateAreas: readonly string[]): Column[] {
  areaSpellings ??= spellAreas();
  return areaSpellings.map(({ area, measure, spellings }) => ({
    key: `${area}${measure}`,
    spellings,
    inTemplate: templateAreas.includes(area) && areasFile.published.includes(measure),
  }));
}

interface AreaSpellings {
  readonly area: string;
  readonly measure: string;
  readonly spellings: Spellings;
}

let areaSpellings: readonly AreaSpellings[] | undefined;

function spellAreas(): AreaSpellings[] {
  const official: Readonly<Record<string, string>> = areasFile.publishedAs;
  return Object.entries(areasFile.areas).flatMap(([area, names]) =>
    Object.entries(areasFile.measures).map(([measure, patterns]) => {
      // Long English product names inside other languages were never seen; leaving them out halves the table.
      const inEnglish = patterns.en.flatMap((form) => names.map((name) => form.replace('{area}', name)));
      const spelled = Object.entries(patterns).map(([language, forms]) => [
        language,
        forms.map((form) => form.replace('{area}', names[0] ?? area)),
      ]);
      const first = official[`${area}${measure}`];
      const en = first === undefined ? inEnglish : [first, ...inEnglish];
      return { area, measure, spellings: { ...Object.fromEntries(spelled), en } as Spellings };
    }),
  );
}
