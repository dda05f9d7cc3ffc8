import { z } from 'zod/v4';
import { overRows, sumOf } from '../db/readings/lists/facts.ts';
import { endpointsOf, qualityGroups, qualityOf } from '../db/readings/lists/quality.ts';
import { ENOUGH_CALLS, weekSums } from '../db/readings/lists/weekly-figures.ts';
import { wholeTable } from '../src/answers/answer.ts';
import { answeredWeek, weekTitle } from './asked-week.ts';
import { command } from './command.ts';
import { list } from './listing.ts';
import { rateChange, rateChart } from './week-charts.ts';
import { week } from './words.ts';

const columns = ['customer', 'calls', 'poor', 'good_rate', 'change', 'worst_endpoint'];
const endpointColumns = ['endpoint_type', 'customers', 'calls', 'poor', 'good_rate', 'change'];

const words = {
  en: {
    names: ['call quality', 'calling quality'],
    title: 'Call quality: {period}',
    summary: 'Poor calls by customer in a week, and on which endpoints',
  },
  pt: {
    names: ['qualidade', 'qualidade das chamadas', 'qualidade de chamadas'],
    title: 'Qualidade das chamadas: {period}',
    summary: 'Chamadas ruins por cliente em uma semana, e em quais dispositivos',
  },
  fr: {
    names: ['qualité', 'qualité des appels', 'qualité d’appel'],
    title: 'Qualité des appels : {period}',
    summary: 'Mauvais appels par client sur une semaine, et sur quels terminaux',
  },
  es: {
    names: ['calidad', 'calidad de las llamadas', 'calidad de llamadas'],
    title: 'Calidad de las llamadas: {period}',
    summary: 'Llamadas malas por cliente en una semana, y en qué dispositivos',
  },
  de: {
    names: ['Anrufqualität', 'Qualität', 'Gesprächsqualität'],
    title: 'Anrufqualität: {period}',
    summary: 'Schlechte Anrufe je Kunde in einer Woche, und auf welchen Endgeräten',
  },
  zh: {
    names: ['通话质量', '质量', '呼叫质量'],
    title: '通话质量：{period}',
    summary: '某一周各客户的劣质通话及所在终端',
  },
};

/** Graded calls of each customer in one week, those with most poor calls first. */
export const quality = command({
  name: 'quality',
  words,
  examples: ['quality', 'quality last-week poor:>10', 'quality by:country'],
  args: z.object({ week: week() }),
  list: { columns },
  chat: { lead: 'good_rate', brief: ['poor', 'calls', 'change', 'worst_endpoint'] },
  needs: ['partner-hub-call-quality'],
  fills: ['call-media-quality'],
  async run(asked, args) {
    const { say, lens } = asked;
    const { week: shown, hasBefore, notes } = await answeredWeek(asked, 'quality', args.week);
    const listed = await list(asked, {
      subject: qualityOf(shown),
      // Where numbers are compared too, only the rows that are left say what was before.
      ...(asked.columns.length > 0 ? {} : { groups: qualityGroups(shown) }),
      conditions: [],
      columns,
      order: [{ column: 'poor', descending: true }],
      facts: {
        calls: sumOf('calls'),
        poor: sumOf('poor'),
        good_rate: overRows('good_rate'),
        change: overRows('change'),
      },
      sums: ['calls', 'poor', 'good_rate', 'change'],
    });
    const { facts, selection } = listed;
    const weeks = await weekSums(lens, 'quality', shown, selection);
    const endpoints = await endpointsOf(lens, shown, selection);
    return {
      title: weekTitle(asked, words, shown),
      facts: [
        { key: 'calls', value: facts.calls },
        { key: 'poor', value: facts.poor },
        { key: 'good_rate', value: facts.good_rate },
        { key: 'change', value: asked.columns.length > 0 ? facts.change : rateChange(weeks) },
      ],
      table: listed.table,
      chart: rateChart(weeks, 'good_rate'),
      sections:
        endpoints.length === 0
          ? []
          : [
              {
                title: say('section.endpoints'),
                table: wholeTable(
                  [...endpointColumns],
                  endpoints.map((row) => ({ ...row })),
                ),
              },
            ],
      notes: [
        ...notes,
        ...listed.notes,
        ...(hasBefore ? [say('note.change-points')] : []),
        ...(asked.by === null ? [say('note.worst-endpoint', { n: ENOUGH_CALLS })] : []),
      ],
      next: asked.by === null ? ['quality by:owner', 'queues', 'calling'] : ['quality'],
    };
  },
});
