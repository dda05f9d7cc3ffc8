import type { Asked } from '../../commands/asked.ts';
import type { Body } from '../../commands/command.ts';
import type { Definition } from '../../commands/definition.ts';
import { ownedBy } from '../../db/readings/customer-owned.ts';
import { whoGives } from '../access/asker.ts';
import type { Answer } from '../answers/answer.ts';
import { sayText } from '../words/messages.ts';
import { portalPage } from '../words/portals.ts';
import { ageNotes, staleNotes } from './age-notes.ts';
import type { Desk } from './desk.ts';
import { firstSteps, reportName } from './first-contact.ts';
import { followUps } from './follow-ups.ts';
import { periodPhrase } from './period-phrase.ts';
import { questionText } from './print.ts';
import type { Question, ReadAs } from './question.ts';
import { missingSources, sourcesOf } from './sources.ts';

interface Parts {
  readonly desk: Desk;
  readonly asked: Asked;
  readonly command: Definition;
  readonly question: Question;
  readonly readAs: readonly ReadAs[];
  /** About values of filters that nothing has. */
  readonly filterNotes: readonly string[];
  readonly body: Body;
}

/** The whole answer: what the command found, with what every answer says (how it was read, for whom, how old). */
export async function assemble(parts: Parts): Promise<Answer> {
  const { desk, asked, command, question, body } = parts;
  const { say, lens, asker } = asked;
  const missing = missingSources(lens, command);
  // The first source is what the figures are made of: without it they are unknown and not zero.
  const unknown = missing.length > 0 && missing[0] === command.needs?.[0];
  const sources = sourcesOf(lens, command, question.filters);
  const text = questionText(question, desk.vocabulary);
  return {
    command: command.name,
    question: text,
    title: body.title ?? title(asked, command, question),
    asOf: asked.asOf,
    scope: asker.scope === 'own' ? 'own' : 'all',
    demo: desk.demo,
    sources,
    facts: unknown ? body.facts.map(({ key }) => ({ key, value: null })) : body.facts,
    table: body.table ?? null,
    sections: body.sections ?? [],
    chart: body.chart ?? null,
    notes: [
      ...missing.map((report) => missingNote(asked, report)),
      ...firstSteps(lens, command, asked, asked.language),
      say('note.read-as', { text }),
      ...parts.readAs.map(({ word, as, instead }) => say('note.keyword-won', { word, meaning: as, instead })),
      ...parts.filterNotes,
      ...(asker.scope === 'own' ? [say('note.scope-own', { owner: asker.email ?? '' })] : []),
      ...(body.table && body.table.total === 0 && !unknown ? [await emptyNote(asked)] : []),
      ...(body.notes ?? []),
      ...ageNotes(sources, asked.asOf, say),
      ...staleNotes(sources, say),
      ...(desk.demo ? [say('note.demo')] : []),
    ],
    next: followUps(desk.vocabulary, question, body),
  };
}

/** Whoever has no customers yet finds nothing whatever they ask, and should know why. */
async function emptyNote({ db, lens, asker, say }: Asked): Promise<string> {
  if (asker.scope !== 'own' || asker.email === null) return say('note.empty');
  const { customers } = await ownedBy(lens, asker.email);
  return customers === 0 ? say('note.none-yours', { who: await whoGives(db, say) }) : say('note.empty');
}

function title(asked: Asked, command: Definition, question: Question): string {
  return sayText(command.words[asked.language].title, asked.language, {
    period: periodPhrase(command, question, asked.say),
    customer: question.words['customer'] ?? '',
    name: question.words['customer'] ?? '',
  });
}

function missingNote({ say, lens, language }: Asked, name: Parameters<typeof portalPage>[0]): string {
  const { portal, page, options } = portalPage(name, language);
  const report = reportName(name, say);
  return lens.laterReports.has(name)
    ? say('note.not-yet-imported', { report, day: lens.asOf })
    : say('note.never-imported', { report, portal, page, options });
}
