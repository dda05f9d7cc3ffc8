import type { Body } from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import type { Database } from '../db/open.ts';
import { openLens } from '../db/readings/lens.ts';
import type { Asker } from '../src/access/asker.ts';
import { readQuestion } from '../src/ask/parse.ts';
import { resolveFilters } from '../src/ask/resolve.ts';
import { type Vocabulary, vocabularyOf } from '../src/ask/vocabulary.ts';
import { systemClock as clock } from '../src/base/clock.ts';
import type { Say } from '../src/words/messages.ts';

/** The day that the demo is made for, and that every question is asked on. */
export const TODAY = '2026-11-21';
const PAGE = 50;
/** Sentences are not part of what is measured. */
const say: Say = (key) => key;
let vocabulary: Vocabulary | undefined;
const everybody: Asker = { email: null, name: null, role: 'admin', scope: 'all', money: true };

/** A representative of the demo, who sees only customers of their own. */
export const REP = 'rep01@reseller.example';

/**
 * What a question reads, without understanding its text before and without writing sentences after: its figures over all
 * rows and its first page. Each call looks at the imports anew, as every question does.
 */
export async function readingOf(db: Database, text: string, owner: string | null = null): Promise<() => Promise<Body>> {
  vocabulary ??= vocabularyOf(commands);
  const read = readQuestion(text, vocabulary);
  if (!('question' in read)) throw new Error(`The bench asks what is not understood: ${text}`);
  const { question } = read;
  const command = commands.find(({ name }) => name === question.command);
  if (command === undefined) throw new Error(`There is no command ${question.command}.`);
  const asker: Asker = owner === null ? everybody : { ...everybody, email: owner, scope: 'own' };
  const view = { asOf: TODAY, owner, cycleDay: 25 };
  const { filters } = await resolveFilters(await openLens(db, view), question.filters, {
    me: owner,
    say,
    namesOthers: true,
  });
  const args = command.args.parse(question.words);
  return async () =>
    command.run(
      {
        ...{
          db,
          clock,
          lens: await openLens(db, view),
          asOf: TODAY,
          today: TODAY,
          asker,
          language: 'en',
          say,
          filters,
        },
        ...{ columns: question.columns, by: question.by, sort: question.sort, top: question.top, page: question.page },
        pageSize: PAGE,
        commands,
        place: null,
        speaker: null,
        digests: null,
        alerts: null,
        surface: 'terminal',
        timeZone: null,
        narrowing: '',
      },
      args,
    );
}

/** Makes a database forget what it remembers of earlier readings, as a finished import does. */
export function forget(db: Database): void {
  db.sqlite
    .prepare("insert into audit (at, kind, place, action, detail) values (0, 'change', 'bench', 'bench', '{}')")
    .run();
}
