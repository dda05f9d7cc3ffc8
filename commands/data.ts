import { z } from 'zod/v4';
import { parseReasons } from '../db/import-details.ts';
import { isImportRunning } from '../db/import-lock.ts';
import type { Database } from '../db/open.ts';
import {
  type ImportRow,
  importsWithStatus,
  listImports,
  newestByReport,
  rejectsOf,
  snapshotBefore,
} from '../db/readings/imports.ts';
import { type Answer, wholeTable } from '../src/answers/answer.ts';
import { daysBetween, type IsoDate } from '../src/base/days.ts';
import { reportNames } from '../src/words/headers.ts';
import type { Language } from '../src/words/languages.ts';
import { messagesFor, type Say } from '../src/words/messages.ts';
import { isStale, portalPage } from '../src/words/portals.ts';
import type { Asked, Surface } from './asked.ts';
import { type Body, command } from './command.ts';

/** Every one: json and csv hold every row. */
const ALL = 2 ** 31 - 1;

const SHELL = 'npm run -s pulse --';
const IMPORT = `${SHELL} import FILE`;

/** What the answer needs of a question, and of the command line. */
type View = Pick<Asked, 'db' | 'today' | 'say' | 'language' | 'surface'> & {
  readonly asker: Pick<Asked['asker'], 'role' | 'scope'>;
};

/** Which data is there and how old, what is held or rejected, and what to export from where. */
export const data = command({
  name: 'data',
  words: {
    en: {
      names: ['sources', 'freshness'],
      title: 'Data',
      summary: 'What was imported, how old it is, and what to export from where',
    },
    pt: {
      names: ['dados', 'fontes'],
      title: 'Dados',
      summary: 'O que foi importado, a idade dos dados e o que exportar de onde',
    },
    fr: {
      names: ['données', 'sources'],
      title: 'Données',
      summary: 'Ce qui a été importé, son âge, et quoi exporter d’où',
    },
    es: {
      names: ['datos', 'fuentes'],
      title: 'Datos',
      summary: 'Qué se importó, qué antigüedad tiene y qué exportar de dónde',
    },
    de: {
      names: ['Daten', 'Quellen'],
      title: 'Daten',
      summary: 'Was importiert wurde, wie alt es ist und was woher zu exportieren ist',
    },
    zh: { names: ['数据', '数据源'], title: '数据', summary: '已导入的数据、数据的新旧程度，以及从何处导出什么' },
  },
  examples: ['data'],
  args: z.object({}),
  chat: { lead: 'as_of', brief: [], oneLine: 25, groups: { name: 'report', lead: 'page', brief: [] } },
  sources: 'everything',
  async run(asked) {
    const { asker } = asked;
    const body = await dataBody(asked);
    // Imports are the administrator's, and are done where the files are.
    const steps = asker.role === 'admin' ? await stepsFor(asked) : [];
    return {
      ...(body.table?.total === 0 ? beforeImports(body, asked) : body),
      notes: [...(body.notes ?? []), ...steps],
      next: ['links', 'overview'],
    };
  },
});

/** That nothing was imported is no answer that found nothing: it is what to export, every line of it. */
function beforeImports(body: Body, { say, language }: Asked): Body {
  const held = (body.sections ?? []).filter(({ title, table }) => title !== say('data.exports') && table?.total !== 0);
  return { ...body, title: say('data.exports'), table: exportsTable([], language), sections: held };
}

/** How a file is imported from where the asker reads this, as a sentence. */
export function importStep(say: Say, surface: Surface): string {
  return surface === 'chat' ? say('card.drop') : say('data.how', { command: IMPORT });
}

async function stepsFor({ db, say, surface }: Asked): Promise<string[]> {
  const steps = await nextSteps(db);
  const isChat = surface === 'chat';
  return steps.map((step) => {
    if (step === IMPORT) return importStep(say, surface);
    // Whoever dropped the file has the rows as a file; of one that was imported on the server they are there.
    return say('data.how', { command: isChat ? step.replace(SHELL, 'pulse') : step });
  });
}

/** The same for `pulse data`, whose next steps are commands of the shell. */
export async function dataAnswer(db: Database, today: IsoDate, demo: boolean): Promise<Answer> {
  const say = messagesFor('en');
  const newest = await newestByReport(db);
  return {
    command: 'data',
    question: 'data',
    title: data.words.en.title,
    asOf: today,
    scope: 'all',
    demo,
    sources: sourcesOf(newest, today),
    table: null,
    sections: [],
    chart: null,
    notes: [],
    ...(await dataBody({
      db,
      today,
      say,
      language: 'en',
      surface: 'terminal',
      asker: { role: 'admin', scope: 'all' },
    })),
    next: await nextSteps(db),
  };
}

/**
 * Counts and dates of imports are everybody's. Files and the reasons for holding them are not shown to those who see
 * their own customers only: both may name others.
 */
