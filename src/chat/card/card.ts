import type { ChartSpec } from '../../answers/answer.ts';
import type { Language } from '../../words/languages.ts';
import type { Press } from '../press.ts';

/**
 * A message as every platform shows it: what is said is decided once, in the reader's language; how it looks is the
 * platform's. All texts are plain text and may hold anything a file held: whoever draws a card makes them harmless.
 */
export interface Card {
  /** In which a platform says what it adds itself, such as what it had to leave out; English without it. */
  readonly language?: Language;
  /** What a notification, a screen reader and a search find: the title and the headline figures, in one or two lines. */
  readonly fallback: string;
  /** The platform's ids of people who are called: shown as mentions in front of it all, and in the notification. Nothing else of a card mentions anybody. */
  readonly mentions?: readonly string[];
  readonly title: string;
  /** How what it is about stands, which a platform may show by a colour; the texts say it as well. */
  readonly tone?: 'bad' | 'watch' | 'good';
  /** Whether the figures are the demo's, which is to be seen at the title. */
  readonly demo: boolean;
  readonly parts: readonly CardPart[];
  /** What can be done next, seen at once; at most three. */
  readonly buttons: readonly CardButton[];
  /** What else can be done, behind one more tap; at most five. */
  readonly more: readonly CardButton[];
}

export type CardPart =
  | { readonly kind: 'facts'; readonly facts: readonly { readonly label: string; readonly value: string }[] }
  /** Rows of two lines: a name with the one thing that matters, and below it the small print. */
  | { readonly kind: 'rows'; readonly rows: readonly CardRow[] }
  | { readonly kind: 'table'; readonly heads: readonly CardHead[]; readonly rows: readonly (readonly string[])[] }
  /**
   * A picture of figures under a title that says what it shows. `alt` has the figures in words (`chartAlt`), for whoever
   * does not see the picture; where a platform draws none, it stands in its place.
   */
  | { readonly kind: 'chart'; readonly chart: ChartSpec; readonly title: string; readonly alt: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'links'; readonly links: readonly { readonly text: string; readonly url: string }[] }
  /** Buttons in the middle of a card, as the App Home has them. */
  | { readonly kind: 'buttons'; readonly buttons: readonly CardButton[] }
  /** Small print: how it was read, the age of the data. */
  | { readonly kind: 'note'; readonly text: string };

export interface CardRow {
  readonly name: string;
  readonly lead: string;
  readonly detail: string;
}

export interface CardHead {
  readonly text: string;
  /** Figures stand at the right. */
  readonly right: boolean;
}

export interface CardButton {
  readonly label: string;
  readonly press: Press;
  /** The one that most people want next. */
  readonly primary?: true;
}
