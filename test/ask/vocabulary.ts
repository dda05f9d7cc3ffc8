import { z } from 'zod/v4';
import { commands } from '../../commands/index.ts';
import { clusters, codes, needed, optional, period, week } from '../../commands/words.ts';
import { readQuestion } from '../../src/ask/parse.ts';
import { questionText } from '../../src/ask/print.ts';
import { type Defined, vocabularyOf } from '../../src/ask/vocabulary.ts';

const columns = [
  'customer',
  'product',
  'type',
  'days_left',
  'end_date',
  'auto_renew',
  'total',
  'assigned',
  'successor',
];
const list = { columns, groups: ['month'] };

/** Commands of every shape there is: lists, lists with own arguments, and commands that take names. */
const shapes: readonly Omit<Defined, 'words'>[] = [
  { name: 'overview', args: z.object({ families: codes('family') }), list: { columns: ['status'], fixed: true } },
  {
    name: 'customers',
    args: z.object({ statuses: codes('status') }),
    list: { columns: ['customer', 'lines', 'total'] },
  },
  { name: 'customer', args: z.object({ customer: needed('customer') }) },
  { name: 'expiring', args: z.object({ period: period('90d', 'ahead') }), list },
  { name: 'renewing', args: z.object({ period: period('90d', 'ahead') }), list },
  { name: 'expired', args: z.object({ period: period('30d', 'back') }), list },
  { name: 'new', args: z.object({ period: period('90d', 'back') }), list },
  { name: 'low-assignment', args: z.object({}), list: { columns: ['customer', 'product', 'assigned_rate', 'total'] } },
  { name: 'overage', args: z.object({}), list: { columns: ['customer', 'product', 'overage', 'assigned_change'] } },
  { name: 'licenses', args: z.object({}), list: { columns: ['week', 'total'], fixed: true } },
  {
    name: 'queues',
    args: z.object({ week: week() }),
    list: { columns: ['customer', 'queue', 'calls', 'abandon_rate', 'change'] },
  },
  { name: 'features', args: z.object({ week: week() }), list: { columns: ['feature', 'calls'], fixed: true } },
  {
    name: 'cluster',
    args: z.object({ clusters: clusters(), areas: codes('area') }),
    list: { columns: ['customer', 'area', 'cluster', 'cell', 'potential', 'owner'] },
  },
  { name: 'cohort', args: z.object({ plays: codes('play') }), list: { columns: ['customer', 'cohort', 'potential'] } },
  {
    name: 'agreements',
    args: z.object({ period: period('90d', 'ahead') }),
    list: { columns: ['customer', 'end_date'] },
  },
  { name: 'data', args: z.object({}) },
  { name: 'matches', args: z.object({}), list: { columns: ['name', 'reason'] } },
  { name: 'links', args: z.object({ customer: optional('customer') }) },
  { name: 'tag', args: z.object({ customer: needed('customer'), tag: needed('tag') }) },
  { name: 'untag', args: z.object({ customer: needed('customer'), tag: needed('tag') }) },
  { name: 'assign', args: z.object({ customer: needed('customer'), people: needed('people') }) },
  { name: 'help', args: z.object({ command: optional('command') }) },
  { name: 'whoami', args: z.object({}) },
];

/** Called as the real commands of their names are. */
const defined = shapes.map((shape) => {
  const words = commands.find(({ name }) => name === shape.name)?.words;
  if (words === undefined) throw new Error(`There is no command ${shape.name}.`);
  return { ...shape, words };
});

export const vocabulary = vocabularyOf(defined);

/** A question's canonical text; throws for what is none. */
export function textOf(text: string): string {
  const read = readQuestion(text, vocabulary);
  if ('question' in read) return questionText(read.question, vocabulary);
  throw new Error(`${JSON.stringify(text)}: ${read.error.key} ${JSON.stringify(read.error.values)}`);
}
