import type { CardPart } from './card/card.ts';

/** What a platform asks in a window of its own: a modal in Slack, a task module in Teams. */
export interface Dialog {
  /** Which one it is; comes back with the answer. */
  readonly name: DialogName;
  /** At most 24 letters are sure to be seen. */
  readonly title: string;
  /** The word on the button that ends it; undefined where there is nothing to send. */
  readonly submit?: string;
  readonly parts: readonly CardPart[];
  readonly fields: readonly Field[];
  /** What is to come back with the answer, at most 3000 characters. */
  readonly state: string;
}

export const dialogNames = ['filter', 'share', 'customer', 'ask', 'more'] as const;
export type DialogName = (typeof dialogNames)[number];

/** The most options that a field shows on any platform, and the longest value of one in UTF-16 units. */
export const MOST_OPTIONS = 100;
export const LONGEST_VALUE = 150;

export interface Option {
  readonly value: string;
  readonly label: string;
}

export type Field =
  /** One or several of a short list. */
  | (Common & {
      readonly kind: 'choice';
      readonly options: readonly Option[];
      readonly chosen: readonly string[];
      readonly many: boolean;
    })
  /** One or several of a list that is searched while typing; the platform asks `optionsFor` with the field's key. */
  | (Common & { readonly kind: 'search'; readonly chosen: readonly string[]; readonly many: boolean })
  | (Common & {
      readonly kind: 'text';
      readonly value: string;
      readonly placeholder?: string;
      readonly longest: number;
    });

interface Common {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional: boolean;
}

/** What was chosen, by the field's key; an empty list where nothing was. */
export type Chosen = Readonly<Record<string, readonly string[]>>;
