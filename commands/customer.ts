import { z } from 'zod/v4';
import { isCompany } from '../db/readings/customer-lists.ts';
import type { NamedCustomer } from '../db/readings/customer-named.ts';
import { companies } from '../db/readings/lists/companies.ts';
import { readRows } from '../db/readings/lists/rows.ts';
import type { Value } from '../src/answers/answer.ts';
import { lostTags } from '../src/words/areas.ts';
import { foldValue } from '../src/words/fold.ts';
import type { Asked } from './asked.ts';
import { type Body, command } from './command.ts';
import { agreementsOf, areasOf, licensesSection, linesOf, sectionOf, sourcesSection } from './customer-sections.ts';
import { type CustomerFacts, type ToDo, toDo } from './customer-to-do.ts';
import { qualitySection, queuesSection } from './customer-weeks.ts';
import { ourRule } from './our-rule.ts';
import { questionFor, toDoText } from './to-do-text.ts';
import { weeklyChangeNotes } from './weekly-change.ts';
import { whichCustomer } from './which-customer.ts';
import { needed } from './words.ts';

const FACTS = ['owner', 'tags', 'domain', 'country', 'city', 'size', 'industry', 'segment', 'status'] as const;
const COUNTS = ['lines', 'total', 'assigned', 'used'] as const;

type Rows = Awaited<ReturnType<typeof linesOf>>;

/** Everything about one customer, first the one thing to do. */
export const customer = command({
  name: 'customer',
  words: {
    en: {
      names: ['client'],
      title: 'Customer: {name}',
      summary: 'Everything about one customer, first the one thing to do',
    },
    pt: {
      names: ['cliente'],
      title: 'Cliente: {name}',
      summary: 'Tudo sobre um cliente, começando pelo que fazer primeiro',
    },
    fr: {
      names: ['client', 'fiche client'],
      title: 'Client : {name}',
      summary: 'Tout sur un client, en commençant par la chose à faire',
    },
    es: {
      names: ['cliente'],
      title: 'Cliente: {name}',
      summary: 'Todo sobre un cliente, empezando por lo primero que hay que hacer',
    },
    de: {
      names: ['Kunde'],
      title: 'Kunde: {name}',
      summary: 'Alles über einen Kunden, zuerst das eine, was zu tun ist',
    },
    zh: {
      names: ['客户详情', '单个客户', '查客户'],
      title: '客户：{name}',
      summary: '一位客户的全部信息，首先是最该做的事',
    },
  },
  examples: ['customer "Nova Foods"', 'customer nova', 'customer nova.com.br'],
  args: z.object({ customer: needed('customer') }),
  chat: { lead: 'domain', brief: ['country'], facts: ['owner', 'status', 'country', 'total', 'assigned', 'used'] },
  sources: 'everything',
  async run(asked, args) {
    const which = await whichCustomer(asked, args.customer, (name) => `customer ${name}`);
    return 'several' in which ? which.several : page(asked, which.customer, which.words);
  },
});

async function page(asked: Asked, found: NamedCustomer, words: string): Promise<Body> {
  const { id, name } = found;
  const { lens, say } = asked;
  const company = { subject: companies, conditions: [isCompany(found)], filters: [], columns: [] };
  const [known = {}] = await readRows(lens, company, {
    columns: [...FACTS, ...COUNTS],
    order: [],
    limit: 1,
    offset: 0,
  });
  const lines = await linesOf(asked, id);
  const areas = await areasOf(asked, id);
  const agreements = await agreementsOf(asked, id);
  const first = toDo(factsFrom(lines, areas, agreements));
  const sections = [
    sectionOf(asked, 'section.lines', 'lines', lines),
    await licensesSection(asked, id),
    sectionOf(asked, 'section.areas', 'areas', areas),
    await queuesSection(asked, id),
    await qualitySection(asked, id),
    sectionOf(asked, 'section.agreements', 'agreements', agreements),
    await sourcesSection(asked, id),
  ];
  return {
    title: say('to-do.title', { name, todo: toDoText(asked, first) }),
    facts: [
      ...FACTS.map((key) => ({ key, value: known[key] ?? null })),
      // The sum of no lines is 0, that of lines which do not say is unknown.
      ...COUNTS.map((key) => ({ key, value: known['lines'] === 0 ? 0 : (known[key] ?? null) })),
    ],
    sections: sections.filter((each) => each !== undefined),
    notes: notesOn(asked, first, { lines, areas, agreements, tags: known['tags'] ?? null }),
    next: [...questionFor(first, name), `links ${words}`],
  };
}

function notesOn(
  asked: Asked,
  first: ToDo,
  { lines, areas, agreements, tags }: { lines: Rows; areas: Rows; agreements: Rows; tags: Value },
): string[] {
  const { say } = asked;
  const lost = String(tags ?? '')
    .split('; ')
    .some((tag) => lostTags.has(foldValue(tag)));
  const ended = lines.filter((row) => typeof row['days_left'] === 'number' && row['days_left'] < 0).length;
  return [
    ...(first.kind === 'nothing' ? [] : [say('to-do.rule')]),
    ...(lost ? [say('note.marked-lost', { n: 1 })] : []),
    ...(ended > 0 ? [say('note.ended-since-export', { n: ended })] : []),
    ...(lines.some((row) => row['successor'] !== null) ? [ourRule(asked, 'successor')] : []),
    ...(lines.length > 0 ? weeklyChangeNotes(asked) : []),
    ...(!asked.asker.money && areas.length + agreements.length > 0 ? [say('note.money-hidden')] : []),
  ];
}

function factsFrom(lines: Rows, areas: Rows, agreements: Rows): CustomerFacts {
  return {
    lines: lines.map((row) => ({
      product: String(row['product']),
      type: String(row['type']),
      daysLeft: numberIn(row, 'days_left'),
      autoRenew: typeof row['auto_renew'] === 'boolean' ? row['auto_renew'] : null,
      total: numberIn(row, 'total'),
      assigned: numberIn(row, 'assigned'),
      hasSuccessor: row['successor'] !== null,
    })),
    areas: areas.map((row) => ({
      area: String(row['area']),
      cluster: String(row['cluster']),
      cell: typeof row['cell'] === 'string' ? row['cell'] : null,
    })),
    agreements: agreements.map((row) => ({
      id: String(row['agreement_id']),
      division: String(row['division']),
      daysLeft: numberIn(row, 'days_left'),
    })),
  };
}

function numberIn(row: Readonly<Record<string, Value>>, name: string): number | null {
  const value = row[name];
  return typeof value === 'number' ? value : null;
}
