import { z } from 'zod/v4';
import { licenseWeeks } from '../db/readings/lists/license-weeks.ts';
import { currentLines } from '../db/readings/lists/lines.ts';
import type { Answer } from '../src/answers/answer.ts';
import { wholeTable } from '../src/answers/answer.ts';
import { command } from './command.ts';
import { withoutData } from './without-data.ts';

const columns = ['week', 'total', 'assigned', 'used'];

/** Licences bought, given to users and used, week by week. */
export const licenses = command({
  name: 'licenses',
  words: {
    en: {
      names: ['licences', 'seats'],
      title: 'Licences by week',
      summary: 'Total, assigned and used licences of the last 13 weeks',
    },
    pt: {
      names: ['licenças'],
      title: 'Licenças por semana',
      summary: 'Licenças totais, atribuídas e usadas das últimas 13 semanas',
    },
    fr: {
      names: ['licences'],
      title: 'Licences par semaine',
      summary: 'Licences totales, attribuées et utilisées des 13 dernières semaines',
    },
    es: {
      names: ['licencias'],
      title: 'Licencias por semana',
      summary: 'Licencias totales, asignadas y usadas de las últimas 13 semanas',
    },
    de: {
      names: ['Lizenzen'],
      title: 'Lizenzen nach Wochen',
      summary: 'Lizenzen gesamt, zugewiesen und genutzt der letzten 13 Wochen',
    },
    zh: {
      names: ['许可证', '许可', '許可證'],
      title: '每周许可证',
      summary: '最近 13 周的许可证总数、已分配数和已使用数',
    },
  },
  examples: ['licenses', 'licenses family:calling', 'licenses country:BR'],
  args: z.object({}),
  list: { columns, fixed: true },
  chat: { newestLast: true },
  needs: ['partner-hub-subscriptions'],
  async run(asked) {
    const weeks = await licenseWeeks(asked.lens, asked.filters);
    const newest = weeks.at(-1);
    const lines = { subject: currentLines, conditions: [], filters: asked.filters, columns: [] };
    return {
      facts: (['total', 'assigned', 'used'] as const).map((key) => ({ key, value: newest ? newest[key] : 0 })),
      table: wholeTable(
        columns,
        weeks.map((week) => ({ ...week })),
      ),
      chart: weeksChart(weeks),
      notes: await withoutData(asked, lines),
      next: ['overview', 'low-assignment'],
    };
  },
});

/** The weeks as a line for each of bought, assigned and used. */
export function weeksChart(weeks: Awaited<ReturnType<typeof licenseWeeks>>): Answer['chart'] {
  if (weeks.length === 0) return null;
  return {
    kind: 'line',
    x: weeks.map(({ week }) => week),
    series: (['total', 'assigned', 'used'] as const).map((key) => ({ key, values: weeks.map((week) => week[key]) })),
  };
}
