import { z } from 'zod/v4';
import { overRows, rowCount, sumOf } from '../db/readings/lists/facts.ts';
import { queuesGroups, queuesOf, withoutTime } from '../db/readings/lists/queues.ts';
import { ENOUGH_CALLS, weekSums } from '../db/readings/lists/weekly-figures.ts';
import { answeredWeek, weekTitle } from './asked-week.ts';
import { command } from './command.ts';
import { list } from './listing.ts';
import { rateChange, rateChart } from './week-charts.ts';
import { week } from './words.ts';

const columns = [
  'customer',
  'queue',
  'calls',
  'answered',
  'abandoned',
  'abandon_rate',
  'change',
  'avg_time_to_answer_s',
  'avg_wait_before_abandon_s',
];

const words = {
  en: {
    names: ['call queues', 'queue', 'abandoned calls'],
    title: 'Call queues: {period}',
    summary: 'Queues and the callers they lost in a week',
  },
  pt: {
    names: ['filas', 'fila', 'filas de chamadas'],
    title: 'Filas de chamadas: {period}',
    summary: 'Filas e as chamadas que perderam em uma semana',
  },
  fr: {
    names: ['files', 'files d’appels', 'files d’attente'],
    title: 'Files d’appels : {period}',
    summary: 'Les files et les appels qu’elles ont perdus sur une semaine',
  },
  es: {
    names: ['colas', 'cola', 'colas de llamadas'],
    title: 'Colas de llamadas: {period}',
    summary: 'Colas y las llamadas que perdieron en una semana',
  },
  de: {
    names: ['Warteschlangen', 'Warteschlange', 'Anrufwarteschlangen'],
    title: 'Anrufwarteschlangen: {period}',
    summary: 'Warteschlangen und die Anrufer, die sie in einer Woche verloren',
  },
  zh: { names: ['队列', '呼叫队列', '排队'], title: '呼叫队列：{period}', summary: '某一周的呼叫队列及流失的来电' },
};

/** Queues in one week, those that lost the greatest share of callers first. */
export const queues = command({
  name: 'queues',
  words,
  examples: ['queues', 'queues last-week abandon_rate:>20%', 'queues by:customer', 'queues week:2026-11-15 tag:gold'],
  args: z.object({ week: week() }),
  list: { columns },
  chat: { lead: 'abandon_rate', brief: ['queue', 'calls', 'abandoned', 'change'] },
  needs: ['partner-hub-call-queues'],
  fills: ['call-queue-stats'],
  async run(asked, args) {
    const { say, lens } = asked;
    const { week: shown, hasBefore, notes } = await answeredWeek(asked, 'queues', args.week);
    const someQueues = asked.columns.length > 0;
    const listed = await list(asked, {
      subject: queuesOf(shown),
      ...(someQueues ? {} : { groups: queuesGroups(shown) }),
      conditions: [],
      columns,
      order: [
        { column: 'enough_calls', descending: true },
        { column: 'abandon_rate', descending: true },
      ],
      facts: {
        calls: sumOf('calls'),
        abandoned: sumOf('abandoned'),
        abandon_rate: overRows('abandon_rate'),
        change: overRows('change'),
        avg_time_to_answer_s: overRows('avg_time_to_answer_s'),
        avg_wait_before_abandon_s: overRows('avg_wait_before_abandon_s'),
        without_time: rowCount(withoutTime),
      },
      rowsAre: 'queues',
      sums: columns.slice(2),
    });
    const { facts, selection } = listed;
    // A chart of all queues of the customers would not be one of the queues that were asked for.
    const weeks = someQueues ? [] : await weekSums(lens, 'queues', shown, selection);
    const left = facts.without_time ?? 0;
    return {
      title: weekTitle(asked, words, shown),
      facts: [
        { key: 'calls', value: facts.calls },
        { key: 'abandoned', value: facts.abandoned },
        { key: 'abandon_rate', value: facts.abandon_rate },
        { key: 'change', value: someQueues ? facts.change : rateChange(weeks) },
        { key: 'avg_time_to_answer_s', value: facts.avg_time_to_answer_s },
        { key: 'avg_wait_before_abandon_s', value: facts.avg_wait_before_abandon_s },
      ],
      table: listed.table,
      chart: rateChart(weeks, 'abandon_rate'),
      notes: [
        ...notes,
        ...listed.notes,
        ...(asked.by === null && asked.sort === null ? [say('note.few-calls', { n: ENOUGH_CALLS })] : []),
        ...(hasBefore ? [say('note.change-points')] : []),
        ...(left > 0 ? [say('note.time-left-out', { n: left })] : []),
        say('note.abandoned'),
      ],
      next: asked.by === null ? ['queues by:customer', 'quality', 'calling'] : ['queues'],
    };
  },
});
