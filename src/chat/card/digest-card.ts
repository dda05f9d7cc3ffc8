import { chartAlt } from '../../answers/charts/chart-alt.ts';
import type { Digest } from '../../answers/digest.ts';
import type { Vocabulary } from '../../ask/vocabulary.ts';
import type { Late } from '../../delivery/source.ts';
import { columnLabel, formatCell } from '../../words/cells.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Card, CardPart } from './card.ts';
import { digestButtons } from './digest-buttons.ts';
import { lateText } from './digest-late.ts';
import { digestRows } from './digest-rows.ts';
import { briefAges } from './notes.ts';

/** For whom a digest is shown. */
export interface DigestCardContext {
  readonly language: Language;
  readonly vocabulary: Vocabulary;
  /** The day that the age of its data is told by. */
  readonly asOf: string;
  /** When it is posted again and again, in words (`every Monday at 09:00, America/Sao_Paulo`); null for a preview. */
  readonly schedule: string | null;
  /** The word before a question, as people type it there: `/pulse`. Left out where none is needed. */
  readonly command?: string | undefined;
  /** It goes to one person, who asked for it. */
  readonly personal?: boolean;
  /** Why it is late; null where it is not. */
  readonly late: (Late & LateWords) | null;
}

/** What else is known of a late post. */
interface LateWords {
  /** When the data that it waited for came in, in words; null where it waited for something else. */
  readonly arrived: string | null;
}

/** More are not seen in one glance. */
const FACTS = 8;
/** Figures that the lines of a digest say already. */
const SAID: ReadonlySet<string> = new Set([
  ...['good_rate', 'poor', 'calls', 'change', 'abandon_rate', 'abandoned'],
  ...['act_now_customers', 'intent_up', 'intent_down', 'entered_act_now', 'left_act_now'],
  ...['expiring_30d', 'renewed', 'lapsed', 'new_overage'],
  ...['to_call', 'expiring_customers', 'overage_customers'],
]);

/**
 * A digest as a card: its lines, its chart, its figures, at most ten rows of two lines under the headings of their parts,
 * then in small print what the figures mean, how old the data is, why it is late and how to stop it. A quiet one is one
 * line. It mentions nobody, and its buttons answer whoever presses, with what they may see themselves.
 */
export function digestCard(digest: Digest, context: DigestCardContext): Card {
  const { language } = context;
  const late = context.late === null ? [] : [note(lateText(context.late, messagesFor(language)))];
  const fallback = digestLine(digest, language);
  const card = { language, fallback, demo: digest.demo };
  if (digest.quiet) return { ...card, title: '', parts: [text(fallback), ...late], buttons: [], more: [] };
  const untold = digest.facts.filter(({ key }) => !SAID.has(key));
  const facts = untold.slice(0, FACTS).map(({ key, value }) => ({
    label: columnLabel(key, language),
    value: formatCell(value, key, language),
  }));
  return {
    ...card,
    title: digest.title,
    parts: [
      ...late,
      ...digest.lines.map(text),
      ...chartPart(digest, language),
      ...(facts.length > 0 ? [{ kind: 'facts', facts } as const] : []),
      ...digest.parts.flatMap((part) => digestRows(part, language)),
      ...smallPrint(digest, context),
    ],
    ...digestButtons(digest, context),
  };
}

/** The line that is posted first and that a notification shows: the title and the first figure, or that there is nothing to say. */
export function digestLine(digest: Digest, language: Language): string {
  const say = messagesFor(language);
  const mark = digest.demo ? `${say('card.demo')} · ` : '';
  if (digest.quiet) return `${mark}${say('digest.quiet', { title: digest.title })}`;
  const [first] = digest.facts;
  const figure =
    first === undefined
      ? ''
      : ` · ${columnLabel(first.key, language)}${say('text.colon')}${formatCell(first.value, first.key, language)}`;
  return `${mark}${digest.title}${figure}`;
}

function text(line: string): CardPart {
  return { kind: 'text', text: line };
}

function note(line: string): CardPart {
  return { kind: 'note', text: line };
}

function chartPart({ chart, chartTitle }: Digest, language: Language): CardPart[] {
  if (chart === null) return [];
  const title = chartTitle ?? '';
  return [{ kind: 'chart', chart, title, alt: chartAlt(chart, { title, language }) }];
}

function smallPrint(digest: Digest, context: DigestCardContext): CardPart[] {
  const { language, asOf, schedule, command, personal = false } = context;
  const say = messagesFor(language);
  const question = command === undefined ? 'digest list' : `${command} digest list`;
  const { warnings, ages } = briefAges(digest.sources, asOf, say);
  return [
    ...warnings.map((warning) => ({ kind: 'warning', text: warning }) as const),
    ...[...digest.notes, ...ages].map(note),
    ...(schedule === null ? [] : [note(say(personal ? 'digest.why-mine' : 'digest.why-here', { schedule, question }))]),
  ];
}
