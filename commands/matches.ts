import { z } from 'zod/v4';
import type { Database } from '../db/open.ts';
import { decidedMatches, type OpenMatch, openMatches, recordsOfCustomers } from '../db/readings/matches.ts';
import { type Answer, wholeTable } from '../src/answers/answer.ts';
import type { IsoDate } from '../src/base/days.ts';
import { foldName } from '../src/words/fold.ts';
import { type Body, command } from './command.ts';

/** Every one: json and csv hold every row. */
const ALL = 2 ** 31 - 1;

/** What the lists about records have in common: no dated source, no chart, nothing but one table. */
function listing(given: Omit<Answer, 'command' | 'scope' | 'sources' | 'sections' | 'chart' | 'notes'>): Answer {
  return { command: 'matches', scope: 'all', sources: [], sections: [], chart: null, notes: [], ...given };
}

const pair = (row: OpenMatch) => ({
  name: row.name,
  source: row.source,
  other_name: row.otherName,
  other_source: row.otherSource,
  reason: row.reason,
  evidence: row.evidence,
});

const OPEN_COLUMNS = ['match', 'name', 'source', 'other_name', 'other_source', 'reason', 'evidence'];

/** Pairs that may be one company and that no rule dares to join; of customers within the asker's scope. */
export const matches = command({
  name: 'matches',
  words: {
    en: {
      names: ['duplicates'],
      title: 'Pairs that may be one company',
      summary: 'Records that may be one company and wait for a decision',
    },
    pt: {
      names: ['correspondências', 'duplicados', 'duplicatas'],
      title: 'Pares que podem ser a mesma empresa',
      summary: 'Registros que podem ser a mesma empresa e aguardam uma decisão',
    },
    fr: {
      names: ['correspondances', 'doublons'],
      title: 'Paires qui sont peut-être une même entreprise',
      summary: 'Enregistrements qui sont peut-être une même entreprise et attendent une décision',
    },
    es: {
      names: ['coincidencias', 'duplicados'],
      title: 'Pares que pueden ser una misma empresa',
      summary: 'Registros que pueden ser una misma empresa y esperan una decisión',
    },
    de: {
      names: ['Übereinstimmungen', 'Dubletten'],
      title: 'Paare, die ein Unternehmen sein können',
      summary: 'Datensätze, die ein Unternehmen sein können und auf eine Entscheidung warten',
    },
    zh: { names: ['匹配', '重复'], title: '可能是同一家公司的记录对', summary: '可能属于同一家公司、等待决定的记录' },
  },
  examples: ['matches'],
  role: 'editor',
  personal: true,
  args: z.object({}),
  chat: { lead: 'other_name', brief: ['source', 'evidence'] },
  async run({ db, lens, say, surface }) {
    const { open, first } = await openBody(db, lens.owner);
    return {
      ...open,
      notes:
        first === undefined
          ? []
          : [say(surface === 'chat' ? 'matches.how-chat' : 'matches.how', { match: String(first) })],
      next: ['data'],
    };
  },
});

async function openBody(db: Database, owner: string | null): Promise<{ open: Body; first: number | undefined }> {
  const rows = await openMatches(db, ALL, owner);
  return {
    open: {
      facts: [{ key: 'open', value: rows.length }],
      table: wholeTable(
        OPEN_COLUMNS,
        rows.map((row) => ({ match: row.match, ...pair(row) })),
      ),
    },
    first: rows[0]?.match,
  };
}

/** The open pairs for `pulse matches`, whose next steps are commands of the shell. */
export async function openAnswer(db: Database, today: IsoDate, demo: boolean): Promise<Answer> {
  const { open, first } = await openBody(db, null);
  const given = { question: 'matches', title: matches.words.en.title, asOf: today, demo };
  return listing({
    ...given,
    facts: open.facts,
    table: open.table ?? null,
    next:
      first === undefined
        ? []
        : [`npm run -s pulse -- matches join ${first}`, `npm run -s pulse -- matches apart ${first}`],
  });
}

/** What people have decided about such pairs, so that a decision can be found again and changed. */
export async function decided(db: Database, today: IsoDate, demo: boolean): Promise<Answer> {
  const rows = await decidedMatches(db, ALL);
  return listing({
    question: 'matches --decided',
    title: 'Pairs that a person has decided',
    asOf: today,
    demo,
    facts: [{ key: 'decided', value: rows.length }],
    table: wholeTable(
      ['match', 'decision', 'name', 'source', 'other_name', 'other_source', 'reason', 'evidence'],
      rows.map((row) => ({
        match: row.match,
        decision: row.decision,
        ...pair(row),
      })),
    ),
    next: rows[0] ? [`npm run -s pulse -- matches undo ${rows[0].match}`] : [],
  });
}

/** The records of the customers whose name holds `name`, and the rule that joined each. */
export async function records(db: Database, name: string, today: IsoDate, demo: boolean): Promise<Answer> {
  const rows = await recordsOfCustomers(db, foldName(name), ALL);
  return listing({
    question: `matches records ${name}`,
    title: `Records behind customers named like "${name}"`,
    asOf: today,
    demo,
    facts: [{ key: 'customers', value: new Set(rows.map((row) => row.customerId)).size }],
    table: wholeTable(
      ['customer', 'record', 'source', 'name', 'rule', 'evidence'],
      rows.map((row) => ({
        customer: row.customer,
        record: row.record,
        source: row.source,
        name: row.name,
        rule: row.rule,
        evidence: row.evidence,
      })),
    ),
    next: rows.length > 1 ? ['npm run -s pulse -- matches split RECORD'] : [],
  });
}