async function dataBody({ db, today, say, language, surface, asker }: View): Promise<Body> {
  const newest = await newestByReport(db);
  const held = await importsWithStatus(db, 'held');
  const recent = await listImports(db, ALL);
  const parts = await Promise.all(newest.map((row) => partNote(db, row, say)));
  const stale = newest.filter((row) => isOld(row, today));
  const rejected = newest.reduce((sum, row) => sum + row.rejected, 0);
  const seesAll = asker.scope === 'all';
  return {
    facts: [
      { key: 'sources', value: newest.length },
      { key: 'stale', value: stale.length },
      { key: 'held', value: held.length },
      { key: 'rejected_rows', value: rejected },
    ],
    table: wholeTable(
      ['source', 'as_of', 'age_days', 'stale', 'rows', 'rejected', 'import'],
      inOrder(newest).map((row) => ({
        source: row.report,
        as_of: row.asOf,
        age_days: daysBetween(row.asOf, today),
        stale: isOld(row, today),
        rows: row.accepted,
        rejected: row.rejected,
        import: row.id,
      })),
    ),
    sections: [
      ...(held.length > 0 && seesAll
        ? [{ title: say(surface === 'chat' ? 'data.held-chat' : 'data.held'), table: heldTable(held) }]
        : []),
      { title: say('data.imports'), table: importsTable(recent, isImportRunning(db.file), seesAll) },
      { title: say('data.exports'), table: exportsTable(newest, language) },
    ],
    notes: [
      ...parts.filter((note) => note !== undefined),
      ...stale.map(({ report }) => fetchAgain(report, say, language)),
    ],
  };
}

function sourcesOf(newest: readonly ImportRow[], today: IsoDate): Answer['sources'] {
  return newest.map((row) => ({ source: row.report, asOf: row.asOf, stale: isOld(row, today) }));
}

function statusOf(row: ImportRow, running: boolean): string {
  if (row.status === 'done' && row.extent === 'part') return 'done, a part';
  return row.status === 'running' && !running ? 'interrupted' : row.status;
}

/** What a source's newest import stands on when it is only a part; undefined when it is whole. */
async function partNote(db: Database, row: ImportRow, say: Say): Promise<string | undefined> {
  const { report, extent, asOf, id } = row;
  if (extent !== 'part') return undefined;
  const base = await snapshotBefore(db, report, asOf, id);
  const part = String(id);
  return base
    ? say('data.part-on', { report, part, whole: String(base.id), day: base.asOf })
    : say('data.part-alone', { report, part });
}

/** In the order in which the reports are documented. */
function inOrder(rows: readonly ImportRow[]): ImportRow[] {
  return reportNames.flatMap((name) => rows.filter((row) => row.report === name));
}

function isOld({ report, asOf }: ImportRow, today: IsoDate): boolean {
  const known = reportNames.find((name) => name === report);
  return known !== undefined && isStale(known, asOf, today);
}

function fetchAgain(source: string, say: Say, language: Language): string {
  const report = reportNames.find((name) => name === source);
  if (report === undefined) return '';
  const { portal, page, options } = portalPage(report, language);
  return say('data.stale', { source, portal, page, options });
}

function heldTable(held: readonly ImportRow[]) {
  return wholeTable(
    ['import', 'file', 'report', 'as_of', 'reason'],
    held.map((row) => ({
      import: row.id,
      file: row.file,
      report: row.report,
      as_of: row.asOf,
      reason: parseReasons(row.reasons).join(' '),
    })),
  );
}

function importsTable(recent: readonly ImportRow[], running: boolean, withFiles: boolean) {
  return wholeTable(
    ['import', 'report', 'as_of', 'status', 'rows', 'rejected', ...(withFiles ? ['file'] : [])],
    recent.map((row) => ({
      import: row.id,
      report: row.report,
      as_of: row.asOf,
      status: statusOf(row, running),
      rows: row.rows,
      rejected: row.rejected,
      ...(withFiles ? { file: row.file } : {}),
    })),
  );
}

function exportsTable(newest: readonly ImportRow[], language: Language) {
  return wholeTable(
    ['report', 'imported', 'portal', 'page', 'options', 'rhythm', 'answers'],
    reportNames.map((report) => {
      const { portal, page, options, rhythm, answers } = portalPage(report, language);
      return { report, imported: newest.some((row) => row.report === report), portal, page, options, rhythm, answers };
    }),
  );
}

async function nextSteps(db: Database): Promise<string[]> {
  const next: string[] = [];
  if ((await newestByReport(db)).length === 0) next.push(IMPORT);
  const withRejects = (await listImports(db, ALL)).find((row) => row.rejected > 0);
  // They are deleted after a while, and then there is nothing to see.
  if (withRejects && (await rejectsOf(db, withRejects.id, 0, 1)).length > 0)
    next.push(`${SHELL} data rejects ${withRejects.id}`);
  return next;
}
