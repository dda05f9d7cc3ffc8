import { reportName } from '../../ask/first-contact.ts';
import { assertNever } from '../../base/errors.ts';
import { columnLabel, formatCell } from '../../words/cells.ts';
import { formatDay } from '../../words/formats.ts';
import { reportNames } from '../../words/headers.ts';
import type { Language } from '../../words/languages.ts';
import type { Say } from '../../words/messages.ts';
import type { Card, CardButton, CardPart } from '../card/card.ts';
import { changeTexts } from './import-change.ts';
import type { ImportDocument } from './import-document.ts';
import { isAboutSubject, saidAndEnglish } from './import-words.ts';
import { pageCard } from './page.ts';

/** Notes of one file that a message has room for; they are sentences. */
const NOTES_SHOWN = 8;

/** What the cards of an import are made of. */
export interface ImportView {
  readonly name: string;
  readonly language: Language;
  readonly say: Say;
  /** The platform's id of whose message it is. */
  readonly of: string;
  /** Whether they see all customers: what changed in all of them is for nobody else. */
  readonly seesAll: boolean;
}

/** How far an import is; `rows` is null before the first. */
export function importingCard({ name, language, say }: ImportView, rows: number | null): Card {
  const title = say('import.importing', { name });
  const text = rows === null ? say('import.meanwhile') : say('import.so-far', { rows });
  return pageCard({ language, title, fallback: `${title}\n${text}`, parts: [{ kind: 'note', text }] });
}

/** That nothing of a file is in because something failed, and that it may be dropped again. */
export function failedCard({ name, language, say }: ImportView, detail: string): Card {
  return pageCard({
    language,
    title: say('import.failed', { name }),
    parts: [
      { kind: 'text', text: say('import.failed-next') },
      { kind: 'note', text: detail },
    ],
  });
}

/** A file that did not come as far as being imported, with why. */
export function notTakenCard({ name, language, say }: ImportView, why: string): Card {
  return pageCard({ language, title: say('import.refused', { name }), parts: [{ kind: 'text', text: why }] });
}

interface More {
  /** The file's id, where it waits for a decision. */
  readonly kept?: string;
  /** The figures to hold against the portal, where there are any. */
  readonly figures?: readonly CardPart[];
  /** Whether the program was stopped while it was at work on the file. */
  readonly resumed?: boolean;
}

/** What became of a file, and what to do next. */
export function importedCard(view: ImportView, document: ImportDocument, more: More = {}): Card {
  const { language, say } = view;
  const texts = reasonParts(document, view);
  switch (document.outcome) {
    case 'imported':
      return doneCard(view, document, more);
    case 'duplicate':
      if (more.resumed === true) return doneCard(view, document, more);
      return pageCard({ language, title: say('import.duplicate', { name: view.name }), parts: texts });
    case 'held':
      return heldCard(view, document, texts, more.kept);
    case 'refused':
      return refusedCard(view, document, texts);
    default:
      return assertNever(document.outcome);
  }
}

function doneCard(view: ImportView, document: ImportDocument, { figures = [], resumed = false }: More): Card {
  const { say, name, language, of, seesAll } = view;
  const title = say('import.done', { name });
  const id = document.import;
  const changes = document.outcome === 'duplicate' || !seesAll ? [] : changeTexts(document, say);
  const { rows, accepted, rejected } = document;
  const press = (match: boolean) => ({ do: 'figures', import: id ?? 0, match, of }) as const;
  const buttons: CardButton[] =
    figures.length === 0 || id === null
      ? []
      : [
          { label: say('import.match'), press: press(true) },
          { label: say('import.differ'), press: press(false) },
        ];
  return pageCard({
    language,
    title,
    fallback: `${title}\n${say('import.counts', { rows, accepted, rejected })}`,
    parts: [
      { kind: 'facts', facts: factsOf(document, say, language) },
      ...(resumed ? [{ kind: 'note', text: say('import.restarted') } as const] : []),
      ...changes.map((text) => ({ kind: 'text', text }) as const),
      ...noteParts(document, view),
      ...(rejected > 0 ? [{ kind: 'warning', text: say('import.rejected-follow', { n: rejected }) } as const] : []),
      ...figures,
    ],
    buttons,
  });
}

