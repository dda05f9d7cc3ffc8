import { renewedColumns, renewedLines, sinceLastWeek } from '../db/readings/digest-renewals.ts';
import { type Answer, wholeTable } from '../src/answers/answer.ts';
import { addDays } from '../src/base/days.ts';
import type { ReportName } from '../src/words/headers.ts';
import { type DigestAsking, type DigestContent, digest } from './digest.ts';
import { endingChart } from './ending-chart.ts';
import { licensesState } from './freshness.ts';
import { askTop, figure, MOST_ROWS, partOf, partWith, question, tenRows } from './parts.ts';
import { bracketed, cell, customersPhrase } from './phrases.ts';
import { nothingKnown } from './unknown.ts';

const HOUR_MS = 3_600_000;

const needs: readonly ReportName[] = ['partner-hub-subscriptions'];

/** What ends soon, what was renewed or lapsed since last week, and who came over the limit. */
export const renewals = digest({
  name: 'renewals',
  words: {
    en: {
      names: ['renewal digest', 'expirations'],
      title: 'Renewals, {about}',
      summary: 'Weekly: what ends or renews soon, what was renewed or lapsed, who is newly over the limit',
    },
    pt: {
      names: ['renovações', 'vencimentos'],
      title: 'Renovações, {about}',
      summary: 'Semanal: o que termina ou renova em breve, o que foi renovado ou caducou, quem passou do limite',
    },
    fr: {
      names: ['renouvellements', 'échéances'],
      title: 'Renouvellements, {about}',
      summary:
        'Chaque semaine : ce qui se termine ou se renouvelle bientôt, ce qui a été renouvelé ou perdu, qui dépasse la limite',
    },
    es: {
      names: ['renovaciones', 'vencimientos'],
      title: 'Renovaciones, {about}',
      summary: 'Semanal: lo que termina o se renueva pronto, lo renovado o caducado, quién pasó el límite',
    },
    de: {
      names: ['Verlängerungen', 'Vertragsenden'],
      title: 'Verlängerungen, {about}',
      summary:
        'Wöchentlich: was bald endet oder sich verlängert, was verlängert wurde oder auslief, wer neu über dem Limit ist',
    },
    zh: {
      names: ['续订', '续约'],
      title: '续订，{about}',
      summary: '每周：即将到期或续订的、已续订或已失效的、新超出上限的',
    },
  },
  standard: 'mon 09:00',
  needs,
  commands: ['expiring', 'renewing', 'expired', 'overage'],
  patienceMs: 3 * HOUR_MS,
  freshness: licensesState,
  make,
});

function endingLine(asking: DigestAsking, soon: Answer): string {
  const first = soon.table?.rows[0];
  return asking.say('digest.renewals.ending', {
    lines: totalOf(soon) ?? 0,
    customers: figure(soon, 'expiring_customers') ?? 0,
    first: first === undefined ? '' : cell(first, 'customer', asking),
    day: String(first?.['end_date'] ?? ''),
  });
}

/**
 * Its figures count lines. `expiring_30d` … are the totals of `expiring 30d` and so on; `lapsed` that of `expired` over
 * the days from the export a week before to the day before the newest; `new_overage` that of `overage` with `over_since`
 * after that export; `renewed` as `renewedLines` says. The last three are null where no export is 4 to 10 days older.
 */
