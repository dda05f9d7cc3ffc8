import { z } from 'zod/v4';
import { callingGroups, callingOf, withoutUsage } from '../db/readings/lists/calling.ts';
import { overRows, rowCount, sumOf } from '../db/readings/lists/facts.ts';
import { ENOUGH_CALLS, weekSums } from '../db/readings/lists/weekly-figures.ts';
import { answeredWeek, weekTitle } from './asked-week.ts';
import { command } from './command.ts';
import { list } from './listing.ts';
import { callsChange, callsChart } from './week-charts.ts';
import { week } from './words.ts';

const columns = ['customer', 'users', 'active_users', 'calls', 'minutes', 'change'];

const words = {
  en: {
    names: ['calls', 'call volume', 'calling usage'],
    title: 'Webex Calling: {period}',
    summary: 'Calls and minutes by customer in a week, and how they changed',
  },
  pt: {
    names: ['chamadas', 'ligações', 'volume de chamadas'],
    title: 'Webex Calling: {period}',
    summary: 'Chamadas e minutos por cliente em uma semana, e como mudaram',
  },
  fr: {
    names: ['appels', 'volume d’appels'],
    title: 'Webex Calling : {period}',
    summary: 'Appels et minutes par client sur une semaine, et leur évolution',
  },
  es: {
    names: ['llamadas', 'volumen de llamadas'],
    title: 'Webex Calling: {period}',
    summary: 'Llamadas y minutos por cliente en una semana, y cómo cambiaron',
  },
  de: {
    names: ['Anrufe', 'Telefonate', 'Anrufvolumen'],
    title: 'Webex Calling: {period}',
    summary: 'Anrufe und Minuten je Kunde in einer Woche und ihre Änderung',
  },
  zh: {
    names: ['通话', '通话量', '呼叫量'],
    title: 'Webex Calling：{period}',
    summary: '某一周各客户的通话次数和分钟数及其变化',
  },
};

/** Calls of each customer in one week, those that fell most first. */
export const calling = command({
  name: 'calling',
  words,
  examples: ['calling', 'calling last-week by:country', 'calling week:2026-11-15 calls:>100'],
  args: z.object({ week: week() }),
  list: { columns },
  chat: { lead: 'change', brief: ['calls', 'active_users', 'minutes'] },
  needs: ['partner-hub-calling-usage'],
  async run(asked, args) {
    const { week: shown, notes } = await answeredWeek(asked, 'usage', args.week);
    const listed = await list(asked, {
      subject: callingOf(shown),
      // Where numbers are compared too, only the rows that are left say what was before.
      ...(asked.columns.length > 0 ? {} : { groups: callingGroups(shown) }),
      conditions: [],
      columns,
      order: [
        { column: 'enough_calls', descending: true },
        { column: 'change', descending: false },
      ],
      facts: {
        calls: sumOf('calls'),
        minutes: sumOf('minutes'),
        active_users: sumOf('active_users'),
        change: overRows('change'),
        without_usage: rowCount(withoutUsage),
      },
      sums: ['users', 'active_users', 'calls', 'minutes', 'change'],
    });
    const weeks = await weekSums(asked.lens, 'usage', shown, listed.selection);
    const { calls, minutes, active_users, change, without_usage } = listed.facts;
    const left = without_usage ?? 0;
    return {
      title: weekTitle(asked, words, shown),
      facts: [
        { key: 'calls', value: calls },
        { key: 'minutes', value: minutes },
        { key: 'active_users', value: active_users },
        { key: 'change', value: asked.columns.length > 0 ? change : callsChange(weeks) },
      ],
      table: listed.table,
      chart: callsChart(weeks),
      notes: [
        ...notes,
        ...listed.notes,
        ...(left > 0 ? [asked.say('note.usage-left-out', { n: left })] : []),
        ...(asked.by === null && asked.sort === null ? [asked.say('note.few-calls', { n: ENOUGH_CALLS })] : []),
      ],
      next: asked.by === null ? ['calling by:owner', 'quality', 'queues', 'features'] : ['calling'],
    };
  },
});