function heldCard(view: ImportView, document: ImportDocument, texts: readonly CardPart[], kept?: string): Card {
  const { say, name, language, of } = view;
  const press = (as: 'whole' | 'part' | 'drop') => ({ do: 'import-as', file: kept ?? '', as, of }) as const;
  return pageCard({
    language,
    title: say('import.held', { name }),
    parts: [
      { kind: 'facts', facts: factsOf(document, say, language) },
      ...texts,
      ...noteParts(document, view),
      { kind: 'text', text: say('import.held-what') },
    ],
    buttons:
      kept === undefined
        ? []
        : [
            { label: say('import.whole'), press: press('whole') },
            { label: say('import.part'), press: press('part') },
            { label: say('import.drop'), press: press('drop') },
          ],
  });
}

function refusedCard(view: ImportView, document: ImportDocument, texts: readonly CardPart[]): Card {
  const { say, name, language, of } = view;
  const isUnknown = document.report === null;
  const next = isUnknown ? 'import.next-unknown' : nextOf(document);
  return pageCard({
    language,
    title: say(isUnknown ? 'import.unknown' : 'import.refused', { name }),
    parts: [
      ...texts,
      ...noteParts(document, view),
      { kind: 'text', text: say(next) },
      ...(document.rejected > 0
        ? [{ kind: 'warning', text: say('import.rejected-follow', { n: document.rejected }) } as const]
        : []),
    ],
    buttons: isUnknown ? [{ label: say('import.exports'), press: { do: 'to-me', q: 'data', of } }] : [],
  });
}

function nextOf({ reasons, asOf }: ImportDocument) {
  if (reasons.some(isAboutSubject)) return 'import.next-subject';
  return asOf === null ? 'import.next-day' : 'import.next-again';
}

function factsOf({ report, asOf, rows, accepted, rejected }: ImportDocument, say: Say, language: Language) {
  const known = reportNames.find((each) => each === report);
  const cell = (key: string, value: string | number | null) => ({
    label: columnLabel(key, language),
    value: formatCell(value, key, language),
  });
  return [
    { label: columnLabel('report', language), value: known === undefined ? (report ?? '–') : reportName(known, say) },
    { label: columnLabel('as_of', language), value: asOf === null ? '–' : formatDay(asOf, language) },
    cell('rows', rows),
    { label: say('import.accepted'), value: formatCell(accepted, 'rows', language) },
    cell('rejected', rejected),
  ];
}

/** Why the importer did what it did. */
function reasonParts({ reasons }: ImportDocument, view: ImportView): CardPart[] {
  const { said, english } = saidAndEnglish(reasons, view.say);
  return [...said.map((text): CardPart => ({ kind: 'text', text })), ...inEnglish(english, 'text', view)];
}

/** What the importer noticed. */
function noteParts({ notes }: ImportDocument, view: ImportView): CardPart[] {
  const { said, english } = saidAndEnglish(notes.slice(0, NOTES_SHOWN), view.say);
  const left = notes.length - NOTES_SHOWN;
  return [
    ...said.map((text): CardPart => ({ kind: 'note', text })),
    ...inEnglish(english, 'note', view),
    ...(left > 0 ? [{ kind: 'note', text: view.say('import.more-notes', { n: left }) } as const] : []),
  ];
}

/** The importer's own words, and where the reader has another language, that they are English. */
function inEnglish(texts: readonly string[], kind: 'text' | 'note', { language, say }: ImportView): CardPart[] {
  const parts = texts.map((text): CardPart => ({ kind, text }));
  return language === 'en' || parts.length === 0 ? parts : [{ kind: 'note', text: say('import.in-english') }, ...parts];
}
