import { z } from 'zod/v4';
import { customerCount, readFacts } from '../db/readings/lists/facts.ts';
import { type KnownPlay, playsNow, playsOfBefore } from '../db/readings/lists/play-members.ts';
import { inPlays, plays } from '../db/readings/lists/plays.ts';
import { assertNever } from '../src/base/errors.ts';
import type { Asked } from './asked.ts';
import { type Found, findPlay } from './cohort-names.ts';
import { playTable } from './cohort-plays.ts';
import { type Body, command } from './command.ts';
import { list } from './listing.ts';
import { isSpokenOf, propensityNotes } from './propensity-notes.ts';
import { withoutData } from './without-data.ts';
import { codes } from './words.ts';

const columns = ['customer', 'cohort', 'area', 'cluster', 'cell', 'potential'];
const EVERYTHING = { clusters: [], areas: [] };

/** Customers in a solution play; without a name the plays themselves, by group. */
export const cohort = command({
  name: 'cohort',
  words: {
    en: {
      names: ['cohorts', 'solution plays'],
      title: 'Solution plays',
      summary: 'Customers in a solution play, or all plays with their numbers',
    },
    pt: {
      names: ['coorte', 'coortes'],
      title: 'Coortes (solution plays)',
      summary: 'Clientes em uma coorte (solution play), ou todas as coortes com seus números',
    },
    fr: {
      names: ['cohorte', 'cohortes'],
      title: 'Cohortes (solution plays)',
      summary: 'Clients d’une cohorte (solution play), ou toutes les cohortes avec leurs effectifs',
    },
    es: {
      names: ['cohorte', 'cohortes'],
      title: 'Cohortes (solution plays)',
      summary: 'Clientes de una cohorte (solution play), o todas las cohortes con sus cifras',
    },
    de: {
      names: ['Kohorte', 'Kohorten'],
      title: 'Kohorten (Solution Plays)',
      summary: 'Kunden einer Kohorte (Solution Play) oder alle Kohorten mit ihren Zahlen',
    },
    zh: {
      names: ['群组', '人群'],
      title: '群组（解决方案计划）',
      summary: '某个群组（解决方案计划）中的客户，或所有群组及其数量',
    },
  },
  examples: ['cohort', 'cohort "Compete Google Workspace"', 'cohort area:azure cluster:act-now', 'cohort by:owner'],
  args: z.object({ names: codes('play') }),
  list: { columns, groups: ['cohort'] },
  chat: {
    lead: 'cell',
    brief: ['cohort', 'area', 'cluster', 'potential'],
    groups: { name: 'cohort', lead: 'customers', brief: ['group'] },
  },
  async run(asked, args) {
    const known = await playsNow(asked.lens);
    const before = await playsOfBefore(asked.lens, known);
    const nameOf = ({ play }: KnownPlay) => play;
    const found = args.names.map((name) => findPlay(name, known.map(nameOf), before.ever.map(nameOf)));
    const open = found.find((each) => each.kind === 'several');
    if (open?.kind === 'several') {
      const fitting = known.filter(({ play }) => open.plays.includes(play));
      const told = asked.say('note.several-plays', { word: open.word });
      return overPlays(asked, fitting, [], [told]);
    }
    if (args.names.length === 0 && !asksForCustomers(asked)) {
      return overPlays(asked, known, before.justBefore, absence(asked, before.justBefore.map(nameOf)));
    }
    return overCustomers(asked, args.names.length > 0 ? found : null);
  },
});

/** Whether a question that names no play is still about customers and not about the plays. */
function asksForCustomers(asked: Asked): boolean {
  return asked.by !== null || asked.sort !== null || asked.filters.some(({ key }) => key === 'cohort');
}

async function overPlays(
  asked: Asked,
  known: readonly KnownPlay[],
  absent: readonly KnownPlay[],
  notes: readonly string[],
): Promise<Body> {
  const conditions = [inPlays(known.map(({ play }) => play))];
  const selection = { subject: plays, conditions, filters: asked.filters, columns: asked.columns };
  const { customers } = await readFacts(asked.lens, selection, { customers: customerCount() });
  return {
    facts: [{ key: 'customers', value: (await isSpokenOf(asked, EVERYTHING)) ? customers : null }],
    table: await playTable(asked, known, absent),
    notes: [...(await withoutData(asked, selection)), ...notes, ...(await propensityNotes(asked, EVERYTHING, []))],
    next: ['cohort by:cohort', 'cluster act-now'],
  };
}

/** The rows of the plays that were found, of all plays where none was asked for. */
async function overCustomers(asked: Asked, found: readonly Found[] | null): Promise<Body> {
  const names = found?.flatMap((each) => (each.kind === 'one' ? [each.play] : [])) ?? null;
  const listed = await list(asked, {
    subject: plays,
    conditions: names === null ? [] : [inPlays(names)],
    columns,
    order: [{ column: 'folded_name', descending: false }],
    facts: { customers: customerCount() },
  });
  // Who is in a play that the files have no column for is unknown, which is not nobody.
  const absent = names?.length === 0 && found?.some(({ kind }) => kind === 'absent');
  const unknown = absent || !(await isSpokenOf(asked, EVERYTHING));
  return {
    facts: [{ key: 'customers', value: unknown ? null : listed.facts.customers }],
    table: listed.table,
    notes: [
      ...listed.notes,
      ...(found?.flatMap((each) => told(asked, each)) ?? []),
      ...(await propensityNotes(asked, EVERYTHING, [])),
    ],
    next: asked.by === null ? ['cohort', 'cluster act-now'] : [],
  };
}

function told(asked: Asked, found: Found): string[] {
  switch (found.kind) {
    case 'absent':
      return absence(asked, [found.play]);
    case 'none':
      return found.nearest === undefined
        ? []
        : [asked.say('note.nearest', { word: found.word, nearest: found.nearest })];
    case 'one':
    case 'several':
      return [];
    default:
      return assertNever(found);
  }
}

function absence(asked: Asked, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [asked.say('note.cohort-absent', { cohort: names.join('; ') })];
}
