import { newestByReport } from '../../../db/readings/imports.ts';
import { whoGives } from '../../access/asker.ts';
import { covers } from '../../access/roles.ts';
import { FIRST_EXPORT, reportName } from '../../ask/first-contact.ts';
import { daysBetween, toIsoDate } from '../../base/days.ts';
import { formatMoment } from '../../words/formats.ts';
import { type ReportName, reportNames } from '../../words/headers.ts';
import { isStale, portalPage } from '../../words/portals.ts';
import type { CardPart } from '../card/card.ts';
import { sourceNames } from '../card/sources.ts';
import type { HomeView } from './home-view.ts';

const EXAMPLES_SHOWN = 5;
/** Of so many stale sources it is told where to fetch them; of more there is a list, one tap away. */
const STALE_SHOWN = 2;
/** What most people want to know first; the questions that follow are in help. */
const EXAMPLES_OF = ['expiring', 'overview', 'cluster', 'overage', 'renewing', 'low-assignment', 'customers'];

/** What can be asked: examples of questions that are answered by the data there is, each one tap. */
export async function exampleParts(view: HomeView): Promise<CardPart[]> {
  const { around, asker, speaker, say } = view;
  const { commands, db } = around.desk();
  const there = new Set((await newestByReport(db)).map(({ report }) => report));
  const shown = EXAMPLES_OF.flatMap((name) => {
    const found = commands.find((each) => each.name === name);
    if (found === undefined || (found.role !== undefined && !covers(asker.role, found.role))) return [];
    if (found.needs?.[0] !== undefined && !there.has(found.needs[0])) return [];
    return found.examples.find((example) => !/["@]/.test(example)) ?? [];
  });
  const command = around.settings.command[speaker.platform];
  const examples = [...shown.slice(0, EXAMPLES_SHOWN), 'help'];
  return [
    { kind: 'heading', text: say('home.ask') },
    { kind: 'text', text: say('home.ask-how', { command }) },
    {
      kind: 'buttons',
      buttons: examples.map((q) => ({ label: q, press: { do: 'to-me', q, of: speaker.user } as const })),
    },
  ];
}

/** How old each source is, those of one day together; for whoever imports, where to fetch those that are stale. */
export async function dataParts({ around, asker, language, profile, say, speaker }: HomeView): Promise<CardPart[]> {
  const desk = around.desk();
  const today = toIsoDate(desk.clock.now());
  const newest = await newestByReport(desk.db);
  if (newest.length === 0) return [];
  const sources = reportNames.flatMap((report) => {
    const row = newest.find((each) => each.report === report);
    return row === undefined ? [] : [{ report, row, stale: isStale(report, row.asOf, today) }];
  });
  const alike = new Map<string, typeof sources>();
  for (const each of sources) {
    const key = `${each.row.asOf} ${each.stale}`;
    alike.set(key, [...(alike.get(key) ?? []), each]);
  }
  const rows = [...alike.values()].map((some) => {
    const [{ row, stale }] = some as [(typeof some)[number]];
    const age = say('home.age', { day: row.asOf, days: daysBetween(row.asOf, today) });
    const last = Math.max(...some.map((each) => each.row.finishedAt ?? each.row.startedAt));
    return {
      name: sourceNames(
        some.map(({ report }) => report),
        say,
      ).join(', '),
      lead: stale ? say('home.stale', { age }) : age,
      detail: say('home.taken', { when: formatMoment(last, language, profile.timeZone) }),
    };
  });
  const label = say('import.exports');
  const press = { do: 'to-me', q: 'data', of: speaker.user } as const;
  const exportsButton: CardPart = { kind: 'buttons', buttons: [{ label, press }] };
  const again = asker.role === 'admin' ? sources.filter(({ stale }) => stale) : [];
  return [
    { kind: 'heading', text: say('home.data') },
    { kind: 'rows', rows },
    ...(again.length > STALE_SHOWN
      ? [exportsButton]
      : again.map(({ report }): CardPart => ({ kind: 'warning', text: fetchText(report) }))),
  ];

  function fetchText(report: ReportName): string {
    const { portal, page, options } = portalPage(report, language);
    return say('data.stale', { source: reportName(report, say), portal, page, options });
  }
}

/** Before the first import: which export to fetch from where, and a place to drop it, or who can. */
export async function emptyParts({ around, speaker, asker, language, say }: HomeView): Promise<CardPart[]> {
  const { portal, page, options } = portalPage(FIRST_EXPORT, language);
  const report = reportName(FIRST_EXPORT, say);
  const steps = {
    kind: 'facts',
    facts: [
      { label: say('home.export'), value: report },
      { label: say('home.portal'), value: portal },
      { label: say('home.page'), value: page },
      { label: say('home.options'), value: options },
    ],
  } as const;
  const text =
    asker.role === 'admin'
      ? say('home.drop', { platform: speaker.platform })
      : say('home.drop-others', { who: await whoGives(around.desk().db, say) });
  return [{ kind: 'heading', text: say('home.empty') }, steps, { kind: 'text', text }];
}