async function make(asking: DigestAsking): Promise<DigestContent> {
  const { lens, say } = asking;
  const on = `as-of:${asking.asOf}`;
  const [soon, later, renewing, renewingLater] = [
    await askTop(asking, `expiring 30d ${on}`),
    await asking.ask(`expiring 90d ${on}`),
    await askTop(asking, `renewing 30d ${on}`),
    await asking.ask(`renewing 90d ${on}`),
  ];
  const unknown = nothingKnown(asking, soon, needs);
  if (unknown !== undefined) return unknown;
  const since = sinceLastWeek(lens);
  const { from, to, gapDays } = since;
  const week = from === null || to === null ? undefined : await changes(asking, from, to);
  const facts = [
    { key: 'expiring_30d', value: totalOf(soon) },
    { key: 'expiring_90d', value: totalOf(later) },
    { key: 'renewing_30d', value: totalOf(renewing) },
    { key: 'renewing_90d', value: totalOf(renewingLater) },
    { key: 'renewed', value: week?.renewed.lines ?? null },
    { key: 'lapsed', value: week === undefined ? null : totalOf(week.lapsed) },
    { key: 'new_overage', value: week === undefined ? null : totalOf(week.over) },
  ];
  const chart = endingChart(later, renewingLater);
  const cannotTell = gapDays === null ? say('note.no-change-none') : say('note.no-change-snapshot', { days: gapDays });
  const lines = [
    endingLine(asking, soon),
    ...(week === undefined ? [cannotTell] : weekLines(asking, week, from ?? '')),
  ];
  const ending = { lead: 'days_left', brief: ['product', 'total', 'auto_renew'] };
  const parts = tenRows([
    { part: partOf(soon, { title: say('digest.part.expiring'), ...ending }), share: 4 },
    ...(week === undefined ? [] : weekParts(asking, week)),
    {
      part: partOf(renewing, { title: say('digest.part.renewing'), lead: 'days_left', brief: ['product', 'total'] }),
      share: 0,
    },
  ]);
  const isQuiet = [totalOf(soon), week?.renewed.lines, week && totalOf(week.lapsed), week && totalOf(week.over)];
  return {
    // A look back may be at a day before the newest export.
    about: to !== null && asking.about > asking.asOf ? to : asking.about,
    lines,
    facts,
    chart: chart.spec,
    chartTitle: say('digest.renewals.chart', { total: chart.total, busiest: chart.busiest ?? '', most: chart.most }),
    parts,
    notes: week === undefined ? [] : [say('digest.renewals.rule'), say('note.expired-rule')],
    next: [question(later), ...(week === undefined ? [] : [question(week.over)]), question(renewingLater)],
    quiet: isQuiet.every((count) => (count ?? 0) === 0),
  };
}

interface Week {
  readonly lapsed: Answer;
  readonly over: Answer;
  readonly renewed: NonNullable<Awaited<ReturnType<typeof renewedLines>>>;
}

async function changes(asking: DigestAsking, from: string, to: string): Promise<Week> {
  const on = `as-of:${asking.asOf}`;
  const none = { lines: 0, customers: 0, rows: [] };
  return {
    lapsed: await askTop(asking, `expired ${from}..${addDays(to, -1)} ${on}`),
    over: await askTop(asking, `overage over_since:>${from} ${on}`),
    renewed: (await renewedLines(asking.lens, asking.filters, MOST_ROWS)) ?? none,
  };
}

function weekLines(asking: DigestAsking, { lapsed, over, renewed }: Week, from: string): string[] {
  const { say } = asking;
  const renewedTable = wholeTable([...renewedColumns], renewed.rows);
  return [
    say('digest.renewals.since', {
      day: from,
      renewed: renewed.lines,
      renewers: bracketed(customersPhrase(renewedTable, renewed.customers, asking), asking),
      lapsed: totalOf(lapsed) ?? 0,
      lapsers: bracketed(customersPhrase(lapsed.table, figure(lapsed, 'expired_customers'), asking), asking),
    }),
    say('digest.renewals.overage', {
      n: totalOf(over) ?? 0,
      names: bracketed(customersPhrase(over.table, figure(over, 'overage_customers'), asking), asking),
    }),
  ];
}

function weekParts(asking: DigestAsking, { lapsed, over, renewed }: Week) {
  const { say } = asking;
  const renewedTable = { ...wholeTable([...renewedColumns], renewed.rows), total: renewed.lines };
  return [
    {
      part: partOf(lapsed, { title: say('digest.part.lapsed'), lead: 'days_since_end', brief: ['product', 'total'] }),
      share: 2,
    },
    {
      part: partWith(renewedTable, {
        title: say('digest.part.renewed'),
        lead: 'end_date',
        brief: ['product', 'total'],
      }),
      share: 2,
    },
    {
      part: partOf(over, {
        title: say('digest.part.new-overage'),
        lead: 'overage',
        brief: ['product', 'total', 'spare_elsewhere'],
      }),
      share: 2,
    },
  ];
}

/** How many rows a question has in all; null where its source was never imported. */
function totalOf({ table, facts }: Answer): number | null {
  return facts.every(({ value }) => value === null) ? null : (table?.total ?? null);
}
