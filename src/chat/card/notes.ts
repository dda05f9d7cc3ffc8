import type { Answer } from '../../answers/answer.ts';
import { ageNotes, staleNotes } from '../../ask/age-notes.ts';
import { daysBetween } from '../../base/days.ts';
import { messagesFor, type Say } from '../../words/messages.ts';
import type { Shown } from './shown.ts';
import { sourceNames } from './sources.ts';

/** More small print than this is read by nobody; all of it stands in the text and JSON forms. */
const MOST = 5;
/** Stands for a value in a message. */
const GAP = '\u0000';

interface Notes {
  readonly warnings: readonly string[];
  /** What has to be read because there are no rows to look at. */
  readonly texts: readonly string[];
  readonly notes: readonly string[];
  /** The order of the rows in words; empty where the answer does not tell. */
  readonly order: string;
}

/** The notes of an answer by where they belong: what warns, what stands in place of rows, the small print. */
export function notesOf({ answer, context }: Shown): Notes {
  const say = messagesFor(context.language);
  const { warnings, ages } = briefAges(answer.sources, answer.asOf, say);
  const readAs = say('note.read-as', { text: answer.question });
  const found = answer.notes.map((note) => orderIn(note, say)).find((order) => order !== undefined);
  const said = [...staleNotes(answer.sources, say), ...ageNotes(answer.sources, answer.asOf, say)];
  const elsewhere = new Set([...said, readAs, say('note.demo')]);
  const others = answer.notes.filter((note) => !elsewhere.has(note) && orderIn(note, say) === undefined);
  const hasRows = [answer.table, ...answer.sections.map(({ table }) => table)].some((table) => table?.rows.length);
  const small = [readAs, ...ages];
  if (hasRows) return { warnings, texts: [], notes: [...others.slice(0, MOST), ...small], order: found ?? '' };
  // Whose rule a figure is that is not there matters to nobody.
  const texts = others.filter((note) => gapOf(note, say('note.our-rule', { what: GAP })) === undefined);
  return { warnings, texts: texts.slice(0, MOST), notes: small, order: '' };
}

/** How old the sources are, those of one day and portal in few words; what is stale warns. */
export function briefAges(sources: Answer['sources'], asOf: string, say: Say): { warnings: string[]; ages: string[] } {
  const names = (some: Answer['sources']) =>
    sourceNames(
      some.map(({ source }) => source),
      say,
    );
  const stale = names(sources.filter((each) => each.stale));
  const days = [...new Set(sources.map((each) => each.asOf))];
  return {
    warnings: stale.map((source) => say('note.stale', { source })),
    ages: days.map((day) => {
      const source = names(sources.filter((each) => each.asOf === day)).join(', ');
      return say('note.source', { source, day, days: daysBetween(day, asOf) });
    }),
  };
}

/** The order that a note tells; undefined where it is about something else. */
function orderIn(note: string, say: Say): string | undefined {
  return gapOf(note, say('note.order', { order: GAP }));
}

/** What stands in a note where its message has a gap; undefined where it is no such note. */
function gapOf(note: string, message: string): string | undefined {
  const [before = '', after = ''] = message.split(GAP);
  const is = note.startsWith(before) && note.endsWith(after) && note.length > before.length + after.length;
  return is ? note.slice(before.length, note.length - after.length) : undefined;
}
