import { z } from 'zod/v4';
import type { NamedCustomer } from '../db/readings/customer-named.ts';
import { sourcesOfCustomer } from '../db/readings/customer-records.ts';
import { wholeTable } from '../src/answers/answer.ts';
import { portalLinks } from '../src/words/portal-links.ts';
import type { Asked } from './asked.ts';
import { type Body, command } from './command.ts';
import { whichCustomer } from './which-customer.ts';
import { optional } from './words.ts';

const COLUMNS = ['portal', 'page', 'name', 'id', 'link'];

/** Where to open a customer in each portal that knows it, or the portals themselves. */
export const links = command({
  name: 'links',
  words: {
    en: { names: ['portals'], title: 'Open in the portals', summary: 'Where to open a customer in each portal' },
    pt: { names: ['portais'], title: 'Abrir nos portais', summary: 'Onde abrir um cliente em cada portal' },
    fr: {
      names: ['liens', 'portails'],
      title: 'Ouvrir dans les portails',
      summary: 'Où ouvrir un client dans chaque portail',
    },
    es: {
      names: ['enlaces', 'portales'],
      title: 'Abrir en los portales',
      summary: 'Dónde abrir un cliente en cada portal',
    },
    de: {
      names: ['Links', 'Portale'],
      title: 'In den Portalen öffnen',
      summary: 'Wo ein Kunde in jedem Portal zu öffnen ist',
    },
    zh: { names: ['链接', '门户'], title: '在门户中打开', summary: '在各门户中打开客户的链接' },
  },
  examples: ['links', 'links "Nova Foods"'],
  args: z.object({ customer: optional('customer') }),
  chat: { lead: 'domain', brief: ['country'] },
  async run(asked, args) {
    if (args.customer === undefined) return portals();
    const which = await whichCustomer(asked, args.customer, (name) => `links ${name}`);
    return 'several' in which ? which.several : linksOf(asked, which.customer, which.words);
  },
});

function portals(): Body {
  const rows = portalLinks.map(({ portal, page, link }) => ({ portal, page, link }));
  return {
    facts: [{ key: 'portals', value: rows.length }],
    table: wholeTable(['portal', 'page', 'link'], rows),
    next: ['data'],
  };
}

async function linksOf(asked: Asked, { id, name }: NamedCustomer, words: string): Promise<Body> {
  const known = await sourcesOfCustomer(asked.lens, id);
  const rows = portalLinks.flatMap(({ portal, page, link, source }) =>
    known
      .filter((each) => each.source === source)
      .map((each) => ({ portal, page, name: each.name, id: each.id, link })),
  );
  const notes = rows.length === 0 ? [asked.say('links.none')] : [asked.say('links.search')];
  return {
    title: `${name} · ${links.words[asked.language].title}`,
    facts: [{ key: 'portals', value: new Set(rows.map(({ portal }) => portal)).size }],
    table: wholeTable(COLUMNS, rows),
    notes,
    next: [`customer ${words}`],
  };
}
