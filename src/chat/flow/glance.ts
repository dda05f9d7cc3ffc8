import { type Owned, ownedBy } from '../../../db/readings/customer-owned.ts';
import { openLens } from '../../../db/readings/lens.ts';
import type { Asker } from '../../access/asker.ts';
import { ask } from '../../ask/ask.ts';
import { isFirstContact } from '../../ask/first-contact.ts';
import { toIsoDate } from '../../base/days.ts';
import { formatCell } from '../../words/cells.ts';
import type { Language } from '../../words/languages.ts';
import { type MessageKey, messagesFor } from '../../words/messages.ts';
import type { Around } from '../around.ts';

/** A list worth looking at, with its figures. */
export interface Glanced {
  /** As a person asks it. */
  readonly question: string;
  readonly title: string;
  /** Null where it is unknown, as before the first import. */
  readonly customers: number | null;
  /** The figures in words. */
  readonly figures: string;
}

/** What there is for one person to look at. */
export interface Glance {
  /** Undefined for somebody without an e-mail address, of whom no list can say anything. */
  readonly owned: Owned | undefined;
  /** Whether nothing was ever imported that a question could be about. */
  readonly isEmpty: boolean;
  readonly lists: readonly Glanced[];
}

interface Look {
  readonly question: string;
  readonly title: MessageKey;
  readonly customers: string;
  readonly more?: { readonly fact: string; readonly text: MessageKey };
}

const LOOKS: readonly Look[] = [
  {
    question: 'expiring 90d',
    title: 'home.expiring',
    customers: 'expiring_customers',
    more: { fact: 'subscriptions', text: 'home.lines' },
  },
  {
    question: 'overage',
    title: 'home.overage',
    customers: 'overage_customers',
    more: { fact: 'overage_licenses', text: 'home.licenses' },
  },
  { question: 'cluster act-now', title: 'cluster.act-now', customers: 'customers' },
];

/**
 * What is a person's, and their three lists with their figures, as the questions themselves give them: their own
 * customers where they have some, else all that they may see.
 */
export async function glanceFor(around: Around, asker: Asker, language: Language): Promise<Glance> {
  const desk = around.desk();
  const asOf = toIsoDate(desk.clock.now());
  const owner = asker.scope === 'own' ? asker.email : null;
  const lens = await openLens(desk.db, { asOf, owner, cycleDay: desk.cycleDay });
  const owned = isPerson(asker) ? await ownedBy(lens, asker.email) : undefined;
  const mine = asker.scope === 'all' && (owned?.customers ?? 0) > 0 ? ' owner:me' : '';
  const lists: Glanced[] = [];
  for (const look of LOOKS) lists.push(await glanceAt(around, asker, language, look, mine));
  return { owned, isEmpty: isFirstContact(lens), lists };
}

/** Whether somebody has an e-mail address, by which lists know them; the platform's id alone is none. */
export function isPerson(asker: Asker): asker is Asker & { readonly email: string } {
  return asker.email?.includes('@') === true;
}

async function glanceAt(around: Around, asker: Asker, language: Language, look: Look, mine: string): Promise<Glanced> {
  const say = messagesFor(language);
  const question = `${look.question}${mine}`;
  const outcome = await ask(around.desk(), { text: question, asker, language, pageSize: 1 });
  const fact = (key: string): number | null => {
    const value = outcome.kind === 'answer' ? outcome.answer.facts.find((each) => each.key === key)?.value : null;
    return typeof value === 'number' ? value : null;
  };
  const customers = fact(look.customers);
  const more = look.more === undefined ? null : fact(look.more.fact);
  const figures = [
    customers === null ? formatCell(null, look.customers, language) : say('home.customers', { n: customers }),
    ...(look.more === undefined || more === null || customers === 0 ? [] : [say(look.more.text, { n: more })]),
  ];
  return { question, title: say(look.title), customers, figures: figures.join(' · ') };
}
