import { ageNotes, staleNotes } from '../../ask/age-notes.ts';
import { messagesFor, type Say } from '../../words/messages.ts';
import type { Shown } from './shown.ts';

/** More small print than this is read by nobody; all of it stands in the text and JSON forms. */
const MOST = 5;

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
  const warnings = staleNotes(answer.sources, say);
  const ages = ageNotes(answer.sources, answer.asOf, say);
  const readAs = say('note.read-as', { text: answer.question });
  const found = answer.notes.map((note) => orderIn(note, say)).find((order) => order !== undefined);
  const elsewhere = new Set([...warnings, ...ages, readAs, say('note.demo')]);
  const others = answer.notes.filter((note) => !elsewhere.has(note) && orderIn(note, say) === undefined);
  const hasRows = [answer.table, ...answer.sections.map(({ table }) => table)].some((table) => table?.rows.length);
  const small = [readAs, ...ages];
  const kept = others.slice(0, MOST);
  return hasRows
    ? { warnings, texts: [], notes: [...kept, ...small], order: found ?? '' }
    : { warnings, texts: kept, notes: small, order: '' };
}

/** The order that a note tells; undefined where it is about something else. */
function orderIn(note: string, say: Say): string | undefined {
  const [before = '', after = ''] = say('note.order', { order: '\u0000' }).split('\u0000');
  const is = note.startsWith(before) && note.endsWith(after) && note.length > before.length + after.length;
  return is ? note.slice(before.length, note.length - after.length) : undefined;
}
