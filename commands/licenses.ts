import { z } from 'zod/v4';
import { licenseWeeks } from '../db/readings/lists/license-weeks.ts';
import type { Answer } from '../src/answers/answer.ts';
import { wholeTable } from '../src/answers/answer.ts';
import { command } from './command.ts';

const columns = ['week', 'total', 'assigned', 'used'];

/** Licences bought, given to users and used, week by week. */
export const licenses = command({
  name: 'licenses',
  examples: ['licenses', 'licenses family:calling', 'licenses country:BR'],
  args: z.object({}),
  list: { columns, fixed: true },
  needs: ['partner-hub-subscriptions'],
  async run(asked) {
    const weeks = await licenseWeeks(asked.lens, asked.filters);
    const newest = weeks.at(-1);
    return {
      facts: (['total', 'assigned', 'used'] as const).map((key) => ({ key, value: newest ? newest[key] : 0 })),
      table: wholeTable(columns, weeks.map((week) => ({ ...week }))),
      chart: weeksChart(weeks),
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
